import {
  parseDuration,
  durationToMs,
  isFixedDuration,
  MINUTE_MS,
} from '../duration';
import { withoutNoise } from '../format';
import { BudgetingMethod, ComparisonOperator, SloSpec } from '../model';
import { MapReader, shorten } from '../documents/MapReader';

const OBJECTIVE_KEYS = [
  'displayName',
  'op',
  'value',
  'target',
  'targetPercent',
  'timeSliceTarget',
  'timeSliceWindow',
  'indicator',
  'indicatorRef',
  'compositeWeight',
];

/** What one item of `spec.objectives` says. */
export interface ObjectiveText {
  map: MapReader;
  displayName?: string;
  target: number;
  /** As written, or 100 times the target with the noise of that. */
  targetPercent: number;
  op?: ComparisonOperator;
  value?: number;
  compositeWeight?: number;
  budgeting: SloSpec['budgeting'];
}

/** Reads one objective; undefined if its target or its slices are wrong. */
export function readObjective(
  map: MapReader,
  method: BudgetingMethod,
): ObjectiveText | undefined {
  map.allowOnly(OBJECTIVE_KEYS);
  const target = readTarget(map);
  const budgeting = readBudgeting(map, method);
  const compositeWeight = map.number('compositeWeight');
  if (compositeWeight !== undefined && compositeWeight <= 0) {
    map.report('compositeWeight', {
      message: `${map.pathOf('compositeWeight')} must be above 0`,
      remedy: 'Write 1 for the usual weight, or leave it out',
    });
  }
  const text = {
    map,
    displayName: map.string('displayName'),
    op: map.oneOf('op', ['lte', 'gte', 'lt', 'gt'] as const),
    value: map.number('value'),
    compositeWeight,
    budgeting,
  };
  return target === undefined
    ? undefined
    : { ...text, target, targetPercent: percentOf(map) };
}

/** Of a target that is known to be right. */
function percentOf(map: MapReader): number {
  return map.number('targetPercent') ?? 100 * (map.number('target') ?? 0);
}

function readTarget(map: MapReader): number | undefined {
  if (map.has('target') && map.has('targetPercent')) {
    map.report('targetPercent', {
      message: 'target and targetPercent cannot be used together',
      remedy: 'Keep one of them',
    });
    return undefined;
  }
  if (map.has('targetPercent')) {
    return inRange(map, 'targetPercent', {
      scale: 100,
      remedy: 'Write a number above 0 and below 100, such as 99.9',
    });
  }
  map.require('target', 'Add "target: 0.999" or "targetPercent: 99.9"');
  return inRange(map, 'target', {
    scale: 1,
    remedy:
      'Write a number above 0 and below 1, such as 0.999; percentages belong in targetPercent',
  });
}

/** A number above 0 and below the scale, divided by it. */
function inRange(
  map: MapReader,
  key: string,
  options: { scale: number; remedy: string },
): number | undefined {
  const value = map.number(key);
  if (value === undefined) {
    return undefined;
  }
  const ratio = withoutNoise(value / options.scale);
  if (ratio > 0 && ratio < 1) {
    return ratio;
  }
  const whole = ratio === 1 ? ': it would leave no error budget' : '';
  map.report(key, {
    message: `${map.pathOf(key)} is ${value}, outside of the range above 0 and below ${options.scale}${whole}`,
    remedy: options.remedy,
  });
  return undefined;
}

function readBudgeting(
  map: MapReader,
  method: BudgetingMethod,
): SloSpec['budgeting'] {
  if (method === 'Occurrences') {
    return { method };
  }
  map.require(
    'timeSliceWindow',
    `Add "timeSliceWindow: 1m", which ${method} needs`,
  );
  const sliceMs = readSliceWindow(map);
  if (method === 'RatioTimeslices') {
    return { method, sliceMs };
  }
  map.require(
    'timeSliceTarget',
    'Add "timeSliceTarget: 0.99", which Timeslices needs',
  );
  const sliceTarget = map.number('timeSliceTarget');
  if (sliceTarget !== undefined && !(sliceTarget > 0 && sliceTarget <= 1)) {
    map.report('timeSliceTarget', {
      message: `${map.pathOf('timeSliceTarget')} is ${sliceTarget}, it must be above 0 and at most 1`,
      remedy:
        'Write the share of good events that makes a slice good, such as 0.99',
    });
  }
  return { method, sliceMs, sliceTarget };
}

/** A duration, or a number of minutes. */
function readSliceWindow(map: MapReader): number | undefined {
  if (!map.has('timeSliceWindow')) {
    return undefined;
  }
  const minutes = map.isNumber('timeSliceWindow')
    ? map.number('timeSliceWindow')
    : undefined;
  if (minutes !== undefined && minutes > 0) {
    return minutes * MINUTE_MS;
  }
  const text =
    minutes === undefined ? map.string('timeSliceWindow') : `${minutes}`;
  const duration = text === undefined ? undefined : parseDuration(text);
  if (duration && isFixedDuration(duration)) {
    return durationToMs(duration);
  }
  if (text !== undefined) {
    map.report('timeSliceWindow', {
      message: `"${shorten(text)}" is not a length of a time slice`,
      remedy: 'Write minutes as a number, or a duration such as "1m"',
    });
  }
  return undefined;
}
