import { MapReader } from '../documents/MapReader';
import { SloSpec } from '../model';
import type { ObjectiveText } from './readObjectives';

/**
 * Whether the objectives of a document make a composite one: there are
 * several, and each has an indicator of its own. Weights that then mean
 * nothing are reported.
 */
export function isComposite(
  spec: MapReader,
  objectives: readonly ObjectiveText[],
): boolean {
  const hasShared = spec.has('indicator') || spec.has('indicatorRef');
  if (objectives.length > 1 && !hasShared) {
    return true;
  }
  for (const { map, compositeWeight } of objectives) {
    if (compositeWeight !== undefined) {
      map.report('compositeWeight', {
        severity: 'warning',
        message:
          'compositeWeight weighs nothing: only several objectives that each have an indicator make a composite one',
        remedy:
          'Move the indicator into each of several objectives, or remove the weight',
      });
    }
  }
  return false;
}

/** Reports what no formula can put together, at the objective that is different. */
export function checkComposite(
  objectives: readonly ObjectiveText[],
  parts: readonly SloSpec[],
): void {
  const first = parts[0];
  parts.forEach((part, i) => {
    const { map } = objectives[i];
    const { method, sliceMs } = part.budgeting;
    if (part.measuredBy !== first.measuredBy) {
      map.report('', {
        message: `The objectives of a composite one are measured by ${first.measuredBy} and ${part.measuredBy}`,
        remedy: 'Measure all by one type of source, or write SLOs of their own',
      });
    }
    if (method === 'Occurrences') {
      return;
    }
    if (part.objective !== first.objective) {
      map.report(map.has('target') ? 'target' : 'targetPercent', {
        message: `A composite objective of ${method} has one target, and these differ`,
        remedy:
          'Give all the same target, or use "budgetingMethod: Occurrences"',
      });
    }
    if (sliceMs !== first.budgeting.sliceMs) {
      map.report('timeSliceWindow', {
        message: 'The slices of a composite objective differ in length',
        remedy: 'Give all the same timeSliceWindow',
      });
    }
    if (method === 'Timeslices' && (part.compositeWeight ?? 1) !== 1) {
      map.report('compositeWeight', {
        message:
          'A slice is bad if it is bad for any objective, so none can weigh more than another',
        remedy: 'Remove compositeWeight, or use another budgetingMethod',
      });
    }
  });
}

/** The objective that others make together, which the alerts are about. */
export function compositeOf(parts: readonly SloSpec[]): SloSpec {
  const [first] = parts;
  const strictest = parts.reduce((strict, part) =>
    part.objective > strict.objective ? part : strict,
  );
  const { compositeWeight, objectiveName, ...shared } = first;
  return {
    ...shared,
    id: `${first.service}-${first.name}`,
    indicator: {
      kind: 'composite',
      parts: parts.map(part => ({
        id: part.id,
        objective: part.objective,
        weight: part.compositeWeight ?? 1,
      })),
    },
    // Of missing data the parts tell, and which of them it is.
    alerting: { ...first.alerting, whenNoData: false },
    objective: strictest.objective,
    objectivePercent: strictest.objectivePercent,
    source: {
      ...first.source,
      objective: strictest.source.objective,
    },
  };
}
