import { readAlertAnnotations } from '../documents/readAnnotations';
import { MapReader, shorten } from '../documents/MapReader';
import { withoutNoise } from '../format';
import { Indicator, SloAlerting, SloSpec } from '../model';
import { plainNumber } from '../promql/goNumber';
import { readPromDuration } from '../promql/promDuration';
import { checkPromQl } from '../promql/checkPromQl';

const KINDS = ['ratio', 'latency', 'latencyNative', 'bool_gauge'] as const;

const PREFIX = 'pyrra.dev/';

/**
 * Reads a ServiceLevelObjective of Pyrra. Its kinds of indicators become
 * queries of events; alerts keep their windows, which fit any period.
 */
export function readPyrra(
  root: MapReader,
  options: { index: number },
): SloSpec[] {
  const before = root.document.errorCount();
  root.allowOnly(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  root.require('kind', 'Add "kind: ServiceLevelObjective"');
  root.oneOf('kind', ['ServiceLevelObjective'] as const);
  root.require('metadata', 'Add metadata with a name');
  const metadata = root.map('metadata');
  metadata?.require('name', 'Add the name of the objective');
  const name = metadata?.string('name');
  root.require('spec', 'Add spec with target, window and indicator');
  const spec = root.map('spec');
  if (!spec || name === undefined) {
    return [];
  }
  spec.allowOnly([
    'description',
    'target',
    'window',
    'indicator',
    'alerting',
    'partial_response_strategy',
    'performanceOverAccuracy',
    'ruleOutput',
  ]);
  const percent = readTarget(spec);
  const window = readWindow(spec);
  const indicator = readIndicator(spec);
  const alerting = {
    ...readAlerting(spec),
    ...readAlertAnnotations(metadata),
  };
  if (
    root.document.errorCount() > before ||
    percent === undefined ||
    !window ||
    !indicator
  ) {
    return [];
  }
  const all = metadata?.map('labels')?.texts() ?? {};
  const labels = ownLabels(all);
  const service = labels.service ?? all['app.kubernetes.io/name'] ?? name;
  return [
    {
      id: `${service}-${name}`,
      name,
      description: spec.string('description'),
      service,
      labels,
      annotations: metadata?.map('annotations')?.texts() ?? {},
      indicator,
      objective: withoutNoise(percent / 100),
      objectivePercent: percent,
      window,
      budgeting: { method: 'Occurrences' },
      alerts: [],
      alerting,
      measuredBy: 'Prometheus',
      limitations: [],
      source: {
        file: root.document.file,
        line: root.line,
        objective: { ...spec.place('target'), key: spec.pathOf('target') },
        document: {
          format: 'pyrra.dev/v1alpha1',
          index: options.index,
          name,
          namespace: metadata?.string('namespace'),
        },
      },
    },
  ];
}

/** Pyrra hands on the labels of its own prefix and no others. */
function ownLabels(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels)
      .filter(([key]) => key.startsWith(PREFIX))
      .map(([key, value]) => [key.slice(PREFIX.length), value]),
  );
}

function readTarget(spec: MapReader): number | undefined {
  spec.require('target', 'Add the target in percent, such as "99.9"');
  const text = spec.isNumber('target')
    ? String(spec.number('target'))
    : spec.string('target');
  if (text === undefined) {
    return undefined;
  }
  const target = Number(text);
  if (text.trim() !== '' && target > 0 && target < 100) {
    return target;
  }
  spec.report('target', {
    message: `${spec.pathOf('target')} is "${shorten(text)}", outside of the range above 0 and below 100`,
    remedy: 'Write a percentage, such as "99.9"',
  });
  return undefined;
}

function readWindow(spec: MapReader): SloSpec['window'] | undefined {
  spec.require('window', 'Add the window, such as "4w"');
  const text = spec.string('window');
  const ms = text === undefined ? undefined : readPromDuration(text);
  if (text !== undefined && ms === undefined) {
    spec.report('window', {
      message: `"${shorten(text)}" is not a duration`,
      remedy: 'Write it as Prometheus does, such as "4w"',
    });
  }
  return text === undefined || ms === undefined
    ? undefined
    : {
        kind: 'rolling',
        duration: { value: Math.round(ms / 60_000), unit: 'm', text },
        ms,
      };
}

