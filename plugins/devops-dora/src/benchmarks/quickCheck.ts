import { InputError } from '@backstage/errors';

const HOUR = 3600;
const DAY = 24 * HOUR;
const MONTH = (365.25 / 12) * DAY;

/**
 * Six answers from worst to best.
 *
 * @public
 */
export type QuickCheckLevel = 1 | 2 | 3 | 4 | 5 | 6;

/**
 * The level of a lead time or recovery time, from 6 (less than an hour) over a
 * day, a week, a month and half a year to 1 (more than that).
 *
 * @public
 */
export function levelOfDuration(seconds: number): QuickCheckLevel {
  const limits: Array<[number, QuickCheckLevel]> = [
    [HOUR, 6],
    [DAY, 5],
    [7 * DAY, 4],
    [MONTH, 3],
    [6 * MONTH, 2],
  ];
  return limits.find(([limit]) => seconds < limit)?.[1] ?? 1;
}

/**
 * The level of a deployment frequency, from 6 (at least two each workday) over
 * one each workday, week, month and half a year to 1 (fewer).
 *
 * @public
 */
export function levelOfFrequency(perDay: number): QuickCheckLevel {
  const limits: Array<[number, QuickCheckLevel]> = [
    [(2 * 5) / 7, 6],
    [5 / 7, 5],
    [1 / 7, 4],
    // The longest month and half year have so many days.
    [1 / 31, 3],
    [1 / 184, 2],
  ];
  return limits.find(([limit]) => perDay >= limit)?.[1] ?? 1;
}

/**
 * The score of a level from 1 to 6 on a scale from 0 to 10.
 *
 * @throws InputError for another level.
 *
 * @public
 */
export function scoreOfLevel(level: number): number {
  if (!(level >= 1 && level <= 6)) {
    throw new InputError('A level is a number from 1 to 6');
  }
  return (level - 1) * 2;
}

/**
 * The score of a rate from 0 to 1, of which less is better, on a scale from 0
 * to 10.
 *
 * @public
 */
export function scoreOfRate(rate: number): number {
  return 10 - Math.min(1, Math.max(0, rate)) * 10;
}

/**
 * The values of the five metrics; null where there is none.
 *
 * @public
 */
export interface QuickCheckValues {
  /** Seconds. */
  leadTime: number | null;
  /** Per day. */
  deploymentFrequency: number | null;
  /** Seconds. */
  recoveryTime: number | null;
  /** From 0 to 1. */
  changeFailRate: number | null;
  /** From 0 to 1. */
  reworkRate: number | null;
}

/**
 * Scores from 0 to 10, where 10 is best; null where there is nothing to score.
 *
 * @public
 */
export interface QuickCheckScores {
  levels: {
    leadTime: QuickCheckLevel | null;
    deploymentFrequency: QuickCheckLevel | null;
    recoveryTime: QuickCheckLevel | null;
  };
  scores: Record<keyof QuickCheckValues, number | null>;
  /** Mean of lead time, deployment frequency and recovery time. */
  throughput: number | null;
  /** Mean of change fail rate and rework rate. */
  stability: number | null;
  /** Mean of the metrics that have a value. */
  overall: number | null;
  /** How many of the five metrics have a value. */
  known: number;
}

/**
 * Scores the five metrics like the DORA Quick Check does.
 *
 * @public
 */
export function quickCheck(values: QuickCheckValues): QuickCheckScores {
  const levels = {
    leadTime: unlessNull(values.leadTime, levelOfDuration),
    deploymentFrequency: unlessNull(
      values.deploymentFrequency,
      levelOfFrequency,
    ),
    recoveryTime: unlessNull(values.recoveryTime, levelOfDuration),
  };
  const scores = {
    leadTime: unlessNull(levels.leadTime, scoreOfLevel),
    deploymentFrequency: unlessNull(levels.deploymentFrequency, scoreOfLevel),
    recoveryTime: unlessNull(levels.recoveryTime, scoreOfLevel),
    changeFailRate: unlessNull(values.changeFailRate, scoreOfRate),
    reworkRate: unlessNull(values.reworkRate, scoreOfRate),
  };
  const { leadTime, deploymentFrequency, recoveryTime } = scores;
  return {
    levels,
    scores,
    throughput: mean([leadTime, deploymentFrequency, recoveryTime]),
    stability: mean([scores.changeFailRate, scores.reworkRate]),
    overall: mean(Object.values(scores)),
    known: Object.values(scores).filter(score => score !== null).length,
  };
}

function unlessNull<T, R>(value: T | null, map: (value: T) => R): R | null {
  return value === null ? null : map(value);
}

function mean(scores: Array<number | null>): number | null {
  const known = scores.filter(score => score !== null);
  return known.length === 0
    ? null
    : known.reduce((a, b) => a + b, 0) / known.length;
}
