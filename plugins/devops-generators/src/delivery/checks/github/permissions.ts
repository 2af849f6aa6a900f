import { asList, asMapping, asText } from '../../../values';
import { CheckRule, Problem } from '../rule';
import { isAction, WorkflowView } from './view';

const CLOUD_KEYS =
  /\b(?:AWS_SECRET_ACCESS_KEY|AWS_ACCESS_KEY_ID|AZURE_CLIENT_SECRET|AZURE_CREDENTIALS|ARM_CLIENT_SECRET|GOOGLE_CREDENTIALS|GCP_SA_KEY|GCP_CREDENTIALS)\b/;
const STATIC_INPUTS = [
  'aws-access-key-id',
  'aws-secret-access-key',
  'credentials_json',
  'creds',
];
const PUBLISHERS: Array<{ pattern: RegExp; token: RegExp }> = [
  {
    pattern: /\b(?:npm|pnpm|yarn npm) publish\b/,
    token: /NPM_TOKEN|NODE_AUTH_TOKEN/,
  },
  {
    pattern: /\btwine upload\b|\b(?:poetry|uv) publish\b/,
    token: /PYPI|TWINE_PASSWORD|UV_PUBLISH_TOKEN/,
  },
  { pattern: /\bgem push\b/, token: /RUBYGEMS|GEM_HOST_API_KEY/ },
  { pattern: /\bcargo publish\b/, token: /CARGO_REGISTRY_TOKEN/ },
];

