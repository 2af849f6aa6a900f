import { parseLatency } from '../duration';
import {
  ComparisonOperator,
  MeasuredIndicator,
  isProbeSource,
  MetricSource,
  QueryMetricSource,
  SloPlace,
} from '../model';
import { MapReader } from '../documents/MapReader';

const PROBE_KEYS = ['environment', 'outcome', 'latencyBelow', 'check'] as const;
const PROMETHEUS_KEYS = ['query', 'histogram'];

/** How an objective compares the values of a threshold metric. */
export interface Comparison {
  op?: ComparisonOperator;
  value?: number;
}

/**
 * Reads an indicator (`{ metadata, spec }`), inline or from an SLI document.
 * Returns undefined if anything is wrong, with the problems reported.
 */
export function readIndicator(
  indicator: MapReader,
  options: { comparison: Comparison; dataSources: Map<string, string> },
): MeasuredIndicator | undefined {
  const before = indicator.document.errorCount();
  const metadata = indicator.map('metadata');
  indicator.require('spec', 'Add spec with ratioMetric or thresholdMetric');
  const spec = indicator.map('spec');
  if (!spec) {
    return undefined;
  }

  spec.allowOnly(['description', 'ratioMetric', 'thresholdMetric']);
  const described = {
    name: metadata?.string('name'),
    displayName: metadata?.string('displayName'),
    description: spec.string('description'),
  };
  const measured = readMetric(spec, options);
  return measured && indicator.document.errorCount() === before
    ? { ...described, ...measured }
    : undefined;
}

function readMetric(
  spec: MapReader,
  options: { comparison: Comparison; dataSources: Map<string, string> },
): MeasuredIndicator | undefined {
  if (spec.has('ratioMetric') === spec.has('thresholdMetric')) {
    spec.report('', {
      message: `${spec.path} needs exactly one of ratioMetric and thresholdMetric`,
      remedy: 'Use ratioMetric with good (or bad) and total to count events',
    });
    return undefined;
  }
  const ratio = spec.map('ratioMetric');
  if (ratio) {
    ratio.allowOnly(['counter', 'good', 'bad', 'total', 'raw', 'rawType']);
    return ratio.has('raw')
      ? readRawRatio(ratio, options.dataSources)
      : readRatio(ratio, options.dataSources);
  }
  return readThreshold(spec, options);
}

function readRatio(
  ratio: MapReader,
  dataSources: Map<string, string>,
): MeasuredIndicator | undefined {
  if (ratio.has('good') === ratio.has('bad')) {
    ratio.report(ratio.has('good') ? 'bad' : '', {
      message: `${ratio.path} needs exactly one of good and bad`,
      remedy: 'Keep the one that is easier to measure beside total',
    });
    return undefined;
  }
  ratio.require('total', 'Add total, which counts all events');
  const role = ratio.has('good') ? 'good' : 'bad';
  const counted = readSource(ratio, role, dataSources);
  const total = readSource(ratio, 'total', dataSources);
  if (!counted || !total) {
    return undefined;
  }
  checkProbePair(ratio, role, counted, total);
  return {
    kind: 'ratio',
    counter: ratio.boolean('counter') ?? false,
    role,
    counted,
    total,
    ...placesOf({
      counted: placeOf(ratio, role),
      total: placeOf(ratio, 'total'),
    }),
  };
}

function placesOf(
  places: NonNullable<MeasuredIndicator['places']>,
): Pick<MeasuredIndicator, 'places'> {
  return Object.values(places).some(place => place !== undefined)
    ? { places }
    : {};
}

/** Where the query of a metric is written, if it has one. */
function placeOf(parent: MapReader, key: string): SloPlace | undefined {
  const spec = parent.map(key)?.map('metricSource')?.map('spec');
  return spec?.has('query') ? spec.place('query') : undefined;
}

/** Two sources of one ratio must look at the same thing. */
function checkProbePair(
  ratio: MapReader,
  role: 'good' | 'bad',
  counted: MetricSource,
  total: MetricSource,
): void {
  if (counted.type !== total.type) {
    ratio.report(role, {
      message: `${role} is measured by ${counted.type} and total by ${total.type}`,
      remedy: 'Take both from the same type of metric source',
    });
    return;
  }
  if (!isProbeSource(counted) || !isProbeSource(total)) {
    return;
  }
  if (counted.environment !== total.environment) {
    ratio.report(role, {
      message: `${role} counts the environment "${counted.environment}" and total "${total.environment}"`,
      remedy: 'Write the same environment in both',
    });
  }
  if (role === 'bad' && counted.latencyBelowMs !== undefined) {
    ratio.report(role, {
      message: 'bad with latencyBelow would count the fast answers as bad',
      remedy: 'Count the fast answers as good instead of bad',
    });
  }
  if (JSON.stringify(counted) === JSON.stringify(total)) {
    ratio.report(role, {
      severity: 'warning',
      message: `${role} and total count the same results, so the ratio is always 1`,
      remedy: `Narrow ${role} with outcome or latencyBelow`,
    });
  }
}

