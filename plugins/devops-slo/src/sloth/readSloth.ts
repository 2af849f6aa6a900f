import { withoutNoise } from '../format';
import { Indicator, SloDocument, SloSpec, TimeWindow } from '../model';
import {
  AlertAnnotations,
  readAlertAnnotations,
  readWindowAnnotation,
} from '../documents/readAnnotations';
import { MapReader, shorten } from '../documents/MapReader';
import { readAlerting } from './readAlerting';
import { KUBERNETES_KEYS, PROMETHEUS_KEYS, SlothKeys } from './keys';

const NAME = /^[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]$/;

/** Reads a Sloth specification, the plain one or the Kubernetes resource. */
export function readSloth(
  root: MapReader,
  options: { index: number; window: TimeWindow },
): SloSpec[] {
  return root.has('version')
    ? readPrometheus(root, options)
    : readKubernetes(root, options);
}

function readPrometheus(
  root: MapReader,
  options: { index: number; window: TimeWindow },
): SloSpec[] {
  // Sloth passes over metadata here; it is for what resources have it for.
  root.allowOnly(['version', 'metadata', ...groupKeys(PROMETHEUS_KEYS)]);
  const metadata = root.map('metadata');
  const service = readName(root, 'service', 'Add the name of the service');
  return readGroup(root, {
    keys: PROMETHEUS_KEYS,
    window: readWindowAnnotation(metadata) ?? options.window,
    annotated: readAlertAnnotations(metadata),
    service,
    document: {
      format: 'prometheus/v1',
      index: options.index,
      name: service ?? '',
    },
  });
}

