import { MapReader, shorten } from '../documents/MapReader';
import { AlertSeverity, CatalogueWindow } from '../model';
import { readPromDuration } from '../promql/promDuration';

/** Alert windows that a document gives for all objectives of one period. */
export interface AlertWindowsDocument {
  periodMs: number;
  /** As in the file. */
  periodText: string;
  windows: CatalogueWindow[];
  root: MapReader;
}

const SPEEDS = ['quick', 'slow'] as const;

/** Whether a document of Sloth's API is one of alert windows. */
export function isAlertWindows(root: MapReader): boolean {
  return root.has('kind') && root.string('kind') === 'AlertWindows';
}

/** Reads Sloth's document of alert windows: four pairs, all of them required. */
export function readAlertWindows(
  root: MapReader,
): AlertWindowsDocument | undefined {
  const before = root.document.errorCount();
  root.allowOnly(['apiVersion', 'kind', 'metadata', 'spec']);
  root.require('spec', 'Add spec with sloPeriod, page and ticket');
  const spec = root.map('spec');
  if (!spec) {
    return undefined;
  }
  spec.allowOnly(['sloPeriod', 'page', 'ticket']);
  spec.require('sloPeriod', 'Add the window of the objectives, such as 30d');
  const periodMs = readDuration(spec, 'sloPeriod');
  const periodText = spec.string('sloPeriod');
  const windows = (['page', 'ticket'] as const).flatMap(severity =>
    readSeverity(spec, severity, periodMs),
  );
  return root.document.errorCount() > before ||
    periodMs === undefined ||
    periodText === undefined
    ? undefined
    : { periodMs, periodText, windows, root };
}

function readSeverity(
  spec: MapReader,
  severity: AlertSeverity,
  periodMs: number | undefined,
): CatalogueWindow[] {
  spec.require(severity, 'Add quick and slow below it');
  const pairs = spec.map(severity);
  pairs?.allowOnly(SPEEDS);
  return SPEEDS.flatMap(speed => {
    pairs?.require(
      speed,
      'Add errorBudgetPercent, shortWindow and longWindow below it',
    );
    const pair = pairs?.map(speed);
    const window = pair && readPair(pair, periodMs);
    return window ? [{ ...window, severity }] : [];
  });
}

function readPair(
  pair: MapReader,
  periodMs: number | undefined,
): Omit<CatalogueWindow, 'severity'> | undefined {
  pair.allowOnly(['errorBudgetPercent', 'shortWindow', 'longWindow']);
  pair.require('errorBudgetPercent', 'Add the share of the budget in percent');
  pair.require('shortWindow', 'Add the short window, such as 5m');
  pair.require('longWindow', 'Add the long window, such as 1h');
  const budgetPercent = pair.number('errorBudgetPercent');
  if (
    budgetPercent !== undefined &&
    !(budgetPercent > 0 && budgetPercent <= 100)
  ) {
    pair.report('errorBudgetPercent', {
      message: `${pair.pathOf('errorBudgetPercent')} is ${budgetPercent}, it must be above 0 and at most 100`,
      remedy: 'Write what the long window may spend of the budget, such as 2',
    });
  }
  const shortMs = readDuration(pair, 'shortWindow');
  const longMs = readDuration(pair, 'longWindow');
  if (
    budgetPercent === undefined ||
    shortMs === undefined ||
    longMs === undefined
  ) {
    return undefined;
  }
  if (shortMs > longMs) {
    pair.report('shortWindow', {
      message: `${pair.pathOf('shortWindow')} is longer than longWindow`,
      remedy: 'Write a twelfth of the long window, or change the two about',
    });
  }
  if (periodMs !== undefined && longMs > periodMs) {
    pair.report('longWindow', {
      message: `${pair.pathOf('longWindow')} is longer than sloPeriod`,
      remedy: 'Write a window within the period of the objectives',
    });
  }
  return { budgetPercent, shortMs, longMs };
}

function readDuration(map: MapReader, key: string): number | undefined {
  const text = map.string(key);
  const ms = text === undefined ? undefined : readPromDuration(text);
  if (text !== undefined && (ms === undefined || ms < 60_000)) {
    map.report(key, {
      message: `"${shorten(text)}" is not a duration of a minute or more`,
      remedy: 'Write it as Prometheus does, such as 30m, 1h30m or 28d',
    });
    return undefined;
  }
  return ms;
}
