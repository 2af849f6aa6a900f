import { Document, isSeq } from 'yaml';
import { GeneratedFile } from '../../../files';
import { IncludeSpec } from '../../includes';
import { Job, Pipeline } from '../../model';
import {
  addSection,
  extendGitlabFile,
  GITLAB_FILE,
  GitlabFile,
  parseGitlabFile,
  Section,
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

/** Stages of a GitLab file that does not list any. */
const IMPLIED_STAGES = ['build', 'test', 'deploy'];

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
  const base = options.existing?.trim()
    ? options.existing
    : stringifyGitlabFile(createFile(pipeline, options.includes ?? []));
  const { text, kept } = addJobs(base, pipeline);
  return { file: { path: GITLAB_FILE, content: text }, kept };
}

/** Adds the jobs that a file does not have yet, and the stages they need. */
export function addJobs(
  text: string,
  pipeline: Pick<Pipeline, 'image' | 'jobs' | 'stages'>,
): { text: string; kept: string[] } {
  const file = parseGitlabFile(text);
  const present = new Set(sectionNames(file.main));
  const missing = pipeline.jobs.filter(job => !present.has(job.id));
  const kept = pipeline.jobs.filter(job => present.has(job.id));
  if (missing.length === 0) {
    return { text, kept: kept.map(job => job.id) };
  }
  const stages = missingStages(file.main, pipeline.stages, missing);
  const sections = [
    ...(file.main.has('stages') ? [] : [stagesSection(file.main, stages)]),
    ...missing.map(job => toSection(job, file, pipeline.image)),
  ];
  return {
    text: extendGitlabFile(text, { sections, stages }),
    kept: kept.map(job => job.id),
  };
}

function createFile(pipeline: Pipeline, includes: IncludeSpec[]): GitlabFile {
  const header = new Document(toSpec());
  header.commentBefore = [
    ` Delivery of ${pipeline.service}: every change passes the gates, the default branch is deployed.`,
    ' docs/delivery-pipeline.md explains each job and how to run it on your machine.',
  ].join('\n');
  const main = new Document({});
  const sections: Section[] = [
    ...(includes.length > 0
      ? [{ key: 'include', value: toIncludes(includes) }]
      : []),
    {
      key: 'workflow',
      value: toWorkflow(),
      comment:
        'One pipeline per change: a branch with an open merge request gets that of the merge request only.',
    },
    {
      key: 'default',
      value: toDefaults(pipeline),
      comment:
        'The image is fixed by its digest, and only faults of the runner are retried: a flaky test has to show.',
    },
  ];
  sections.forEach(section => addSection(main, section));
  return { header, main };
}

function toSection(job: Job, file: GitlabFile, image: string): Section {
  return {
    key: job.id,
    value: toJob(job, {
      image,
      deployInput:
        file.header?.hasIn(['spec', 'inputs', DEPLOY_INPUT]) ?? false,
      inherited: defaultsOf(file.main),
    }),
    comment: job.reason,
  };
}

function missingStages(main: Document, order: string[], jobs: Job[]): string[] {
  const list = main.get('stages');
  const present = isSeq(list) ? list.items.map(String) : [];
  return order.filter(
    stage => !present.includes(stage) && jobs.some(job => job.stage === stage),
  );
}

/**
 * Stages for a file that lists none. Its own jobs rely on those that GitLab
 * implies, so they are written out.
 */
function stagesSection(main: Document, stages: string[]): Section {
  const hasJobs = sectionNames(main).some(name => !KEYWORDS.has(name));
  const others = hasJobs
    ? IMPLIED_STAGES.filter(stage => !stages.includes(stage))
    : [];
  return {
    key: 'stages',
    value: [...stages.slice(0, -1), ...others, ...stages.slice(-1)],
  };
}

function defaultsOf(main: Document): GitlabMapping {
  const { default: defaults }: GitlabMapping = main.toJS() ?? {};
  return typeof defaults === 'object' && defaults !== null
    ? { ...defaults }
    : {};
}
