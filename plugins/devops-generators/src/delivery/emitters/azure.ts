import { Commented, writeYaml } from '../../yaml/commented';
import { DeliveryJob, DeliveryPipeline } from '../model';
import { commandsOf, DeliveryEmitter, GENERATED } from './types';

/** Azure Pipelines. */
export const azure: DeliveryEmitter = {
  emit: pipeline => [
    {
      path: 'azure-pipelines.yml',
      content: writeYaml([toPipeline(pipeline)], GENERATED),
    },
  ],
};

function toPipeline({ jobs, branch }: DeliveryPipeline) {
  const checks = jobs.filter(({ deployment }) => !deployment);
  const deployments = jobs.filter(({ deployment }) => deployment);
  return {
    trigger: { branches: { include: [branch] } },
    pr: { branches: { include: ['*'] } },
    stages: [
      {
        stage: 'checks',
        jobs: checks.map(job => toCheck(job, branch)),
      },
      ...deployments.map((job, index) => ({
        stage: nameOf(job.id),
        dependsOn: index === 0 ? 'checks' : nameOf(deployments[index - 1].id),
        condition: onBranch(branch),
        lockBehavior: 'sequential',
        jobs: [toDeployment(job)],
      })),
    ],
  };
}

function toCheck(job: DeliveryJob, branch: string) {
  return {
    job: new Commented(nameOf(job.id), { behind: job.reason }),
    displayName: job.id,
    ...(job.needs.length > 0 ? { dependsOn: job.needs.map(nameOf) } : {}),
    ...(job.publication ? { condition: onBranch(branch) } : {}),
    ...machineOf(job),
    steps: [
      { checkout: 'self', persistCredentials: false },
      ...cacheOf(job),
      script(job),
      ...reportsOf(job),
    ],
  };
}

/** Azure never gives what a pull request has kept to other branches. */
function cacheOf({ cache }: DeliveryJob) {
  return cache
    ? [
        {
          task: 'Cache@2',
          inputs: {
            key: `"${cache.name}" | ${cache.lockFile}`,
            restoreKeys: `"${cache.name}"`,
            path: cache.path,
          },
        },
      ]
    : [];
}

/** Published also when the job fails, since that is when somebody looks. */
function reportsOf({ id, artifacts }: DeliveryJob) {
  if (!artifacts) {
    return [];
  }
  const { junit, cobertura, paths } = artifacts;
  const publish = (task: string, inputs: Record<string, unknown>) => ({
    task,
    condition: 'succeededOrFailed()',
    inputs,
  });
  return [
    ...(junit
      ? [
          publish('PublishTestResults@2', {
            testResultsFormat: 'JUnit',
            testResultsFiles: junit,
            testRunTitle: id,
          }),
        ]
      : []),
    ...(cobertura
      ? [
          publish('PublishCodeCoverageResults@2', {
            summaryFileLocation: `$(System.DefaultWorkingDirectory)/${cobertura}`,
          }),
        ]
      : []),
    ...(junit || cobertura
      ? []
      : [
          publish('PublishPipelineArtifact@1', {
            targetPath: paths[0],
            artifact: id,
          }),
        ]),
  ];
}

function toDeployment(job: DeliveryJob) {
  return {
    deployment: new Commented(nameOf(job.id), { behind: job.reason }),
    displayName: job.id,
    ...machineOf(job),
    environment: job.deployment?.environment,
    strategy: {
      runOnce: {
        deploy: {
          steps: [{ checkout: 'self', persistCredentials: false }, script(job)],
        },
      },
    },
  };
}

function onBranch(branch: string): string {
  return `and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/${branch}'), ne(variables['Build.Reason'], 'PullRequest'))`;
}

function machineOf(job: DeliveryJob) {
  return {
    timeoutInMinutes: job.timeoutMinutes,
    pool: { vmImage: 'ubuntu-24.04' },
    ...(job.image
      ? { container: { image: job.image, options: "--entrypoint ''" } }
      : {}),
  };
}

function script(job: DeliveryJob) {
  const variables = {
    ...job.environment,
    ...Object.fromEntries(job.secrets.map(name => [name, `$(${name})`])),
  };
  return {
    script: `set -e\n${commandsOf(job).join('\n')}\n`,
    displayName: job.id,
    ...(job.folder === '.' ? {} : { workingDirectory: job.folder }),
    ...(Object.keys(variables).length > 0 ? { env: variables } : {}),
  };
}

function nameOf(id: string): string {
  return id.replace(/-/g, '_');
}
