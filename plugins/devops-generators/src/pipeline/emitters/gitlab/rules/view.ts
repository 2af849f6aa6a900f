import { asList, asMapping, asText } from '../../../../values';
import { parseGitlabFile } from '../file';
import { KEYWORDS } from '../keywords';

type Mapping = Record<string, unknown>;

/** Keys that may stand outside `default` too, in older files. */
const GLOBAL_KEYS = new Set(['image', 'services', 'before_script', 'cache']);

/** A job as GitLab sees it, with what the file says for all jobs. */
export interface JobView {
  name: string;
  own: Mapping;
  /** The value of a key, from the job or else from the defaults. */
  effective(key: string): unknown;
  /** All lines of all scripts. */
  script: string[];
  /** Name of the environment that the job deploys to. */
  environment?: string;
}

/** A pipeline file, read for checking. */
export interface PipelineView {
  text: string;
  inputs: Mapping;
  config: Mapping;
  jobs: JobView[];
}

/** What a rule asks for, and how it is found to be broken. */
export interface Rule {
  id: string;
  title: string;
  /** One line for each place that breaks the rule; empty when it is kept. */
  check(pipeline: PipelineView): string[];
}

/** Reads a pipeline file for checking. */
export function viewPipeline(text: string): PipelineView {
  const file = parseGitlabFile(text);
  const config = asMapping(file.main.toJS());
  const inputs = asMapping(
    asMapping(asMapping(file.header?.toJS()).spec).inputs,
  );
  const defaults = asMapping(config.default);
  const jobs = Object.entries(config)
    .filter(([name]) => !KEYWORDS.has(name) && !name.startsWith('.'))
    .map(([name, value]) => viewJob(name, asMapping(value), defaults, config));
  return { text, inputs, config, jobs };
}

function viewJob(
  name: string,
  own: Mapping,
  defaults: Mapping,
  config: Mapping,
): JobView {
  const environment = own.environment;
  return {
    name,
    own,
    effective: key =>
      own[key] ??
      defaults[key] ??
      (GLOBAL_KEYS.has(key) ? config[key] : undefined),
    script: ['before_script', 'script', 'after_script'].flatMap(key =>
      asList(own[key]).map(String),
    ),
    environment:
      typeof environment === 'string'
        ? environment
        : asText(asMapping(environment).name),
  };
}

/** Whether a job deploys, as opposed to stopping an environment. */
export function deploys(job: JobView): boolean {
  const action = asMapping(job.own.environment).action ?? 'start';
  return job.environment !== undefined && action === 'start';
}