function readKubernetes(
  root: MapReader,
  options: { index: number; window: TimeWindow },
): SloSpec[] {
  root.allowOnly(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
  root.require('kind', 'Add "kind: PrometheusServiceLevel"');
  const kind = root.oneOf('kind', [
    'PrometheusServiceLevel',
    'AlertWindows',
  ] as const);
  root.require('metadata', 'Add metadata with a name');
  const metadata = root.map('metadata');
  metadata?.require('name', 'Add the name of the resource');
  const name = metadata?.string('name');
  const namespace = metadata?.string('namespace');
  root.require('spec', 'Add spec with service and slos');
  const spec = root.map('spec');
  if (!kind || !spec || name === undefined) {
    return [];
  }
  spec.allowOnly(groupKeys(KUBERNETES_KEYS));
  return readGroup(spec, {
    keys: KUBERNETES_KEYS,
    window: readWindowAnnotation(metadata) ?? options.window,
    annotated: readAlertAnnotations(metadata),
    service: readName(spec, 'service', 'Add the name of the service'),
    document: {
      format: 'sloth.slok.dev/v1',
      index: options.index,
      name,
      namespace,
    },
  });
}

function groupKeys(keys: SlothKeys): string[] {
  return ['service', 'labels', keys.sloPlugins, 'slos'];
}

interface Group {
  keys: SlothKeys;
  window: TimeWindow;
  /** What annotations of the document say about its alerts. */
  annotated: AlertAnnotations;
  service?: string;
  document: SloDocument;
}

function readGroup(group: MapReader, options: Group): SloSpec[] {
  const labels = group.map('labels')?.texts() ?? {};
  warnOfPlugins(group, options.keys.sloPlugins);
  group.require('slos', 'Add a list with at least one SLO');
  const slos = group.maps('slos');
  if (group.isEmptyList('slos')) {
    group.report('slos', {
      message: `${group.pathOf('slos')} is empty`,
      remedy: 'Add at least one SLO',
    });
  }
  return slos.flatMap(slo => readSlo(slo, labels, options) ?? []);
}

function readSlo(
  slo: MapReader,
  groupLabels: Record<string, string>,
  group: Group,
): SloSpec | undefined {
  const before = slo.document.errorCount();
  const { keys, service, document } = group;
  slo.allowOnly([
    'name',
    'description',
    'objective',
    'labels',
    'plugins',
    'sli',
    'alerting',
  ]);
  warnOfPlugins(slo, 'plugins');
  const name = readName(slo, 'name', 'Add a name, such as "availability"');
  const objective = readObjective(slo);
  const indicator = readIndicator(slo, keys);
  const alerting = readAlerting(slo, keys);
  const failed =
    slo.document.errorCount() > before ||
    name === undefined ||
    service === undefined ||
    objective === undefined ||
    indicator === undefined;
  if (failed) {
    return undefined;
  }
  return {
    id: `${service}-${name}`,
    name,
    description: slo.string('description'),
    service,
    labels: { ...groupLabels, ...slo.map('labels')?.texts() },
    annotations: {},
    indicator,
    objective: withoutNoise(objective / 100),
    objectivePercent: objective,
    window: group.window,
    budgeting: { method: 'Occurrences' },
    alerts: [],
    alerting: { ...alerting, ...group.annotated },
    measuredBy: 'Prometheus',
    limitations: [],
    source: {
      file: slo.document.file,
      line: slo.line,
      objective: { ...slo.place('objective'), key: slo.pathOf('objective') },
      document,
    },
  };
}

function readName(
  map: MapReader,
  key: string,
  remedy: string,
): string | undefined {
  map.require(key, remedy);
  const name = map.string(key);
  if (name === undefined || NAME.test(name)) {
    return name;
  }
  map.report(key, {
    message: `"${shorten(name)}" is not a name of letters, digits, ".", "_" and "-"`,
    remedy: 'Write at least two characters, a letter or digit first and last',
  });
  return undefined;
}

function readObjective(slo: MapReader): number | undefined {
  slo.require('objective', 'Add the objective in percent, such as 99.9');
  const objective = slo.number('objective');
  if (objective === undefined || (objective > 0 && objective < 100)) {
    return objective;
  }
  const whole = objective === 100 ? ': it would leave no error budget' : '';
  slo.report('objective', {
    message: `${slo.pathOf('objective')} is ${objective}, outside of the range above 0 and below 100${whole}`,
    remedy: 'Write a number above 0 and below 100, such as 99.9',
  });
  return undefined;
}

function readIndicator(slo: MapReader, keys: SlothKeys): Indicator | undefined {
  slo.require('sli', 'Add sli with events or raw');
  const sli = slo.map('sli');
  if (!sli) {
    return undefined;
  }
  sli.allowOnly(['events', 'raw', 'plugin']);
  if (sli.has('plugin')) {
    sli.report('plugin', {
      message: 'SLI plugins are not run',
      remedy: 'Write the query of the plugin as events or raw',
    });
    return undefined;
  }
  if (sli.has('events') === sli.has('raw')) {
    sli.report('', {
      message: `${sli.path} needs exactly one of events and raw`,
      remedy: `Use events with ${keys.errorQuery} and ${keys.totalQuery} to count events`,
    });
    return undefined;
  }
  const events = sli.map('events');
  return events ? readEvents(events, keys) : readRaw(sli, keys);
}

function readEvents(events: MapReader, keys: SlothKeys): Indicator | undefined {
  const { errorQuery, totalQuery } = keys;
  events.allowOnly([errorQuery, totalQuery]);
  events.require(errorQuery, 'Add the PromQL query of the bad events');
  events.require(totalQuery, 'Add the PromQL query of all events');
  const counted = events.string(errorQuery);
  const total = events.string(totalQuery);
  if (counted === undefined || total === undefined) {
    return undefined;
  }
  if (counted === total) {
    events.report(errorQuery, {
      message: `${errorQuery} and ${totalQuery} are the same, so every event is bad`,
      remedy: `Let ${errorQuery} select the bad events only`,
    });
    return undefined;
  }
  return {
    kind: 'ratio',
    counter: true,
    role: 'bad',
    counted: { type: 'Prometheus', query: counted },
    total: { type: 'Prometheus', query: total },
    places: {
      counted: events.place(errorQuery),
      total: events.place(totalQuery),
    },
  };
}

function readRaw(sli: MapReader, keys: SlothKeys): Indicator | undefined {
  const raw = sli.map('raw');
  const { errorRatioQuery } = keys;
  raw?.allowOnly([errorRatioQuery]);
  raw?.require(errorRatioQuery, 'Add the PromQL query of the error ratio');
  const query = raw?.string(errorRatioQuery);
  return raw && query !== undefined
    ? {
        kind: 'rawRatio',
        rawType: 'failure',
        raw: { type: 'Prometheus', query },
        places: { source: raw.place(errorRatioQuery) },
      }
    : undefined;
}

function warnOfPlugins(map: MapReader, key: string): void {
  if (map.has(key)) {
    map.report(key, {
      severity: 'warning',
      message: `${map.pathOf(key)} is passed over: SLO plugins are not run`,
      remedy: 'Check that the rules are right without them',
    });
  }
}