export const permissionRules: CheckRule<WorkflowView>[] = [
  {
    id: 'GHA-04',
    title: 'The token may read at most; a job that writes says why',
    remedy:
      "Set permissions: {} at the top, and in each job what it needs, with a comment behind each 'write'",
    audit:
      'zizmor excessive-permissions, undocumented-permissions; OpenSSF Scorecard Token-Permissions',
    check: view => {
      const top = view.root.permissions;
      const problems: Problem[] = [];
      if (top === undefined) {
        const open = view.jobs.filter(job => job.own.permissions === undefined);
        problems.push(
          ...(open.length > 0
            ? [
                {
                  at: [],
                  message:
                    'permissions are not set, so the token may do what the repository allows',
                },
              ]
            : []),
        );
      } else if (
        top === 'write-all' ||
        Object.values(asMapping(top)).includes('write')
      ) {
        problems.push({ at: ['permissions'], message: 'every job may write' });
      } else if (top === 'read-all') {
        problems.push({
          at: ['permissions'],
          message: 'every job may read everything',
        });
      }
      for (const job of view.jobs) {
        if (job.own.permissions === 'write-all') {
          problems.push({
            at: [...job.at, 'permissions'],
            message: `${job.id} may write everything`,
          });
        }
        for (const [scope, access] of Object.entries(
          asMapping(job.own.permissions),
        )) {
          const at = [...job.at, 'permissions', scope];
          if (access === 'write' && view.commentAt(at) === '') {
            problems.push({
              at,
              message: `${job.id} may write ${scope} and does not say why`,
            });
          }
        }
      }
      return problems;
    },
  },
  {
    id: 'GHA-05',
    title: 'Checkouts leave no credentials on the disk',
    remedy:
      'Add with: persist-credentials: false, and true only where the job pushes',
    audit: 'zizmor artipacked',
    check: view =>
      view.steps
        .filter(
          ({ uses, with: inputs }) =>
            isAction(uses, 'actions/checkout') &&
            !['true', 'false'].includes(String(inputs['persist-credentials'])),
        )
        .map(({ at }) => ({
          at,
          message: 'the token stays in .git/config for every later step',
        })),
  },
  {
    id: 'GHA-12',
    title:
      'Jobs receive single secrets by name, and only where an environment protects them',
    remedy: 'Name each secret; give jobs that use secrets an environment',
    audit:
      'zizmor secrets-inherit, overprovisioned-secrets, secrets-outside-env',
    check: view => [
      ...view.jobs
        .filter(job => job.own.secrets === 'inherit')
        .map(job => ({
          at: [...job.at, 'secrets'],
          message: `${job.id} hands every secret on`,
        })),
      ...(/toJSON\(\s*secrets\s*\)|\$\{\{\s*secrets\s*\}\}/i.test(
        view.file.text,
      )
        ? [
            {
              at: [],
              message:
                'every secret becomes one value, which the log does not mask',
            },
          ]
        : []),
      ...view.jobs
        .filter(job => !job.calls && job.environment === undefined)
        .filter(job =>
          /\$\{\{[^}]*\bsecrets\.(?!GITHUB_TOKEN\b)[A-Za-z_]/.test(
            JSON.stringify(job.own),
          ),
        )
        .map(job => ({
          at: job.at,
          message: `${job.id} uses secrets and has no environment`,
        })),
    ],
  },
  {
    id: 'GHA-13',
    title:
      'Clouds are entered with identity tokens, which only the jobs that need them receive',
    remedy:
      'Let the cloud trust the OpenID Connect tokens of GitHub, and set id-token: write on the job',
    audit: 'GitHub secure-use reference, OpenID Connect',
    check: view => [
      ...(asMapping(view.root.permissions)['id-token'] === 'write'
        ? [
            {
              at: ['permissions', 'id-token'],
              message: 'every job may ask for identity tokens',
            },
          ]
        : []),
      ...view.jobs
        .filter(
          job =>
            CLOUD_KEYS.test(JSON.stringify(job.own)) ||
            job.steps.some(step =>
              STATIC_INPUTS.some(input => step.with[input] !== undefined),
            ),
        )
        .map(job => ({
          at: job.at,
          message: `${job.id} uses a key that stays valid until somebody revokes it`,
        })),
    ],
  },
  {
    id: 'GHA-14',
    title: 'Packages are published without a stored token',
    remedy: 'Set up trusted publishing in the registry and drop the token',
    audit: 'zizmor use-trusted-publishing',
    check: view => {
      const publishing = view.jobs.filter(job =>
        job.steps.some(({ run }) =>
          PUBLISHERS.some(({ pattern }) => pattern.test(run ?? '')),
        ),
      );
      return publishing.length === 0
        ? { notApplicable: 'the workflow publishes no package' }
        : publishing
            .filter(job =>
              PUBLISHERS.some(({ token }) =>
                token.test(JSON.stringify([job.own, view.root.env])),
              ),
            )
            .map(job => ({
              at: job.at,
              message: `${job.id} publishes with a token`,
            }));
    },
  },
  {
    id: 'GHA-20',
    title: 'The job that attests may do that and nothing else',
    remedy:
      'Set id-token: write, attestations: write, contents: read (and packages: write for images), and name the subject by digest',
    audit: 'GitHub artifact attestations',
    check: view => {
      const attesting = view.jobs.filter(job =>
        job.steps.some(({ uses }) => /^actions\/attest/.test(uses ?? '')),
      );
      const allowed: Record<string, string> = {
        'id-token': 'write',
        attestations: 'write',
        contents: 'read',
        packages: 'write',
      };
      return attesting.length === 0
        ? { notApplicable: 'the workflow attests nothing itself' }
        : attesting.flatMap(job => {
            const own = asMapping(job.own.permissions);
            const missing = ['id-token', 'attestations'].filter(
              scope => own[scope] !== 'write',
            );
            const more = Object.entries(own)
              .filter(
                ([scope, access]) =>
                  allowed[scope] !== access && access !== 'read',
              )
              .map(([scope]) => scope);
            return [
              ...missing.map(scope => `${job.id} may not write ${scope}`),
              ...more.map(scope => `${job.id} may write ${scope} as well`),
            ].map(message => ({ at: [...job.at, 'permissions'], message }));
          });
    },
  },
  {
    id: 'GHA-27',
    title: 'Changes from outside never run on machines of our own',
    remedy: 'Use hosted runners for pull requests',
    audit: 'zizmor self-hosted-runner',
    check: view =>
      ['pull_request', 'pull_request_target'].some(name =>
        view.triggers.has(name),
      )
        ? view.jobs
            .filter(({ labels }) => labels.includes('self-hosted'))
            .map(job => ({
              at: [...job.at, 'runs-on'],
              message: `${job.id} runs pull requests on a machine of its own`,
            }))
        : { notApplicable: 'the workflow does not run for pull requests' },
  },
  {
    id: 'GHA-19',
    title: 'A workflow that others call has typed inputs and names its secrets',
    remedy: 'Give each input of workflow_call a type, and list the secrets',
    audit: 'GitHub reusable workflows; SLSA build level 3',
    check: view => {
      const call = view.triggers.get('workflow_call');
      if (call === undefined) {
        return { notApplicable: 'no other workflow calls this one' };
      }
      const secrets = Object.keys(asMapping(call.secrets));
      const used = [...view.file.text.matchAll(/secrets\.([A-Za-z_]\w*)/g)]
        .map(([, name]) => name)
        .filter(name => name !== 'GITHUB_TOKEN');
      return [
        ...Object.entries(asMapping(call.inputs))
          .filter(([, input]) => asText(asMapping(input).type) === undefined)
          .map(([name]) => ({
            at: ['on', 'workflow_call', 'inputs', name],
            message: `input ${name} has no type`,
          })),
        ...asList([...new Set(used)])
          .filter(name => !secrets.includes(String(name)))
          .map(name => ({
            at: ['on', 'workflow_call'],
            message: `secret ${name} is used and not listed`,
          })),
      ];
    },
  },
];
