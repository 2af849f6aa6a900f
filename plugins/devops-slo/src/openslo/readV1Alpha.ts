import { DAY_MS, HOUR_MS, MINUTE_MS } from '../duration';
import { withoutNoise } from '../format';
import {
  Indicator,
  QueryMetricSource,
  SloDocument,
  SloSpec,
  TimeWindow,
} from '../model';
import { MapReader, shorten } from '../documents/MapReader';

const UNITS: Record<string, { letter: 'm' | 'h' | 'd' | 'w'; ms: number }> = {
  minute: { letter: 'm', ms: MINUTE_MS },
  hour: { letter: 'h', ms: HOUR_MS },
  day: { letter: 'd', ms: DAY_MS },
  week: { letter: 'w', ms: 7 * DAY_MS },
};

/** This version has no alerts, and Sloth makes none of it. */
const OFF = { disabled: true, labels: {}, annotations: {} };

/**
 * Reads an SLO of OpenSLO v1alpha, the version that Sloth reads: ratio metrics
 * of PromQL queries over a rolling window.
 */
export function readV1Alpha(
  root: MapReader,
  options: { index: number; window: TimeWindow },
): SloSpec[] {
  root.allowOnly(['apiVersion', 'kind', 'metadata', 'spec']);
  root.require('kind', 'Add "kind: SLO"');
  const kind = root.oneOf('kind', ['SLO', 'Service'] as const);
  if (kind !== 'SLO') {
    return [];
  }
  root.require('metadata', 'Add metadata with a name');
  const metadata = root.map('metadata');
  metadata?.require('name', 'Add a name, such as "availability"');
  const name = readName(metadata, 'name');
  root.require('spec', 'Add spec with service, objectives and timeWindows');
  const spec = root.map('spec');
  if (!spec || name === undefined) {
    return [];
  }
  spec.allowOnly([
    'description',
    'service',
    'indicator',
    'timeWindows',
    'budgetingMethod',
    'objectives',
  ]);
  spec.require('service', 'Add the name of the service');
  const service = readName(spec, 'service');
  const method = spec.oneOf('budgetingMethod', ['Occurrences'] as const);
  const window = spec.has('timeWindows') ? readWindow(spec) : options.window;
  spec.require('objectives', 'Add a list with at least one objective');
  const objectives = spec.maps('objectives');
  if (spec.isEmptyList('objectives')) {
    spec.report('objectives', {
      message: 'spec.objectives is empty',
      remedy: 'Add at least one objective with target and ratioMetrics',
    });
  }
  if (
    service === undefined ||
    !window ||
    (spec.has('budgetingMethod') && !method)
  ) {
    return [];
  }
  const document: SloDocument = {
    format: 'openslo/v1alpha',
    index: options.index,
    name,
  };
  return objectives.flatMap((objective, i) => {
    const read = readObjective(objective);
    return read
      ? [
          {
            id: `${service}-${name}-${i}`,
            name: `${name}-${i}`,
            displayName: metadata?.string('displayName'),
            description: spec.string('description'),
            service,
            labels: {},
            annotations: {},
            ...read,
            window,
            budgeting: { method: 'Occurrences' as const },
            alerts: [],
            alerting: { page: OFF, ticket: OFF },
            measuredBy: 'Prometheus',
            limitations: [],
            source: {
              file: root.document.file,
              line: objective.line,
              objective: {
                ...objective.place('target'),
                key: objective.pathOf('target'),
              },
              document,
            },
          },
        ]
      : [];
  });
}

function readName(map: MapReader | undefined, key: string): string | undefined {
  const name = map?.string(key);
  if (
    name === undefined ||
    /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name)
  ) {
    return name;
  }
  map?.report(key, {
    message: `"${shorten(name)}" is not a name of letters, digits, ".", "_" and "-"`,
    remedy: 'Start and end it with a letter or digit',
  });
  return undefined;
}

