import { writeFile } from 'fs/promises';
import { join, relative } from 'path';
import { InputError } from '@backstage/errors';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { JobEnvironment, JobNeed } from '../state/types';
import { queryEngine } from './gitlabCiLocal';
import { expandVariables, guessTier, slugify } from './variables';

/** A job of a pipeline as its file and its rules say, before anything ran. */
export interface JobPlan {
  name: string;
  stage: string;
  stageIndex: number;
  when: string;
  allowFailure: boolean;
  needs?: JobNeed[];
  dependencies?: string[];
  environment?: JobEnvironment;
  resourceGroup?: string;
  interruptible: boolean;
  timeoutSeconds: number;
}

const listSchema = z.array(
  z.object({
    name: z.string(),
    stage: z.string(),
    when: z.string(),
    // A list of exit codes is allowed too; the engine judges those at run time.
    allow_failure: z.unknown(),
    needs: z
      .array(
        z.object({
          job: z.string(),
          artifacts: z.boolean().default(true),
          optional: z.boolean().default(false),
        }),
      )
      .optional(),
  }),
);

const jobSchema = z
  .object({
    when: z.string().optional(),
    allow_failure: z.unknown(),
    rules: z.array(z.unknown()).optional(),
    dependencies: z.array(z.string()).nullish(),
    variables: z.record(z.coerce.string()).nullish(),
    resource_group: z.string().optional(),
    interruptible: z.boolean().optional(),
    timeout: z.string().optional(),
    environment: z
      .object({
        name: z.string(),
        url: z.string().nullish(),
        deployment_tier: z.string().nullish(),
        action: z.string().nullish(),
      })
      .optional(),
  })
  .passthrough();

const expandedSchema = z
  .object({
    stages: z.array(z.string()).default([]),
    workflow: z.object({ rules: z.array(z.unknown()).optional() }).nullish(),
    variables: z.record(z.unknown()).nullish(),
    default: z.object({ interruptible: z.boolean().optional() }).nullish(),
  })
  .passthrough();

type ExpandedFile = z.infer<typeof expandedSchema>;

const probeJob = 'lab-workflow-probe';

/**
 * Lets gitlab-ci-local read `.gitlab-ci.yml` of a clone: includes, extends, rules and
 * needs are resolved by it. Answers undefined when the workflow rules want no pipeline.
 *
 * @throws InputError with the engine's sentence when the file is not valid
 */
export async function evaluatePipeline(options: {
  cwd: string;
  env: NodeJS.ProcessEnv;
  variablesFile: string;
  variables: Record<string, string>;
}): Promise<JobPlan[] | undefined> {
  const { cwd, env, variables } = options;
  const common = [
    `--variables-file=${relative(cwd, options.variablesFile)}`,
    ...(variables.CI_COMMIT_BRANCH
      ? []
      : ['--unset-variable', 'CI_COMMIT_BRANCH']),
  ];
  const query = (...args: string[]) =>
    queryEngine({ cwd, env, variables, args: [...common, ...args] });
  try {
    const expanded = expandedSchema.parse(parse(await query('--preview')));
    await addWorkflowProbe(cwd, expanded);
    const listed = listSchema.parse(
      JSON.parse(
        await query(
          '--list-json',
          '--json-schema-validation=false',
          '--file=.gitlab-ci-local/lab.yml',
        ),
      ),
    );
    const probe = listed.find(job => job.name === probeJob);
    if (probe?.when === 'never') {
      return undefined;
    }
    return listed
      .filter(job => job.name !== probeJob && job.when !== 'never')
      .map(job => planJob(job, expanded, variables));
  } catch (error) {
    throw new InputError(
      error instanceof Error ? error.message : String(error),
    );
  }
}

/**
 * The engine judges rules of jobs but not of the workflow when it lists. A job that
 * carries the workflow's rules gets the same judgement from it.
 */
async function addWorkflowProbe(
  cwd: string,
  expanded: ExpandedFile,
): Promise<void> {
  const rules = expanded.workflow?.rules;
  const file = {
    ...expanded,
    ...(rules?.length
      ? { [probeJob]: { stage: '.pre', script: ['true'], rules } }
      : {}),
  };
  await writeFile(join(cwd, '.gitlab-ci-local/lab.yml'), stringify(file));
}

function planJob(
  listed: z.infer<typeof listSchema>[number],
  expanded: ExpandedFile,
  pipelineVariables: Record<string, string>,
): JobPlan {
  const source = jobSchema.parse(
    expanded[listed.name] ?? expanded[baseName(listed.name)] ?? {},
  );
  const manualByJob = source.when === 'manual' && !source.rules;
  const pipelineScope = {
    ...scalarVariables(expanded.variables),
    ...source.variables,
    ...pipelineVariables,
    CI_JOB_NAME: listed.name,
  };
  const environment =
    source.environment && planEnvironment(source.environment, pipelineScope);
  const variables = {
    ...pipelineScope,
    CI_ENVIRONMENT_NAME: environment?.name ?? '',
  };
  return {
    name: listed.name,
    stage: listed.stage,
    stageIndex: expanded.stages.indexOf(listed.stage),
    when: listed.when,
    allowFailure:
      Boolean(listed.allow_failure) ||
      (manualByJob && source.allow_failure === undefined),
    needs: listed.needs,
    dependencies: source.dependencies ?? undefined,
    environment,
    resourceGroup:
      source.resource_group &&
      expandVariables(source.resource_group, variables),
    interruptible:
      source.interruptible ?? expanded.default?.interruptible ?? false,
    timeoutSeconds: parseDuration(source.timeout) ?? 3600,
  };
}

function planEnvironment(
  environment: NonNullable<z.infer<typeof jobSchema>['environment']>,
  variables: Record<string, string>,
): JobEnvironment {
  const name = expandVariables(environment.name, variables);
  return {
    name,
    url: environment.url
      ? expandVariables(environment.url, {
          ...variables,
          CI_ENVIRONMENT_NAME: name,
          CI_ENVIRONMENT_SLUG: slugify(name),
        })
      : undefined,
    tier: environment.deployment_tier ?? guessTier(name),
    action: environment.action ?? 'start',
  };
}

function scalarVariables(
  variables: Record<string, unknown> | null | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables ?? {}).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && 'value' in value
        ? String(value.value)
        : String(value),
    ]),
  );
}

/** Parallel jobs are listed as `name: [values]` or `name 1/3`. */
function baseName(name: string): string {
  return name.replace(/(: \[.*\]| \d+\/\d+)$/, '');
}

const unitSeconds: Record<string, number> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
};

/** Reads GitLab's durations, such as `1h 30m` or `10 minutes`, as seconds. */
export function parseDuration(text: string | undefined): number | undefined {
  const parts = [...(text ?? '').matchAll(/(\d+)\s*([smhd])[a-z]*/gi)];
  if (parts.length === 0) {
    return undefined;
  }
  return parts.reduce(
    (sum, [, count, unit]) =>
      sum + Number(count) * unitSeconds[unit.toLowerCase()],
    0,
  );
}
