import type {
  PipelineDifference,
  PipelineState,
} from '@backstage-devops/plugin-devops-common';
import type {
  LockedPipeline,
  PipelineCheck,
} from '@backstage-devops/plugin-devops-node';
import {
  DRIFT_KINDS,
  type CountColumns,
  type PipelineReport,
} from '../database/drift/rows';

/** More than anybody works through at once; the others are counted. */
const MOST_DIFFERENCES = 100;
/** Lock files come from repositories: what they say may be of any length. */
const LONGEST_NAME = 255;
const LONGEST_MESSAGE = 500;
const MOST_GATES = 100;

/** What is kept of a check. */
export function toReport(
  { generator, gates }: LockedPipeline,
  { differences, unchecked }: PipelineCheck,
): PipelineReport {
  return {
    state: stateOf(differences),
    generator: {
      name: cut(generator.name, LONGEST_NAME),
      version: cut(generator.version, LONGEST_NAME),
    },
    gates: gates.slice(0, MOST_GATES).map(gate => cut(gate, LONGEST_NAME)),
    counts: Object.fromEntries(
      DRIFT_KINDS.map(kind => [
        `${kind}_count`,
        differences.filter(difference => difference.kind === kind).length,
      ]),
    ) as CountColumns,
    differences: differences.slice(0, MOST_DIFFERENCES).map(toDifference),
    unchecked: unchecked.map(({ kind, reason }) => ({
      kind,
      reason: cut(reason, LONGEST_MESSAGE),
    })),
  };
}

/** A text on one line and without what databases cannot store. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
}

function stateOf(
  differences: PipelineDifference[],
): Exclude<PipelineState, 'broken'> {
  if (differences.length === 0) {
    return 'current';
  }
  return differences.every(isEdit) ? 'edited' : 'behind';
}

/** A rule that an edit breaks is about a file; what a policy lacks is not. */
function isEdit({ kind, path }: PipelineDifference): boolean {
  return kind === 'local' || (kind === 'policy' && path !== undefined);
}

function toDifference(difference: PipelineDifference): PipelineDifference {
  const { path, message, from, to, command, ...rest } = difference;
  const texts = Object.entries({ path, message, from, to, command }).flatMap(
    ([key, text]) =>
      text === undefined ? [] : [[key, cut(text, LONGEST_MESSAGE)]],
  );
  return { ...rest, ...Object.fromEntries(texts) };
}

function cut(text: string, longest: number): string {
  return withoutControls(text).slice(0, longest);
}