function readWindow(spec: MapReader): TimeWindow | undefined {
  const windows = spec.maps('timeWindows');
  if (windows.length !== 1) {
    spec.report('timeWindows', {
      message: `${spec.pathOf('timeWindows')} has ${windows.length} items, it must have exactly one`,
      remedy: 'Keep one window, such as "- count: 30" and "unit: Day"',
    });
    return undefined;
  }
  const [window] = windows;
  window.allowOnly(['count', 'unit', 'isRolling', 'calendar']);
  window.require('count', 'Add the number of units, such as 30');
  window.require('unit', 'Add the unit, such as "Day"');
  if (window.has('calendar') || window.boolean('isRolling') === false) {
    window.report('calendar', {
      message: 'Calendar windows of OpenSLO v1alpha are not read',
      remedy: 'Use "isRolling: true", or write the document as openslo/v1',
    });
    return undefined;
  }
  const count = window.number('count');
  const word = window.string('unit');
  const unit = word === undefined ? undefined : UNITS[word.toLowerCase()];
  if (word !== undefined && !unit) {
    window.report('unit', {
      message: `"${shorten(word)}" is not a unit of a rolling window`,
      remedy: 'Use Minute, Hour, Day or Week',
    });
  }
  if (
    count !== undefined &&
    !(Number.isInteger(count) && count > 0 && count < 4000)
  ) {
    window.report('count', {
      message: `${window.pathOf('count')} is ${count}, it must be a whole number above 0`,
      remedy: 'Write the number of units, such as 30',
    });
    return undefined;
  }
  return count === undefined || !unit
    ? undefined
    : {
        kind: 'rolling',
        duration: {
          value: count,
          unit: unit.letter,
          text: `${count}${unit.letter}`,
        },
        ms: count * unit.ms,
      };
}

function readObjective(
  objective: MapReader,
):
  | Pick<
      SloSpec,
      'indicator' | 'objective' | 'objectivePercent' | 'objectiveName'
    >
  | undefined {
  const before = objective.document.errorCount();
  objective.allowOnly([
    'displayName',
    'op',
    'value',
    'target',
    'timeSliceTarget',
    'ratioMetrics',
  ]);
  objective.require('target', 'Add the target, such as 0.999');
  const target = objective.number('target');
  if (target !== undefined && !(target > 0 && target < 1)) {
    objective.report('target', {
      message: `${objective.pathOf('target')} is ${target}, outside of the range above 0 and below 1`,
      remedy: 'Write a number above 0 and below 1, such as 0.999',
    });
  }
  objective.require('ratioMetrics', 'Add ratioMetrics with good and total');
  const ratio = objective.map('ratioMetrics');
  ratio?.allowOnly(['incremental', 'counter', 'good', 'total']);
  const counted = ratio && readMetric(ratio, 'good');
  const total = ratio && readMetric(ratio, 'total');
  if (
    !ratio ||
    !counted ||
    !total ||
    target === undefined ||
    objective.document.errorCount() > before
  ) {
    return undefined;
  }
  const indicator: Indicator = {
    kind: 'ratio',
    counter: ratio.boolean('incremental') ?? true,
    role: 'good',
    counted,
    total,
    places: {
      counted: ratio.map('good')?.place('query'),
      total: ratio.map('total')?.place('query'),
    },
  };
  return {
    indicator,
    objective: withoutNoise(target),
    objectivePercent: target * 100,
    objectiveName: objective.string('displayName'),
  };
}

function readMetric(
  ratio: MapReader,
  key: 'good' | 'total',
): QueryMetricSource | undefined {
  ratio.require(key, `Add ${key} with source, queryType and query`);
  const metric = ratio.map(key);
  if (!metric) {
    return undefined;
  }
  metric.allowOnly(['source', 'queryType', 'query', 'metadata']);
  metric.require('source', 'Add "source: prometheus"');
  const source = metric.oneOf('source', ['prometheus', 'sloth'] as const);
  metric.require('queryType', 'Add "queryType: promql"');
  const queryType = metric.oneOf('queryType', ['promql'] as const);
  metric.require('query', 'Add the PromQL query');
  const query = metric.string('query');
  return source && queryType && query !== undefined
    ? { type: 'Prometheus', query }
    : undefined;
}
