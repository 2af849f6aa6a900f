import { z } from 'zod';
import { createFileTree, FileTree, GeneratedFile } from '../files';
import { nameSchema, parseSpec } from '../names';
import { getNodeImage, toImageReference } from '../pins';
import { emitters } from '../pipeline/emitters';
import { addJobs } from '../pipeline/emitters/gitlab/emitGitlab';
import {
  parseGitlabFile,
  sectionNames,
} from '../pipeline/emitters/gitlab/file';
import { createDeployFiles } from '../pipeline/deploy';
import { createDeploymentJobs, PACKAGE_JOB } from '../pipeline/stacks/node';
import { ERROR_BUDGET_SCRIPT_PATH } from '../pipeline/tools/paths';
import { RuleResult } from '../pipeline/types';
import { InputError } from '@backstage/errors';
import { addEnvironmentEntities } from './catalogEntities';
import { resolveEnvironments } from './resolveEnvironments';
import {
  EnvironmentSpec,
  environmentsSchema,
  ResolvedEnvironment,
} from './types';

/**
 * What environments are generated from.
 *
 * @public
 */
export interface EnvironmentsSpec {
  /** Name of the component that is deployed. */
  service: string;
  /** Namespace of the component in the catalog. Default: `default`. */
  namespace?: string;
  /** Owner of the environments. Default: the owner of the component. */
  owner?: string;
  environments: EnvironmentSpec[];
  /**
   * URL of the service in an environment, with the placeholders
   * `${environment}` and `${service}`.
   */
  environmentUrl?: string;
  /** Catalog file of the component. Default: `catalog-info.yaml`. */
  catalogPath?: string;
  /** Job whose artifact is deployed. Default: `build-package`. */
  packageJob?: string;
  /** Major version of Node.js in deployment jobs. Default: `24`. */
  nodeVersion?: string;
}

/**
 * What the generator of environments returns.
 *
 * @public
 */
export interface EnvironmentsResult {
  /** Only files that change. */
  files: GeneratedFile[];
  /** Names of entities and jobs that were there before and stay as they are. */
  kept: string[];
  /** Verdict about the pipeline with its new jobs; empty without a pipeline. */
  rules: RuleResult[];
}

const environmentsSpecSchema = z.object({
  service: nameSchema,
  namespace: nameSchema.default('default'),
  owner: z.string().min(1).optional(),
  environments: environmentsSchema.refine(
    list => list.length > 0,
    'names no environment',
  ),
  environmentUrl: z.string().optional(),
  catalogPath: z.string().min(1).default('catalog-info.yaml'),
  packageJob: nameSchema.default(PACKAGE_JOB),
  nodeVersion: z.string().default('24'),
});

type ResolvedSpec = z.output<typeof environmentsSpecSchema>;

/**
 * Adds environments to a service: entities in its catalog file and deployment
 * jobs in its pipeline.
 *
 * What exists stays as it is, so running it twice changes nothing. A
 * repository without a pipeline only gets the entities.
 *
 * @throws InputError that names the field when the specification is invalid.
 * @throws ConflictError when an entity of that name is something else.
 * @public
 */
export async function createEnvironments(
  spec: EnvironmentsSpec,
  tree: FileTree = createFileTree(),
): Promise<EnvironmentsResult> {
  const resolved = parseSpec(environmentsSpecSchema, spec);
  const environments = resolveEnvironments(resolved);
  const catalog = addEnvironmentEntities({
    ...resolved,
    environments,
    existing: await tree.read(resolved.catalogPath),
  });
  const pipeline = await extendPipeline(resolved, environments, tree);
  return {
    files: await changedFiles([...catalog.files, ...pipeline.files], tree),
    kept: [...catalog.kept, ...pipeline.kept],
    rules: pipeline.rules,
  };
}

async function extendPipeline(
  spec: ResolvedSpec,
  environments: ResolvedEnvironment[],
  tree: FileTree,
): Promise<EnvironmentsResult> {
  const { path, check } = emitters.gitlab;
  const existing = await tree.read(path);
  if (!existing?.trim()) {
    return { files: [], kept: [], rules: [] };
  }
  // The pipeline of this repository asks before production, or it does not.
  const asksPortal = (await tree.read(ERROR_BUDGET_SCRIPT_PATH)) !== undefined;
  const jobs = createDeploymentJobs(environments, {
    packageJob: spec.packageJob,
    errorBudgetGate: asksPortal
      ? `component:${spec.namespace}/${spec.service}`
      : undefined,
  });
  const names = sectionNames(parseGitlabFile(existing).main);
  const isComplete = jobs.every(job => names.includes(job.id));
  if (!isComplete && !names.includes(spec.packageJob)) {
    throw new InputError(
      `packageJob '${spec.packageJob}' is not a job of ${path}: create the pipeline first, or name the job that builds what is deployed`,
    );
  }
  const { text, kept } = addJobs(existing, {
    image: toImageReference(getNodeImage(spec.nodeVersion)),
    stages: ['deploy'],
    jobs,
  });
  const scripts = createDeployFiles(spec.service);
  const missingScripts: GeneratedFile[] = [];
  for (const script of isComplete ? [] : scripts) {
    if ((await tree.read(script.path)) === undefined) {
      missingScripts.push(script);
    }
  }
  return {
    files: [{ path, content: text }, ...missingScripts],
    kept,
    rules: check(text),
  };
}

async function changedFiles(
  files: GeneratedFile[],
  tree: FileTree,
): Promise<GeneratedFile[]> {
  const changed: GeneratedFile[] = [];
  for (const file of files) {
    if ((await tree.read(file.path)) !== file.content) {
      changed.push(file);
    }
  }
  return changed;
}