function readIndicator(spec: MapReader): Indicator | undefined {
  spec.require('indicator', `Add indicator with one of ${KINDS.join(', ')}`);
  const indicator = spec.map('indicator');
  if (!indicator) {
    return undefined;
  }
  indicator.allowOnly(KINDS);
  const [kind, ...others] = KINDS.filter(key => indicator.has(key));
  if (!kind || others.length > 0) {
    indicator.report(others[0] ?? '', {
      message: `${indicator.path} needs exactly one of ${KINDS.join(', ')}`,
      remedy: 'Keep one of them',
    });
    return undefined;
  }
  const map = indicator.map(kind);
  if (!map) {
    return undefined;
  }
  const sum = groupedSum(map);
  const rate = (metric: string) => sum(`rate(${metric}[{{.window}}])`);
  switch (kind) {
    case 'ratio':
      return pair(map, 'bad', 'errors', rate);
    case 'latency':
      return pair(map, 'good', 'success', rate);
    case 'latencyNative':
      return native(map, rate);
    default:
      return boolGauge(map, sum);
  }
}

function groupedSum(map: MapReader): (inner: string) => string {
  const grouping = map.texts().grouping?.split(',').filter(Boolean) ?? [];
  const by = grouping.length === 0 ? '' : ` by (${grouping.join(', ')})`;
  return inner => `sum${by}(${inner})`;
}

function pair(
  map: MapReader,
  role: 'good' | 'bad',
  key: 'errors' | 'success',
  rate: (metric: string) => string,
): Indicator | undefined {
  map.allowOnly([key, 'total', 'grouping']);
  const counted = readMetric(map, key);
  const total = readMetric(map, 'total');
  return counted && total
    ? events(role, rate(counted.metric), rate(total.metric), {
        counted: counted.place,
        total: total.place,
      })
    : undefined;
}

function native(
  map: MapReader,
  rate: (metric: string) => string,
): Indicator | undefined {
  map.allowOnly(['total', 'latency', 'grouping']);
  const total = readMetric(map, 'total');
  map.require('latency', 'Add the latency, such as "200ms"');
  const text = map.string('latency');
  const ms = text === undefined ? undefined : readPromDuration(text);
  if (text !== undefined && ms === undefined) {
    map.report('latency', {
      message: `"${shorten(text)}" is not a duration`,
      remedy: 'Write it as "200ms" or "1s"',
    });
  }
  if (!total || ms === undefined) {
    return undefined;
  }
  const all = rate(total.metric);
  return events(
    'good',
    `(histogram_fraction(0, ${plainNumber(ms / 1000)}, ${all}) * histogram_count(${all}))`,
    `histogram_count(${all})`,
    { counted: total.place, total: total.place },
  );
}

function boolGauge(
  map: MapReader,
  sum: (inner: string) => string,
): Indicator | undefined {
  map.allowOnly(['metric', 'type', 'grouping']);
  const gauge = metricOf(map);
  return (
    gauge &&
    events(
      'good',
      sum(`sum_over_time(${gauge.metric}[{{.window}}])`),
      sum(`count_over_time(${gauge.metric}[{{.window}}])`),
      { counted: gauge.place, total: gauge.place },
    )
  );
}

function events(
  role: 'good' | 'bad',
  counted: string,
  total: string,
  places: Indicator['places'],
): Indicator {
  const source = (query: string) => ({ type: 'Prometheus', query });
  return {
    kind: 'ratio',
    counter: true,
    role,
    counted: source(counted),
    total: source(total),
    places,
  };
}

function readMetric(map: MapReader, key: string) {
  map.require(key, `Add ${key} with a metric`);
  const metric = map.map(key);
  metric?.allowOnly(['metric', 'type']);
  return metric && metricOf(metric);
}

function metricOf(map: MapReader) {
  map.require('metric', 'Add the selector of the metric');
  const metric = map.string('metric')?.trim();
  if (metric === undefined) {
    return undefined;
  }
  const problem = checkPromQl(metric) ?? checkPromQl(`rate(${metric}[5m])`);
  if (problem) {
    map.report('metric', {
      message: `"${shorten(metric)}" is not a selector: ${problem.message}`,
      remedy: 'Write a metric with labels, such as errors_total{job="api"}',
    });
    return undefined;
  }
  return { metric, place: map.place('metric') };
}

function readAlerting(spec: MapReader): SloAlerting {
  const alerting = spec.map('alerting');
  alerting?.allowOnly([
    'disabled',
    'burnrates',
    'absent',
    'name',
    'absentName',
    'severities',
  ]);
  const disabled =
    alerting?.boolean('disabled') === true ||
    alerting?.boolean('burnrates') === false;
  const severity = { disabled, labels: {}, annotations: {} };
  return {
    name: alerting?.string('name'),
    page: severity,
    ticket: severity,
    whenNoData: alerting?.boolean('absent'),
  };
}
