import { Commented, writeYaml } from '../../yaml/commented';
import { DeliveryJob, DeliveryPipeline } from '../model';
import { imageReference, pinnedImage } from '../pins';
import { shellQuote } from '../plan/shell';
import { commandsOf, DeliveryEmitter, GENERATED, needsIdentity } from './types';

/** GitLab CI. */
export const gitlab: DeliveryEmitter = {
  emit: pipeline => [
    {
      path: '.gitlab-ci.yml',
      content: writeYaml([toPipeline(pipeline)], GENERATED),
    },
  ],
};

function toPipeline({ jobs, branch }: DeliveryPipeline) {
  const stages = ['verify', 'package', 'deploy'];
  return {
    workflow: new Commented(
      {
        rules: [
          { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
          { if: '$CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS', when: 'never' },
          { if: '$CI_COMMIT_BRANCH' },
        ],
      },
      {
        above:
          'One pipeline per change: a branch with an open merge request gets that of the merge request only.',
      },
    ),
    stages: stages.filter(stage => jobs.some(job => job.stage === stage)),
    default: {
      interruptible: true,
      retry: new Commented(
        {
          max: 2,
          when: ['runner_system_failure', 'scheduler_failure', 'api_failure'],
        },
        {
          above:
            'Only faults of the runner are retried: a flaky test has to show.',
        },
      ),
    },
    ...Object.fromEntries(
      jobs.map(job => [
        job.id,
        new Commented(toJob(job, branch), { above: commentOf(job) }),
      ]),
    ),
  };
}

function toJob(job: DeliveryJob, branch: string) {
  const { deployment } = job;
  return {
    stage: job.stage,
    image: {
      name: job.image ?? imageReference(pinnedImage('docker')),
      // Some images start their tool instead of a shell.
      entrypoint: [''],
    },
    ...(job.image
      ? {}
      : {
          services: [
            {
              name: imageReference(pinnedImage('docker-daemon')),
              alias: 'docker',
            },
          ],
        }),
    ...needsOf(job),
    timeout: `${job.timeoutMinutes} minutes`,
    ...(deployment
      ? {
          interruptible: false,
          rules: [
            {
              if: `$CI_COMMIT_BRANCH == "${branch}"`,
              ...(deployment.manual
                ? { when: 'manual', allow_failure: false }
                : {}),
            },
          ],
          environment: {
            name: deployment.environment,
            ...(deployment.url ? { url: deployment.url } : {}),
            deployment_tier: deployment.tier,
          },
          resource_group: deployment.environment,
        }
      : {}),
    ...(job.publication
      ? { rules: [{ if: `$CI_COMMIT_BRANCH == "${branch}"` }] }
      : {}),
    ...(needsIdentity(job)
      ? { id_tokens: { SIGSTORE_ID_TOKEN: { aud: 'sigstore' } } }
      : {}),
    ...variablesOf(job),
    ...cacheOf(job),
    ...(job.coverageLine ? { coverage: `/${job.coverageLine}/` } : {}),
    script: [
      ...(job.folder === '.' ? [] : [`cd ${shellQuote(job.folder)}`]),
      ...commandsOf(job),
    ],
    ...(job.artifacts
      ? {
          artifacts: {
            when: 'always',
            expire_in: `${job.artifacts.days} days`,
            paths: job.artifacts.paths,
            ...reportsOf(job.artifacts),
          },
        }
      : {}),
  };
}

function cacheOf({ cache }: DeliveryJob) {
  return cache
    ? {
        cache: {
          key: { files: [cache.lockFile], prefix: cache.name },
          paths: [cache.path],
          unprotect: new Commented(false, {
            behind: 'what other branches kept never reaches a protected one',
          }),
        },
      }
    : {};
}

function reportsOf({
  junit,
  cobertura,
  cyclonedx,
}: NonNullable<DeliveryJob['artifacts']>) {
  const reports = {
    ...(junit ? { junit } : {}),
    ...(cobertura
      ? { coverage_report: { coverage_format: 'cobertura', path: cobertura } }
      : {}),
    ...(cyclonedx ? { cyclonedx } : {}),
  };
  return Object.keys(reports).length > 0 ? { reports } : {};
}

/** GitLab refuses more; without needs, a job waits for all earlier stages. */
const MOST_NEEDS = 50;

function commentOf(job: DeliveryJob): string {
  return job.needs.length > MOST_NEEDS
    ? `${job.reason}\ndevops: allow GL-14 GitLab takes no more than ${MOST_NEEDS} needs, so it waits for the stages before it`
    : job.reason;
}

function needsOf(job: DeliveryJob) {
  return job.needs.length > MOST_NEEDS
    ? {}
    : {
        needs: job.needs.map(id => ({
          job: id,
          artifacts: job.filesOf.includes(id),
        })),
      };
}

/** The image of the daemon creates certificates where the client looks. */
const DOCKER_VARIABLES = {
  DOCKER_HOST: 'tcp://docker:2376',
  DOCKER_TLS_CERTDIR: '/certs',
  DOCKER_TLS_VERIFY: '1',
  DOCKER_CERT_PATH: '/certs/client',
};

function variablesOf(job: DeliveryJob) {
  const variables = {
    ...(job.image ? {} : DOCKER_VARIABLES),
    ...job.environment,
  };
  return Object.keys(variables).length > 0 ? { variables } : {};
}
