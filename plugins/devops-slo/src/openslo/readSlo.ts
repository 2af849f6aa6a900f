import {
  BudgetingMethod,
  MeasuredIndicator,
  MetricSource,
  SloSpec,
} from '../model';
import { readAlertAnnotations } from '../documents/readAnnotations';
import { MapReader, shorten } from '../documents/MapReader';
import { AlertDocuments, readAlerts } from './readAlerts';
import { checkComposite, compositeOf, isComposite } from './readComposite';
import { readIndicator } from './readIndicator';
import { ObjectiveText, readObjective } from './readObjectives';
import { readTimeWindow } from './readTimeWindow';
import { limitationsOf } from './portalProblems';

const SPEC_KEYS = [
  'description',
  'service',
  'indicator',
  'indicatorRef',
  'timeWindow',
  'budgetingMethod',
  'objectives',
  'alertPolicies',
];

/** The documents of the same files that an SLO can refer to. */
export interface ReferencedDocuments extends AlertDocuments {
  indicators: Map<string, MapReader>;
  /** Type of each DataSource by its name. */
  dataSources: Map<string, string>;
}

/**
 * Reads an SLO document: one spec for each objective, or none if anything in
 * the document is an error.
 */
export function readSlo(
  { kind, name, root }: { kind: string; name: string; root: MapReader },
  documents: ReferencedDocuments,
  index: number,
): SloSpec[] {
  if (kind !== 'SLO') {
    return [];
  }
  const before = root.document.errorCount();
  root.require(
    'spec',
    'Add spec with service, indicator, timeWindow and objectives',
  );
  const spec = root.map('spec');
  if (!spec) {
    return [];
  }

  spec.allowOnly(SPEC_KEYS);
  spec.require(
    'service',
    'Add the name of the service that the objective belongs to',
  );
  const described = readDescription(root, spec);
  const service = spec.string('service');
  const window = readTimeWindow(spec);
  const method = readMethod(spec);
  const alerts = readAlerts(spec, documents);
  const annotated = readAlertAnnotations(root.map('metadata'));
  const objectives = readObjectives(spec, method ?? 'Occurrences');
  const composite = isComposite(spec, objectives);
  const measured = objectives.map(objective => ({
    objective,
    indicator: findIndicator(spec, objective, documents),
  }));

  const failed = root.document.errorCount() > before;
  if (failed || service === undefined || window === undefined || !method) {
    return [];
  }
  const specs = measured.flatMap(({ objective, indicator }, i) => {
    if (!indicator) {
      return [];
    }
    const result = {
      id: [service, name, ...(measured.length > 1 ? [i] : [])].join('-'),
      name,
      ...described,
      service,
      indicator,
      objective: objective.target,
      objectivePercent: objective.targetPercent,
      objectiveName: objective.displayName,
      window,
      budgeting: objective.budgeting,
      compositeWeight: objective.compositeWeight,
      alerts: alerts.conditions,
      alerting: { ...alerts.alerting, ...annotated },
      measuredBy: sourceOf(indicator).type,
      source: {
        file: root.document.file,
        line: root.line,
        objective: { ...objective.map.place(), key: objective.map.path },
        document: { format: 'openslo/v1' as const, index, name },
      },
    };
    return [withLimitations(result)];
  });
  if (!composite || specs.length < objectives.length) {
    return specs;
  }
  checkComposite(objectives, specs);
  if (root.document.errorCount() > before) {
    return [];
  }
  // The policies are those of the document, so the parts burn in silence.
  const parts = specs.map(part => ({
    ...part,
    alerting: { ...part.alerting, whenBreaching: false },
  }));
  return [...parts, withLimitations(compositeOf(specs))];
}

function withLimitations(spec: Omit<SloSpec, 'limitations'>): SloSpec {
  const limitations = limitationsOf(spec).map(({ message }) => message);
  return { ...spec, limitations };
}

function readDescription(root: MapReader, spec: MapReader) {
  const metadata = root.map('metadata');
  metadata?.allowOnly(['name', 'displayName', 'labels', 'annotations']);
  return {
    displayName: metadata?.string('displayName'),
    description: spec.string('description'),
    labels: metadata?.map('labels')?.texts() ?? {},
    annotations: metadata?.map('annotations')?.texts() ?? {},
  };
}

function readMethod(spec: MapReader): BudgetingMethod | undefined {
  spec.require('budgetingMethod', 'Add "budgetingMethod: Occurrences"');
  return spec.oneOf('budgetingMethod', [
    'Occurrences',
    'Timeslices',
    'RatioTimeslices',
  ] as const);
}

function readObjectives(
  spec: MapReader,
  method: BudgetingMethod,
): ObjectiveText[] {
  spec.require('objectives', 'Add a list with "- target: 0.999"');
  const maps = spec.maps('objectives');
  if (spec.isEmptyList('objectives')) {
    spec.report('objectives', {
      message: 'spec.objectives is empty',
      remedy: 'Add an item, such as "- target: 0.999"',
    });
  }
  return maps.flatMap(map => readObjective(map, method) ?? []);
}

/** The indicator of the objective, or else that of the document. */
function findIndicator(
  spec: MapReader,
  objective: ObjectiveText,
  documents: ReferencedDocuments,
): MeasuredIndicator | undefined {
  const hasOwn =
    objective.map.has('indicator') || objective.map.has('indicatorRef');
  const owner = hasOwn ? objective.map : spec;
  if (owner.has('indicator') === owner.has('indicatorRef')) {
    owner.report(owner.has('indicator') ? 'indicatorRef' : '', {
      message: `${owner.path} needs exactly one of indicator and indicatorRef`,
      remedy: 'Write the indicator inline, or name an SLI of the same files',
    });
    return undefined;
  }

  const options = {
    comparison: objective,
    dataSources: documents.dataSources,
  };
  const inline = owner.map('indicator');
  if (inline) {
    return readIndicator(inline, options);
  }
  const name = owner.string('indicatorRef');
  const document =
    name === undefined ? undefined : documents.indicators.get(name);
  if (name !== undefined && !document) {
    owner.report('indicatorRef', {
      message: `There is no SLI "${shorten(name)}" in these files`,
      remedy:
        'Add the SLI document to these files, or write the indicator inline',
    });
  }
  return document && readIndicator(document, options);
}

function sourceOf(indicator: MeasuredIndicator): MetricSource {
  switch (indicator.kind) {
    case 'ratio':
      return indicator.total;
    case 'rawRatio':
      return indicator.raw;
    default:
      return indicator.source;
  }
}
