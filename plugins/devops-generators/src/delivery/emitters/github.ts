import { Commented, writeYaml } from '../../yaml/commented';
import { DeliveryJob, DeliveryPipeline } from '../model';
import { pinnedAction } from '../pins';
import {
  commandsOf,
  DeliveryEmitter,
  GENERATED,
  isForBranch,
  needsIdentity,
  scriptOf,
} from './types';

/** GitHub Actions. */
export const github: DeliveryEmitter = {
  emit: pipeline => [
    {
      path: '.github/workflows/delivery.yml',
      content: writeYaml([workflow(pipeline)], GENERATED),
    },
    {
      path: '.github/dependabot.yml',
      content: writeYaml([dependabot()], GENERATED),
    },
  ],
};

function workflow(pipeline: DeliveryPipeline) {
  const { branch, jobs } = pipeline;
  const checks = jobs.filter(job => !isForBranch(job));
  return {
    name: 'delivery',
    on: { push: { branches: [branch] }, pull_request: {} },
    permissions: new Commented(
      {},
      { above: 'Jobs get nothing but what they ask for.' },
    ),
    concurrency: {
      group: 'delivery-${{ github.event.pull_request.number || github.ref }}',
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
    defaults: { run: { shell: 'bash' } },
    jobs: {
      ...Object.fromEntries(
        jobs.map(job => [
          job.id,
          new Commented(toJob(job, pipeline), { above: job.reason }),
        ]),
      ),
      'ci-ok': new Commented(aggregate(checks), {
        above: 'The one check that branch protection has to require.',
      }),
    },
  };
}

function toJob(job: DeliveryJob, { branch }: DeliveryPipeline) {
  const { deployment, publication } = job;
  return {
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': job.timeoutMinutes,
    ...(job.needs.length > 0 ? { needs: job.needs } : {}),
    ...(isForBranch(job)
      ? {
          if: `github.event_name == 'push' && github.ref == 'refs/heads/${branch}'`,
        }
      : {}),
    ...(publication
      ? {
          environment: new Commented('registry', {
            behind: 'holds the secret for the registry',
          }),
        }
      : {}),
    ...(deployment
      ? {
          environment: {
            name: deployment.environment,
            ...(deployment.url ? { url: literal(deployment.url) } : {}),
          },
          concurrency: {
            group: `deploy-${deployment.environment}`,
            'cancel-in-progress': false,
          },
        }
      : {}),
    permissions: {
      contents: new Commented('read', { behind: 'to check the code out' }),
      ...(deployment
        ? {
            'id-token': new Commented('write', {
              behind: 'to enter the platform without a stored key',
            }),
          }
        : {}),
      ...(needsIdentity(job) || publication?.attested
        ? {
            'id-token': new Commented('write', {
              behind: 'to sign without a stored key',
            }),
          }
        : {}),
      ...(publication?.attested
        ? {
            attestations: new Commented('write', {
              behind: 'to say how the image was built',
            }),
          }
        : {}),
    },
    ...(job.image ? { container: { image: job.image } } : {}),
    ...(job.shell === 'sh' || job.folder !== '.'
      ? {
          defaults: {
            run: {
              shell: job.shell,
              ...(job.folder === '.'
                ? {}
                : { 'working-directory': literal(job.folder) }),
            },
          },
        }
      : {}),
    ...environmentOf(job),
    steps: stepsOf(job),
  };
}

function environmentOf(job: DeliveryJob) {
  const variables = {
    ...Object.fromEntries(
      Object.entries(job.environment).map(([name, value]) => [
        name,
        literal(value),
      ]),
    ),
    ...Object.fromEntries(
      job.secrets.map(name => [name, `\${{ secrets.${name} }}`]),
    ),
  };
  return Object.keys(variables).length > 0 ? { env: variables } : {};
}

function stepsOf(job: DeliveryJob) {
  return [
    ...(job.image
      ? []
      : [
          {
            uses: action('harden-runner'),
            with: { 'egress-policy': 'audit' },
          },
        ]),
    { uses: action('checkout'), with: { 'persist-credentials': false } },
    ...cacheOf(job),
    { name: job.id, run: literal(scriptOf(commandsOf(job))) },
    ...provenanceOf(job),
    ...(job.artifacts
      ? [
          {
            if: '${{ !cancelled() }}',
            uses: action('upload-artifact'),
            with: {
              name: job.id,
              path: literal(job.artifacts.paths.join('\n')),
              'retention-days': job.artifacts.days,
              'if-no-files-found': 'warn',
            },
          },
        ]
      : []),
  ];
}

/** GitHub never gives what a pull request has kept to other branches. */
function cacheOf({ cache }: DeliveryJob) {
  return cache
    ? [
        {
          uses: action('cache'),
          with: {
            path: cache.path,
            key: `${cache.name}-\${{ hashFiles('${cache.lockFile}') }}`,
            'restore-keys': `${cache.name}-`,
          },
        },
      ]
    : [];
}

/** What GitHub itself says, signed, about how an image was built. */
function provenanceOf({ publication }: DeliveryJob) {
  return publication?.attested
    ? [
        {
          id: 'published',
          name: 'digest',
          run: `sed 's/^.*@/digest=/' ${publication.digestFile} >> "$GITHUB_OUTPUT"`,
        },
        {
          uses: action('attest'),
          with: {
            'subject-name': publication.image,
            'subject-digest': '${{ steps.published.outputs.digest }}',
          },
        },
      ]
    : [];
}

/** Green when every check succeeded, so that a skipped one cannot slip by. */
function aggregate(checks: DeliveryJob[]) {
  return {
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': 5,
    if: '${{ always() }}',
    needs: checks.map(({ id }) => id),
    permissions: {},
    env: {
      FAILED:
        "${{ contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled') || contains(needs.*.result, 'skipped') }}",
    },
    steps: [
      {
        uses: action('harden-runner'),
        with: { 'egress-policy': 'audit' },
      },
      { name: 'ci-ok', run: 'test "$FAILED" = false' },
    ],
  };
}

function action(name: string): Commented {
  const pin = pinnedAction(name);
  return new Commented(`${pin.action}@${pin.sha}`, { behind: pin.version });
}

/** GitHub reads expressions in any text, so their beginning is one itself. */
function literal(text: string): string {
  return text.replace(/\$\{\{/g, "${{ '${{' }}");
}

function dependabot() {
  return {
    version: 2,
    updates: ['github-actions', 'docker'].map(ecosystem => ({
      'package-ecosystem': ecosystem,
      directory: '/',
      schedule: { interval: 'weekly' },
      cooldown: { 'default-days': 7 },
    })),
  };
}
