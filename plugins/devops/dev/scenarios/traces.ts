import type {
  JobRun,
  JobTrace,
  PipelineRun,
  PipelineRunDetail,
  RunControl,
} from '@backstage-devops/plugin-devops-common';
import { freshness, job } from '../builders';

const ESC = '\u001b';
const green = (text: string) => `${ESC}[32;1m${text}${ESC}[0;m`;
const red = (text: string) => `${ESC}[31;1m${text}${ESC}[0;m`;
const cyan = (text: string) => `${ESC}[36;1m${text}${ESC}[0;m`;

const preamble = [
  `${cyan('Running with gitlab-runner 18.4.0')}`,
  `${cyan('Getting source from Git repository')}`,
  'Fetching changes with git depth set to 20...',
  'Checking out 4f1c9d2 as detached HEAD (ref is main)...',
];

/** A test job that fails after a good deal of output. */
export const failedTrace = [
  ...preamble,
  `${green('$ npm ci')}`,
  'added 0 packages, and audited 1 package in 412ms',
  `${green('$ npm test')}`,
  ...Array.from(
    { length: 60 },
    (_, index) => `ok ${index + 1} - cart keeps its total (case ${index + 1})`,
  ),
  `${red('not ok 61 - rejects carts without a currency')}`,
  '  ---',
  `  ${red('AssertionError')}: expected status 400 but got 200 <body>`,
  '      at test/cart.test.js:48:12',
  '  ...',
  '# tests 61',
  '# pass 60',
  '# fail 1',
  `${red('ERROR: Job failed: exit code 1')}`,
].join('\n');

const goodTrace = [
  ...preamble,
  `${green('$ npm run lint')}`,
  'No problems found.',
  `${green('Job succeeded')}`,
].join('\n');

/** The jobs of a pipeline as the template generates it. */
export function jobsOf(ofRun: PipelineRun): JobRun[] {
  const failed = ofRun.status === 'failed';
  const running = ofRun.status === 'running';
  const after = failed ? 'skipped' : 'succeeded';
  const deploy = running ? 'queued' : after;
  return [
    job(ofRun, 'lint', 'test'),
    job(ofRun, 'unit-tests', 'test', {
      ...(failed ? { status: 'failed', failureReason: 'script_failure' } : {}),
      ...(running ? { status: 'running', controls: ['cancel'] } : {}),
      coverage: failed ? undefined : 94.2,
    }),
    job(ofRun, 'secret-scan', 'test'),
    job(ofRun, 'dependency-audit', 'test', { allowFailure: true }),
    job(ofRun, 'sbom', 'package', { status: deploy }),
    job(ofRun, 'deploy-development', 'deploy', {
      status: deploy,
      environment: 'development',
    }),
    job(ofRun, 'deploy-staging', 'deploy', {
      status: deploy,
      environment: 'staging',
    }),
    job(ofRun, 'deploy-production', 'release', {
      environment: 'production',
      ...(failed || running
        ? { status: 'skipped' }
        : { status: 'waiting', waitingOn: 'manual', controls: ['play'] }),
    }),
  ];
}

/** Details and traces of all runs. */
export function detailsOf(runs: PipelineRun[]): {
  details: Record<string, PipelineRunDetail>;
  traces: Record<string, JobTrace>;
} {
  const details: Record<string, PipelineRunDetail> = {};
  const traces: Record<string, JobTrace> = {};
  for (const item of runs) {
    const jobs = jobsOf(item);
    details[item.id] = {
      run: item,
      jobs,
      controls: controlsOf(item),
      freshness: freshness(),
    };
    for (const { id, status } of jobs) {
      traces[id] = traceOf(id, status);
    }
  }
  return { details, traces };
}

function controlsOf(item: PipelineRun): RunControl[] {
  const controls: Partial<Record<PipelineRun['status'], RunControl[]>> = {
    running: ['cancel'],
    failed: ['retry'],
  };
  return controls[item.status] ?? [];
}

function traceOf(jobId: string, status: JobRun['status']): JobTrace {
  if (status === 'failed') {
    return { jobId, text: failedTrace, state: 'complete' };
  }
  if (status === 'running') {
    return { jobId, text: preamble.join('\n'), state: 'partial' };
  }
  return status === 'succeeded'
    ? { jobId, text: goodTrace, state: 'complete' }
    : { jobId, text: '', state: 'unavailable' };
}
