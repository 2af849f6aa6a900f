import { DeliveryJob, DeliveryPipeline } from '../model';
import { commandsOf, DeliveryEmitter, GENERATED, isForBranch } from './types';

/** The plugins that a generated Jenkinsfile needs. */
export const JENKINS_PLUGINS = [
  'coverage',
  'docker-workflow',
  'git',
  'jobcacher',
  'junit',
  'lockable-resources',
  'pipeline-model-definition',
  'timestamper',
  'ws-cleanup',
];

/** Jenkins, declarative. */
export const jenkins: DeliveryEmitter = {
  emit: pipeline => [{ path: 'Jenkinsfile', content: toJenkinsfile(pipeline) }],
};

function toJenkinsfile({ jobs, branch }: DeliveryPipeline): string {
  const stages = (['verify', 'package', 'deploy'] as const).flatMap(stage => {
    const own = jobs.filter(job => job.stage === stage);
    if (stage === 'deploy' || own.length < 2) {
      return own.flatMap(job => toStage(job, branch));
    }
    return [
      `stage(${quote(stage)}) {`,
      '  parallel {',
      ...own.flatMap(job => indent(toStage(job, branch), 4)),
      '  }',
      '}',
    ];
  });
  return [
    `// ${GENERATED}`,
    `// Plugins: ${JENKINS_PLUGINS.join(', ')}`,
    'pipeline {',
    '  agent none',
    '  options {',
    "    buildDiscarder(logRotator(numToKeepStr: '50'))",
    '    disableConcurrentBuilds(abortPrevious: true)',
    '    skipDefaultCheckout()',
    "    timeout(time: 4, unit: 'HOURS')",
    '    timestamps()',
    '  }',
    '  stages {',
    ...indent(stages, 4),
    '  }',
    '}',
    '',
  ].join('\n');
}

function toStage(job: DeliveryJob, branch: string): string[] {
  const { deployment } = job;
  const steps = [
    'checkout scm',
    ...withCache(
      job,
      branch,
      inFolder(job, [
        `sh ${quoteScript(`set -e\n${commandsOf(job).join('\n')}`)}`,
      ]),
    ),
  ];
  return [
    `// ${job.reason}`,
    `stage(${quote(job.id)}) {`,
    ...(isForBranch(job)
      ? [
          '  when {',
          '    beforeAgent true',
          '    beforeInput true',
          `    branch ${quote(branch)}`,
          '  }',
          ...(deployment?.manual
            ? [
                '  input {',
                `    message ${quote(`Deploy to ${deployment.environment}?`)}`,
                `    submitter ${quote(`deploy-${deployment.environment}`)}`,
                '  }',
              ]
            : []),
        ]
      : []),
    ...(job.image
      ? [
          '  agent {',
          '    docker {',
          `      image ${quote(job.image)}`,
          `      args ${quote("--entrypoint=''")}`,
          '    }',
          '  }',
        ]
      : ["  agent { label 'docker' }"]),
    '  options {',
    ...(deployment
      ? [`    lock(${quote(`deploy-${deployment.environment}`)})`]
      : []),
    `    timeout(time: ${job.timeoutMinutes}, unit: 'MINUTES')`,
    '  }',
    ...environmentOf(job),
    '  steps {',
    ...indent(steps, 4),
    '  }',
    '  post {',
    ...indent(reportsOf(job), 4),
    '    cleanup { cleanWs() }',
    '  }',
    '}',
  ];
}

function reportsOf({ artifacts }: DeliveryJob): string[] {
  if (!artifacts) {
    return [];
  }
  const { junit, cobertura, paths } = artifacts;
  return [
    'always {',
    `  archiveArtifacts artifacts: ${quote(paths.join(','))}, allowEmptyArchive: true`,
    ...(junit
      ? [`  junit testResults: ${quote(junit)}, allowEmptyResults: true`]
      : []),
    ...(cobertura
      ? [
          `  recordCoverage tools: [[parser: 'COBERTURA', pattern: ${quote(cobertura)}]]`,
        ]
      : []),
    '}',
  ];
}

function environmentOf(job: DeliveryJob): string[] {
  const lines = [
    ...Object.entries(job.environment).map(
      ([name, value]) => `    ${name} = ${quote(value)}`,
    ),
    ...job.secrets.map(name => `    ${name} = credentials(${quote(name)})`),
  ];
  return lines.length > 0 ? ['  environment {', ...lines, '  }'] : [];
}

/** Each branch has a cache of its own, which begins as that of the main one. */
function withCache(
  { cache }: DeliveryJob,
  branch: string,
  steps: string[],
): string[] {
  return cache
    ? [
        `cache(defaultBranch: ${quote(branch)}, maxCacheSize: 2048, caches: [arbitraryFileCache(cacheName: ${quote(cache.name)}, path: ${quote(cache.path)}, cacheValidityDecidingFile: ${quote(cache.lockFile)})]) {`,
        ...indent(steps, 2),
        '}',
      ]
    : steps;
}

function inFolder(job: DeliveryJob, steps: string[]): string[] {
  return job.folder === '.'
    ? steps
    : [`dir(${quote(job.folder)}) {`, ...indent(steps, 2), '}'];
}

/** A Groovy text without interpolation. */
function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`;
}

function quoteScript(text: string): string {
  return `'''${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'''`;
}

/** Lines inside a script stay where they are: they belong to the shell. */
function indent(lines: string[], width: number): string[] {
  return lines.map(line =>
    line === '' ? line : `${' '.repeat(width)}${line}`,
  );
}
