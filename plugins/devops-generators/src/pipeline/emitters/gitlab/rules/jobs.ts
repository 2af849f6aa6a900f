import { GATES } from '../../../gates';
import { KEYWORDS } from '../keywords';
import { RESERVED_JOB_NAMES } from './reservedJobNames';
import { asList, asMapping, asText } from '../../../../values';
import { deploys, JobView, Rule } from './view';

/** Failures that are nobody's code and may be tried again. */
const RUNNER_FAILURES = new Set([
  'runner_system_failure',
  'scheduler_failure',
  'api_failure',
  'runner_unsupported',
]);

/** How single jobs behave. */
export const jobRules: Rule[] = [
  {
    id: 'GL-03',
    title:
      'A newer commit stops checks that nobody waits for, but never a deployment',
    check: ({ jobs }) =>
      jobs
        .filter(job => job.effective('interruptible') !== !job.environment)
        .map(
          job =>
            `${job.name} ${job.environment ? 'must not' : 'has to'} be interruptible`,
        ),
  },
  {
    id: 'GL-14',
    title:
      'Jobs start as soon as their needs are there, end in time, and repeat only faults of the runner',
    check: ({ jobs }) => {
      const names = new Set(jobs.map(job => job.name));
      return jobs.flatMap(job => [
        ...('needs' in job.own ? [] : [`${job.name} has no needs`]),
        ...needsOf(job)
          .filter(name => !names.has(name))
          .map(name => `${job.name} needs ${name}, which does not exist`),
        ...(job.effective('timeout') ? [] : [`${job.name} has no timeout`]),
        ...retryReasons(job)
          .filter(reason => !RUNNER_FAILURES.has(reason))
          .map(reason => `${job.name} is retried on ${reason}`),
      ]);
    },
  },
  {
    id: 'GL-15',
    title: 'No job has a name that an included template or GitLab itself uses',
    check: ({ jobs }) =>
      jobs
        .filter(
          ({ name }) => RESERVED_JOB_NAMES.has(name) || KEYWORDS.has(name),
        )
        .map(({ name }) => `${name} would merge with another job of that name`),
  },
  {
    id: 'GL-13',
    title:
      'Tests and scans leave reports that GitLab shows, and their results count',
    check: ({ jobs }) => [
      ...testReportProblems(jobs),
      ...GATES.flatMap(gate => gateProblems(gate.job, jobs)),
    ],
  },
  {
    id: 'GL-16',
    title: 'A CycloneDX list of what the service is made of is reported',
    check: ({ jobs }) =>
      jobs.some(job => reportsOf(job).cyclonedx)
        ? []
        : ['no job reports cyclonedx'],
  },
  {
    id: 'GL-17',
    title: 'Each job has a declared stage and something to do',
    check: ({ jobs, config }) => {
      const stages = asList(config.stages ?? ['build', 'test', 'deploy']);
      const known = [...stages, '.pre', '.post'];
      return jobs.flatMap(job => [
        ...(known.includes(job.own.stage ?? 'test')
          ? []
          : [`${job.name} is in the unknown stage ${String(job.own.stage)}`]),
        ...(job.own.script || job.own.trigger || job.own.extends || job.own.run
          ? []
          : [`${job.name} has no script`]),
      ]);
    },
  },
];

function testReportProblems(jobs: JobView[]): string[] {
  const tests = jobs.filter(
    job => reportsOf(job).junit && job.own.coverage !== undefined,
  );
  if (tests.length === 0) {
    return ['no job reports junit together with a coverage expression'];
  }
  const reportsCoverage = tests.some(
    job =>
      asMapping(reportsOf(job).coverage_report).coverage_format === 'cobertura',
  );
  return reportsCoverage ? [] : ['no job reports coverage as cobertura'];
}

function gateProblems(name: string, jobs: JobView[]): string[] {
  const job = jobs.find(candidate => candidate.name === name);
  if (!job) {
    return [`the gate ${name} is missing`];
  }
  const leavesReport = name === 'lint-code' || 'artifacts' in job.own;
  return [
    ...(job.own.allow_failure === true ? [`${name} may fail unnoticed`] : []),
    ...(job.script.some(line => /\|\|\s*(true|:|exit 0)\s*$/.test(line))
      ? [`${name} ignores the result of a command`]
      : []),
    ...(leavesReport ? [] : [`${name} leaves no report`]),
    ...jobs
      .filter(deploys)
      .filter(deployment => !reaches(deployment, name, jobs))
      .map(deployment => `${deployment.name} does not wait for ${name}`),
  ];
}

/** Whether a job waits for another, directly or through others. */
function reaches(from: JobView, target: string, jobs: JobView[]): boolean {
  const visited = new Set<string>();
  const queue = needsOf(from);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (name === target) {
      return true;
    }
    if (!visited.has(name)) {
      visited.add(name);
      const job = jobs.find(candidate => candidate.name === name);
      queue.push(...(job ? needsOf(job) : []));
    }
  }
  return false;
}

function needsOf(job: JobView): string[] {
  return asList(job.own.needs)
    .map(need => asText(need) ?? asText(asMapping(need).job))
    .filter(name => name !== undefined);
}

function retryReasons(job: JobView): string[] {
  const retry = job.effective('retry');
  if (retry === undefined || retry === 0) {
    return [];
  }
  const reasons = asList(asMapping(retry).when).map(String);
  // Without reasons GitLab repeats every failure.
  return reasons.length > 0 ? reasons : ['every failure'];
}

function reportsOf(job: JobView): Record<string, unknown> {
  return asMapping(asMapping(job.own.artifacts).reports);
}
