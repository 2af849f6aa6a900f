import { asList, asText } from '../../../values';
import { CheckRule } from '../rule';
import { WorkflowView } from './view';

const WORKFLOW_KEYS = new Set([
  'name',
  'run-name',
  'on',
  'true',
  'permissions',
  'env',
  'defaults',
  'concurrency',
  'jobs',
]);
const JOB_KEYS = new Set([
  'name',
  'permissions',
  'needs',
  'if',
  'runs-on',
  'snapshot',
  'environment',
  'concurrency',
  'outputs',
  'env',
  'defaults',
  'steps',
  'timeout-minutes',
  'strategy',
  'continue-on-error',
  'container',
  'services',
  'uses',
  'with',
  'secrets',
]);
const STEP_KEYS = new Set([
  'id',
  'if',
  'name',
  'uses',
  'run',
  'working-directory',
  'shell',
  'with',
  'env',
  'continue-on-error',
  'timeout-minutes',
  'background',
  'parallel',
]);

export const syntaxRules: CheckRule<WorkflowView>[] = [
  {
    id: 'GHA-28',
    title: 'GitHub accepts the workflow',
    remedy: 'Remove the key, or correct its name',
    audit: 'workflow syntax of GitHub Actions',
    check: view => [
      ...view.documents
        .flatMap(document => document.errors)
        .map(error => ({ at: [], message: error.message.split('\n')[0] })),
      ...Object.keys(view.root)
        .filter(key => !WORKFLOW_KEYS.has(key))
        .map(key => ({ at: [key], message: `a workflow has no ${key}` })),
      ...(view.triggers.size === 0
        ? [{ at: [], message: 'nothing starts the workflow' }]
        : []),
      ...(view.jobs.length === 0
        ? [{ at: [], message: 'the workflow has no jobs' }]
        : []),
      ...view.jobs.flatMap(job => [
        ...Object.keys(job.own)
          .filter(key => !JOB_KEYS.has(key))
          .map(key => ({
            at: [...job.at, key],
            message: `a job has no ${key}`,
          })),
        ...(job.calls || job.own['runs-on'] !== undefined
          ? []
          : [{ at: job.at, message: `${job.id} has no runs-on` }]),
        ...asList(job.own.needs)
          .filter(need => !view.jobs.some(({ id }) => id === asText(need)))
          .map(need => ({
            at: [...job.at, 'needs'],
            message: `${job.id} needs ${need}, which does not exist`,
          })),
        ...job.steps.flatMap(step => [
          ...Object.keys(step.own)
            .filter(key => !STEP_KEYS.has(key))
            .map(key => ({
              at: [...step.at, key],
              message: `a step has no ${key}`,
            })),
          ...((step.uses === undefined) === (step.run === undefined) &&
          step.own.parallel === undefined
            ? [{ at: step.at, message: 'a step has either uses or run' }]
            : []),
        ]),
      ]),
    ],
  },
];
