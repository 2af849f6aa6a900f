import { InputError } from '@backstage/errors';
import { Document } from 'yaml';
import { z } from 'zod';
import { createFileTree, FileTree, GeneratedFile } from '../files';
import { nameSchema, parseSpec } from '../names';
import { stringifyYaml } from '../yaml/documents';

/**
 * What service level objectives are generated from.
 *
 * @public
 */
export interface SloSpec {
  /** Name of the service. */
  service: string;
  /** Share of checks that have to succeed, in percent, for example 99.5. */
  availabilityPercent: number;
  /** A second objective about the time of the answer. Default: none. */
  latency?: {
    /** Time within which an answer counts as good, in milliseconds. */
    thresholdMs: number;
    /** Share of checks that have to be good, in percent. */
    percent: number;
  };
  /** Environment whose checks count. Default: `production`. */
  environment?: string;
  /** Length of the rolling window in days. Default: 30. */
  windowDays?: number;
  /** What people read. Default: made from the name of the service. */
  displayName?: string;
  /** Folder of the files. Default: `slo`. */
  directory?: string;
}

/**
 * What the generator of service level objectives returns.
 *
 * @public
 */
export interface SloResult {
  files: GeneratedFile[];
  /** Files that exist already. They belong to the team and are not changed. */
  kept: string[];
}

/** The longest name of an object. */
const MAX_NAME_LENGTH = 63;

/** 100 % leaves no budget, so that the first failed check would exhaust it. */
const percentSchema = z
  .number()
  .gt(0, 'must be above 0')
  .lt(100, 'must be below 100, otherwise there is no error budget');

const sloSpecSchema = z.object({
  service: nameSchema,
  availabilityPercent: percentSchema,
  latency: z
    .object({
      thresholdMs: z.number().int().positive(),
      percent: percentSchema,
    })
    .optional(),
  environment: nameSchema.default('production'),
  windowDays: z.number().int().min(1).max(365).default(30),
  displayName: z.string().min(1).max(200).optional(),
  directory: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*$/,
      'must be a folder of the repository',
    )
    .default('slo'),
});

type ResolvedSpec = z.output<typeof sloSpecSchema>;

/** An objective, before it is written as OpenSLO. */
interface Objective {
  id: string;
  title: string;
  comment: string;
  good: Record<string, string>;
  percent: number;
}

/**
 * Generates OpenSLO v1 files whose indicator is the result of the probes that
 * check the service in an environment.
 *
 * @throws InputError that names the field when the specification is invalid.
 * @public
 */
export async function createSlo(
  spec: SloSpec,
  tree: FileTree = createFileTree(),
): Promise<SloResult> {
  const resolved = parseSpec(sloSpecSchema, spec);
  const result: SloResult = { files: [], kept: [] };
  for (const objective of toObjectives(resolved)) {
    const path = `${resolved.directory}/${objective.id}.yaml`;
    if ((await tree.read(path)) === undefined) {
      result.files.push({ path, content: toOpenSlo(objective, resolved) });
    } else {
      result.kept.push(path);
    }
  }
  return result;
}

function toObjectives(spec: ResolvedSpec): Objective[] {
  const success = { outcome: 'success' };
  const availability: Objective = {
    id: 'availability',
    title: 'availability',
    comment: 'Checks that succeed, of all checks.',
    good: success,
    percent: spec.availabilityPercent,
  };
  if (!spec.latency) {
    return [availability];
  }
  const threshold = `${spec.latency.thresholdMs}ms`;
  return [
    availability,
    {
      id: 'latency',
      title: `latency below ${threshold}`,
      comment: `Checks that succeed within ${threshold}, of all checks.`,
      good: { ...success, latencyBelow: threshold },
      percent: spec.latency.percent,
    },
  ];
}

function toOpenSlo(objective: Objective, spec: ResolvedSpec): string {
  const { environment } = spec;
  const name = `${spec.service}-${objective.id}`;
  if (name.length > MAX_NAME_LENGTH) {
    throw new InputError(
      `service: '${name}' is longer than the ${MAX_NAME_LENGTH} characters that OpenSLO accepts as a name`,
    );
  }
  const source = (selector: Record<string, string>) => ({
    metricSource: { type: 'Probe', spec: { environment, ...selector } },
  });
  const document = new Document({
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: {
      name,
      displayName: `${spec.displayName ?? spec.service}: ${objective.title}`,
    },
    spec: {
      service: spec.service,
      indicator: {
        metadata: { name },
        spec: {
          ratioMetric: {
            counter: true,
            good: source(objective.good),
            total: source({}),
          },
        },
      },
      timeWindow: [{ duration: `${spec.windowDays}d`, isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ target: toTarget(objective.percent) }],
    },
  });
  document.commentBefore = ` ${objective.comment}`;
  return stringifyYaml([document]);
}

/** Without the noise of binary fractions: 99.9 % is 0.999. */
function toTarget(percent: number): number {
  return Number((percent / 100).toFixed(8));
}