function readRawRatio(
  ratio: MapReader,
  dataSources: Map<string, string>,
): MeasuredIndicator | undefined {
  for (const key of ['good', 'bad', 'total']) {
    if (ratio.has(key)) {
      ratio.report(key, {
        message: `${key} cannot stand beside raw`,
        remedy: 'Keep either raw with rawType, or good (or bad) with total',
      });
    }
  }
  ratio.require('rawType', 'Add "rawType: success" or "rawType: failure"');
  const rawType = ratio.oneOf('rawType', ['success', 'failure']);
  const raw = readSource(ratio, 'raw', dataSources);
  if (!raw || !rawType) {
    return undefined;
  }
  refuseProbe(ratio, 'raw', raw);
  return {
    kind: 'rawRatio',
    rawType,
    raw,
    ...placesOf({ source: placeOf(ratio, 'raw') }),
  };
}

function readThreshold(
  spec: MapReader,
  options: { comparison: Comparison; dataSources: Map<string, string> },
): MeasuredIndicator | undefined {
  const source = readSource(spec, 'thresholdMetric', options.dataSources);
  const { op, value } = options.comparison;
  if (op === undefined || value === undefined) {
    spec.report('thresholdMetric', {
      message:
        'A thresholdMetric is compared with op and value, and the objective lacks them',
      remedy: 'Add for example "op: lt" and "value: 500" to the objective',
    });
    return undefined;
  }
  if (!source) {
    return undefined;
  }
  refuseProbe(spec, 'thresholdMetric', source);
  return {
    kind: 'threshold',
    source,
    op,
    value,
    ...placesOf({ source: placeOf(spec, 'thresholdMetric') }),
  };
}

/** Probe results are events: there is nothing to compare and nothing precomputed. */
function refuseProbe(parent: MapReader, key: string, source: MetricSource) {
  if (isProbeSource(source)) {
    parent.report(key, {
      message: `Probe counts events and cannot be used for ${key}`,
      remedy:
        'Use ratioMetric with good and total; latencyBelow counts fast answers',
    });
  }
}

function readSource(
  parent: MapReader,
  key: string,
  dataSources: Map<string, string>,
): MetricSource | undefined {
  const metric = parent.map(key);
  metric?.require('metricSource', 'Add metricSource with type and spec');
  const source = metric?.map('metricSource');
  if (!source) {
    return undefined;
  }
  source.allowOnly(['metricSourceRef', 'type', 'spec']);
  const dataSource = source.string('metricSourceRef');
  const type =
    source.string('type') ?? (dataSource && dataSources.get(dataSource));
  if (type === undefined) {
    source.report('type', {
      message: dataSource
        ? `${source.path} has no type, and no DataSource "${dataSource}" in these files tells it`
        : `${source.pathOf('type')} is missing`,
      remedy: 'Add the type, such as "type: Probe" or "type: Prometheus"',
    });
    return undefined;
  }
  source.require('spec', 'Add spec with what to measure');
  const spec = source.map('spec');
  if (type.toLowerCase() === 'probe') {
    return spec && readProbeSource(source, type, spec);
  }
  if (type === 'Prometheus') {
    spec?.require('query', 'Add the PromQL query');
    spec?.allowOnly(PROMETHEUS_KEYS);
    const measured: QueryMetricSource = {
      type,
      query: spec?.string('query'),
      dataSource,
    };
    const histogram = spec?.oneOf('histogram', ['classic', 'native'] as const);
    return histogram ? { ...measured, histogram } : measured;
  }
  // The keys of other types are their own business, only a query is of use here.
  const query = spec?.has('query') ? spec.string('query') : undefined;
  return { type, query, dataSource };
}

function readProbeSource(
  source: MapReader,
  type: string,
  spec: MapReader,
): MetricSource | undefined {
  if (type !== 'Probe') {
    source.report('type', {
      message: `"${type}" is not a metric source type`,
      remedy: 'Write "type: Probe"',
    });
    return undefined;
  }
  spec.allowOnly(PROBE_KEYS, 'error');
  spec.require('environment', 'Add the environment that is probed');
  const environment = spec.string('environment');
  const outcome = spec.oneOf('outcome', ['success', 'failure']);
  const check = spec.string('check');
  const latency = spec.string('latencyBelow');
  const latencyBelowMs =
    latency === undefined ? undefined : parseLatency(latency);
  if (latency !== undefined && latencyBelowMs === undefined) {
    spec.report('latencyBelow', {
      message: `${spec.pathOf('latencyBelow')} is not a latency`,
      remedy: 'Write it as "300ms" or "1.5s"',
    });
  }
  return environment === undefined
    ? undefined
    : { type: 'Probe', environment, outcome, latencyBelowMs, check };
}
