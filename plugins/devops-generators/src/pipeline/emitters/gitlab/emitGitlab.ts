import { Document, isSeq } from 'yaml';
import { GeneratedFile } from '../../../files';
import { IncludeSpec } from '../../includes';
import { Job, Pipeline } from '../../model';
import {
  addSection,
  GITLAB_FILE,
  GitlabFile,
  parseGitlabFile,
  sectionNames,
  stringifyGitlabFile,
} from './file';
import { KEYWORDS } from './keywords';
import {
  DEPLOY_INPUT,
  GitlabMapping,
  toDefaults,
  toIncludes,
  toJob,
  toSpec,
  toWorkflow,
} from './toGitlab';

/** What an emitter returns: the file, and what of an existing file it kept. */
export interface EmitResult {
  file: GeneratedFile;
  /** Names of jobs that were there before and stay as they are. */
  kept: string[];
}

/**
 * Writes a pipeline as `.gitlab-ci.yml`.
 *
 * A file that exists already is extended: everything in it stays, including
 * its comments, and only jobs that it does not have are added.
 */
export function emitGitlab(
  pipeline: Pipeline,
  options: { existing?: string; includes?: IncludeSpec[] },
): EmitResult {
  const file = options.existing?.trim()
    ? parseGitlabFile(options.existing)
    : createGitlabFile(pipeline, options.includes ?? []);
  const kept = addJobs(file, pipeline);
  return {
    file: { path: GITLAB_FILE, content: stringifyGitlabFile(file) },
    kept,
  };
}

/** Adds the jobs that a file does not have yet, and the stages they need. */
export function addJobs(
  file: GitlabFile,
  pipeline: Pick<Pipeline, 'image' | 'jobs' | 'stages'>,
): string[] {
  const present = new Set(sectionNames(file.main));
  const missing = pipeline.jobs.filter(job => !present.has(job.id));
  const inherited = inheritedKeys(file.main);
  addStages(file.main, pipeline.stages, missing);
  for (const job of missing) {
    const mapping = toJob(job, {
      image: pipeline.image,
      deployInput:
        file.header?.hasIn(['spec', 'inputs', DEPLOY_INPUT]) ?? false,
      inherited,
    });
    addSection(file.main, job.id, mapping, job.reason);
  }
  return pipeline.jobs.filter(job => present.has(job.id)).map(job => job.id);
}

function createGitlabFile(
  pipeline: Pipeline,
  includes: IncludeSpec[],
): GitlabFile {
  const header = new Document(toSpec());
  header.commentBefore = [
    ` Delivery of ${pipeline.service}: every change passes the gates, the default branch is deployed.`,
    ' docs/delivery-pipeline.md explains each job and how to run it on your machine.',
  ].join('\n');
  const main = new Document({});
  if (includes.length > 0) {
    addSection(main, 'include', toIncludes(includes));
  }
  addSection(
    main,
    'workflow',
    toWorkflow(),
    'One pipeline per change: a branch with an open merge request gets that of the merge request only.',
  );
  addSection(
    main,
    'default',
    toDefaults(pipeline),
    'The image is fixed by its digest, and only faults of the runner are retried: a flaky test has to show.',
  );
  return { header, main };
}

function addStages(main: Document, stages: string[], jobs: Job[]): void {
  const wanted = stages.filter(stage => jobs.some(job => job.stage === stage));
  const existing = main.get('stages');
  if (!isSeq(existing)) {
    // Without the key GitLab knows build, test and deploy, and jobs of an
    // existing file may rely on those.
    const implied =
      sectionNames(main).filter(name => !KEYWORDS.has(name)).length > 0
        ? ['build', 'test', 'deploy']
        : [];
    const all = [...wanted.filter(s => !implied.includes(s)), ...implied];
    if (all.length > 0 && !main.has('stages')) {
      addSection(main, 'stages', sortStages(all, stages));
    }
    return;
  }
  const present = new Set(existing.items.map(item => String(item)));
  for (const stage of wanted.filter(name => !present.has(name))) {
    existing.add(main.createNode(stage));
  }
}

/** Keeps our own stages in their order; others go before the last of ours. */
function sortStages(all: string[], stages: string[]): string[] {
  const own = stages.filter(stage => all.includes(stage));
  const others = all.filter(stage => !own.includes(stage));
  return [...own.slice(0, -1), ...others, ...own.slice(-1)];
}

function inheritedKeys(main: Document): GitlabMapping {
  const plain: GitlabMapping = main.toJS() ?? {};
  const defaults = plain.default;
  return typeof defaults === 'object' && defaults !== null
    ? { ...defaults }
    : {};
}
