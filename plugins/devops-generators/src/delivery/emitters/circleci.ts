import { Commented, writeYaml } from '../../yaml/commented';
import { DeliveryJob, DeliveryPipeline } from '../model';
import {
  commandsOf,
  DeliveryEmitter,
  GENERATED,
  isForBranch,
  needsIdentity,
  scriptOf,
} from './types';

/** CircleCI. */
export const circleci: DeliveryEmitter = {
  emit: pipeline => [
    {
      path: '.circleci/config.yml',
      content: writeYaml([toConfig(pipeline)], GENERATED),
    },
  ],
};

function toConfig({ jobs, branch }: DeliveryPipeline) {
  return {
    version: 2.1,
    jobs: Object.fromEntries(
      jobs.map(job => [
        job.id,
        new Commented(toJob(job, branch), { above: job.reason }),
      ]),
    ),
    workflows: {
      delivery: { jobs: jobs.flatMap(job => toSteps(job, jobs, branch)) },
    },
  };
}

function toJob(job: DeliveryJob, branch: string) {
  const { restore, save } = cacheOf(job, branch);
  return {
    ...(job.image
      ? { docker: [{ image: job.image, entrypoint: ['/bin/sh'] }] }
      : { machine: { image: 'ubuntu-2404:2025.09.1' } }),
    resource_class: 'medium',
    ...(Object.keys(job.environment).length > 0
      ? { environment: mapValues(job.environment, literal) }
      : {}),
    ...(job.image
      ? {
          shell: `/bin/${job.shell} -eo pipefail`.replace(
            '/bin/sh -eo pipefail',
            '/bin/sh -e',
          ),
        }
      : {}),
    steps: [
      'checkout',
      ...restore,
      ...identityOf(job),
      {
        run: {
          name: job.id,
          command: literal(scriptOf(commandsOf(job))),
          no_output_timeout: `${job.timeoutMinutes}m`,
          ...(job.folder === '.'
            ? {}
            : { working_directory: literal(job.folder) }),
        },
      },
      ...save,
      ...(job.artifacts
        ? job.artifacts.paths.map(path => ({
            store_artifacts: { path: literal(path) },
          }))
        : []),
      ...(job.artifacts?.junit
        ? [{ store_test_results: { path: literal(job.artifacts.junit) } }]
        : []),
    ],
  };
}

/**
 * Caches belong to the project, so their keys keep branches apart: a branch
 * reads its own and that of the branch that is deployed, and writes its own.
 */
function cacheOf({ cache }: DeliveryJob, branch: string) {
  if (!cache) {
    return { restore: [], save: [] };
  }
  const own = `${cache.name}-{{ .Branch }}-`;
  const key = `${own}{{ checksum "${cache.lockFile}" }}`;
  return {
    restore: [
      { restore_cache: { keys: [key, own, `${cache.name}-${branch}-`] } },
    ],
    save: [{ save_cache: { key, paths: [cache.path] } }],
  };
}

/** A token for Sigstore, which takes those of CircleCI for it only. */
function identityOf(job: DeliveryJob) {
  return needsIdentity(job)
    ? [
        {
          run: {
            name: 'identity',
            command: `echo "export SIGSTORE_ID_TOKEN=$(circleci run oidc get --claims '{"aud":"sigstore"}')" >> "$BASH_ENV"`,
            no_output_timeout: '5m',
          },
        },
      ]
    : [];
}

/** A job in the workflow, with the approval that it waits for. */
function toSteps(job: DeliveryJob, jobs: DeliveryJob[], branch: string) {
  const { deployment, publication, id } = job;
  const filters = isForBranch(job)
    ? { filters: { branches: { only: branch } } }
    : {};
  const approval = `approve-${id}`;
  const requires = job.needs.filter(need =>
    jobs.some(other => other.id === need),
  );
  const waits = deployment?.manual === true;
  const own = waits ? [approval] : requires;
  return [
    ...(waits
      ? [
          {
            [approval]: {
              type: 'approval',
              ...(requires.length > 0 ? { requires } : {}),
              ...filters,
            },
          },
        ]
      : []),
    {
      [id]: {
        ...(own.length > 0 ? { requires: own } : {}),
        ...(deployment
          ? {
              context: deployment.environment,
              'serial-group': `deploy-${deployment.environment}`,
            }
          : {}),
        ...(publication ? { context: 'registry' } : {}),
        ...filters,
      },
    },
  ].map(step => {
    const [[name, settings]] = Object.entries(step);
    return Object.keys(settings).length === 0 ? name : step;
  });
}

/** The beginning of a parameter is taken literally behind a backslash. */
function literal(text: string): string {
  return text.replace(/<</g, '\\<<');
}

function mapValues(
  values: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, change(value)]),
  );
}
