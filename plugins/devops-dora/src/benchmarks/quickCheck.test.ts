import { INDUSTRY_BENCHMARKS_2025 } from './industries2025';
import {
  levelOfDuration,
  levelOfFrequency,
  quickCheck,
  scoreOfLevel,
  scoreOfRate,
} from './quickCheck';

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('scores of the Quick Check', () => {
  it.each([
    [1, 0],
    [3.5, 5],
    [6, 10],
  ])('scores level %p as %p', (level, score) => {
    expect(scoreOfLevel(level)).toBe(score);
  });

  it.each([
    [0, 10],
    [0.5, 5],
    [1, 0],
    [1.6, 0],
  ])('scores rate %p as %p', (rate, score) => {
    expect(scoreOfRate(rate)).toBe(score);
  });

  it('refuses a level that does not exist', () => {
    expect(() => scoreOfLevel(7)).toThrow('from 1 to 6');
  });

  it('scores the best answers as 10 everywhere', () => {
    expect(
      quickCheck({
        leadTime: 60,
        deploymentFrequency: 5,
        recoveryTime: 60,
        changeFailRate: 0,
        reworkRate: 0,
      }),
    ).toMatchObject({ overall: 10, throughput: 10, stability: 10, known: 5 });
  });

  it('leaves out metrics without a value', () => {
    const nothing = {
      leadTime: null,
      deploymentFrequency: null,
      recoveryTime: null,
      changeFailRate: null,
      reworkRate: null,
    };
    expect(quickCheck(nothing)).toMatchObject({
      overall: null,
      throughput: null,
      stability: null,
      known: 0,
    });
    expect(
      quickCheck({ ...nothing, leadTime: 2 * DAY, reworkRate: 0.2 }),
    ).toMatchObject({ overall: 7, throughput: 6, stability: 8, known: 2 });
  });
});

describe('levels', () => {
  it.each([
    [0, 6],
    [HOUR, 5],
    [DAY, 4],
    [7 * DAY, 3],
    [31 * DAY, 2],
    [183 * DAY, 1],
  ])('puts %p seconds on level %p', (seconds, level) => {
    expect(levelOfDuration(seconds)).toBe(level);
  });

  it.each([
    [10 / 7, 6],
    [1, 5],
    [5 / 7, 5],
    [1 / 7, 4],
    [1 / 31, 3],
    [1 / 184, 2],
    [1 / 365, 1],
    [0, 1],
  ])('puts %p deployments a day on level %p', (perDay, level) => {
    expect(levelOfFrequency(perDay)).toBe(level);
  });
});

describe('INDUSTRY_BENCHMARKS_2025', () => {
  it('has the means of all industries', () => {
    const { overall, changeFailRate, reworkRate, stability } =
      INDUSTRY_BENCHMARKS_2025.all;
    expect(overall).toBeCloseTo(6.72);
    expect(changeFailRate.mean).toBeCloseTo(8.1);
    expect(reworkRate.mean).toBeCloseTo(7.8);
    expect(stability.mean).toBeCloseTo(7.9);
  });

  it('points all scores of all industries the same way', () => {
    for (const industry of Object.values(INDUSTRY_BENCHMARKS_2025)) {
      const { recoveryTime, changeFailRate, reworkRate } = industry;
      expect(recoveryTime.mean).toBeGreaterThan(5);
      expect(changeFailRate.mean).toBeGreaterThan(5);
      expect(reworkRate.mean).toBeGreaterThan(5);
    }
  });
});
