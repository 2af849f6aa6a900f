import fc from 'fast-check';
import { createFileTree } from '../../files';
import {
  checkPipelines,
  createDeliveryPipeline,
  DELIVERY_PROVIDERS,
  DeliveryProvider,
  emitDeliveryPipeline,
} from '..';

const PATHS: Record<DeliveryProvider, string> = {
  github: '.github/workflows/delivery.yml',
  gitlab: '.gitlab-ci.yml',
  azure: 'azure-pipelines.yml',
  circleci: '.circleci/config.yml',
  tekton: '.tekton/delivery.yaml',
  jenkins: 'Jenkinsfile',
};

const pipeline = createDeliveryPipeline(
  {
    components: [
      {
        path: 'api',
        language: 'go',
        version: '1.22',
        packageManager: 'go',
        commands: {
          install: 'go mod download',
          build: 'go build ./...',
          test: 'go test ./...',
          lint: 'golangci-lint run',
          coverage: null,
        },
        container: 'api/Dockerfile',
        deploy: [],
      },
    ],
  },
  {
    name: 'orders',
    environments: ['staging', 'production'],
    environmentUrl: 'https://${environment}.example.com',
    deploy: 'sh deploy.sh "$ENVIRONMENT"',
    secrets: ['DEPLOY_TOKEN'],
  },
);

async function check(
  provider: DeliveryProvider,
  text?: string,
  more: Array<{ path: string; content: string }> = [],
) {
  const files = emitDeliveryPipeline(pipeline, provider);
  const kept = files
    .slice(1)
    .filter(({ path }) => !more.some(other => other.path === path));
  const [result] = await checkPipelines(
    createFileTree([
      { path: PATHS[provider], content: text ?? files[0].content },
      ...kept,
      ...more,
    ]),
  );
  return result;
}

const generated = (provider: DeliveryProvider) =>
  emitDeliveryPipeline(pipeline, provider)[0].content;

const statusOf = async (provider: DeliveryProvider, id: string, text: string) =>
  (await check(provider, text)).rules.find(rule => rule.id === id)?.status;

/** A workflow around one job, for rules that generated ones do not need. */
const workflow = (job: string, top = 'on: push') =>
  `${top}\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n${job.replace(/^/gm, '    ')}\n`;
const run = (script: string) =>
  workflow(`steps:\n  - run: ${JSON.stringify(script)}`);

const mutations: Array<[DeliveryProvider, string, string | RegExp, string]> = [
  ['github', 'GHA-01', /@[0-9a-f]{40} # v[\d.]+/, '@v4'],
  ['github', 'GHA-01', / # v7\.0\.1/, ''],
  ['github', 'GHA-04', 'permissions: {}\n', 'permissions: write-all\n'],
  ['github', 'GHA-04', ' # to enter the platform without a stored key', ''],
  [
    'github',
    'GHA-05',
    '        with:\n          persist-credentials: false\n',
    '',
  ],
  ['github', 'GHA-06', /concurrency:\n {2}group: .*\n {2}cancel.*\n/, ''],
  ['github', 'GHA-07', /\n {4}timeout-minutes: 15/, ''],
  ['github', 'GHA-08', 'ubuntu-24.04', 'ubuntu-latest'],
  [
    'github',
    'GHA-09',
    'go build ./...',
    'echo ${{ github.event.pull_request.title }}',
  ],
  ['github', 'GHA-10', 'pull_request: {}', 'pull_request_target: {}'],
  [
    'github',
    'GHA-11',
    'go build ./...',
    'echo "x=${{ github.head_ref }}" >> "$GITHUB_ENV"',
  ],
  ['github', 'GHA-12', /environment:\n {6}name: staging\n.*\n/, ''],
  [
    'github',
    'GHA-13',
    'DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}',
    'AWS_SECRET_ACCESS_KEY: ${{ secrets.AWS_SECRET_ACCESS_KEY }}',
  ],
  ['github', 'GHA-16', 'go build ./...', 'npm install'],
  ['github', 'GHA-17', /@sha256:[0-9a-f]{64}/, ''],
  ['github', 'GHA-18', /- uses: step-security\/harden-runner.*\n.*\n.*\n/, ''],
  ['github', 'GHA-21', 'go build ./...', 'go build ./... || true'],
  ['github', 'GHA-21', /\n *retention-days: \d+/, ''],
  ['github', 'GHA-22', 'if: ${{ always() }}', 'if: success()'],
  ['github', 'GHA-22', 'pull_request: {}', 'pull_request: { paths: [src/**] }'],
  ['github', 'GHA-23', /environment:\n {6}name: staging\n.*\n/, ''],
  ['github', 'GHA-24', /actions\/checkout@/, 'actions/create-release@'],
  ['github', 'GHA-25', 'defaults:\n  run:\n    shell: bash\n', ''],
  [
    'github',
    'GHA-26',
    "if: github.event_name == 'push' && ",
    "if: github.actor == 'dependabot[bot]' && ",
  ],
  ['github', 'GHA-27', 'runs-on: ubuntu-24.04', 'runs-on: self-hosted'],
  ['github', 'GHA-28', 'timeout-minutes', 'timeoutMinutes'],
  [
    'gitlab',
    'GL-01',
    /\n *- if: \$CI_COMMIT_BRANCH && \$CI_OPEN_MERGE_REQUESTS\n.*/,
    '',
  ],
  ['gitlab', 'GL-02', 'stage: verify', 'stage: verify\n  only: [main]'],
  ['gitlab', 'GL-03', 'interruptible: true', 'interruptible: false'],
  [
    'gitlab',
    'GL-04',
    'stages:',
    'include:\n  - remote: https://example.com/a.yml\nstages:',
  ],
  ['gitlab', 'GL-05', /@sha256:[0-9a-f]{64}/, ''],
  ['gitlab', 'GL-06', 'go build ./...', 'npm install'],
  [
    'gitlab',
    'GL-07',
    'stages:',
    'variables:\n  A: { description: say }\nstages:',
  ],
  ['gitlab', 'GL-08', /\n {2}resource_group: .*/, ''],
  ['gitlab', 'GL-09', /\n {4}url: .*/, ''],
  ['gitlab', 'GL-10', 'name: staging', 'name: production'],
  [
    'gitlab',
    'GL-11',
    'ENVIRONMENT: staging',
    'AWS_SECRET_ACCESS_KEY: $AWS_SECRET_ACCESS_KEY',
  ],
  ['gitlab', 'GL-12', 'ENVIRONMENT: staging', 'DEPLOY_TOKEN: abc'],
  ['gitlab', 'GL-13', 'golangci-lint run', 'golangci-lint run || true'],
  ['gitlab', 'GL-14', /\n {2}timeout: .*/, ''],
  ['gitlab', 'GL-15', 'sast-scan:', 'sast:'],
  ['gitlab', 'GL-16', /\n {4}reports:\n {6}cyclonedx: .*/, ''],
  ['gitlab', 'GL-17', 'stage: verify', 'stage: checks'],
  ['azure', 'AZ-03', /\n *timeoutInMinutes: \d+/, ''],
  ['azure', 'AZ-04', /\n *environment: staging/, ''],
  [
    'azure',
    'AZ-05',
    'DEPLOY_TOKEN: $(DEPLOY_TOKEN)',
    'ARM_CLIENT_SECRET: $(ARM_CLIENT_SECRET)',
  ],
  ['azure', 'AZ-06', /\n *persistCredentials: false/, ''],
  ['azure', 'AZ-08', 'go build ./...', 'curl -H $(API_TOKEN) x'],
  ['azure', 'AZ-09', /^trigger:[\s\S]*?(?=^pr:)/m, ''],
  ['azure', 'AZ-10', /\n *lockBehavior: sequential/, ''],
  ['azure', 'AZ-11', /\n *condition: succeededOrFailed\(\)/, ''],
  ['circleci', 'CCI-01', 'version: 2.1', 'version: 2'],
  ['circleci', 'CCI-02', /\n *context: .*/, ''],
  ['circleci', 'CCI-03', /\n *no_output_timeout: .*/, ''],
  ['circleci', 'CCI-04', /@sha256:[0-9a-f]{64}/, ''],
  ['circleci', 'CCI-05', /docker:\n.*\n.*\n.*\n/, ''],
  ['tekton', 'TKN-01', 'tekton.dev/v1', 'tekton.dev/v1beta1'],
  ['tekton', 'TKN-02', /@sha256:[0-9a-f]{64}/, ''],
  ['tekton', 'TKN-05', '#!/bin/sh', ''],
  ['tekton', 'TKN-06', 'go build ./...', 'echo $(params.name)'],
  ['tekton', 'TKN-07', /\n *timeout: .*/, ''],
  ['tekton', 'TKN-09', /(taskRef:\n *name: )\S+/, '$1nothing'],
  ['tekton', 'TKN-09', /runAfter:\n( *)- \S+/, 'runAfter:\n$1- nothing'],
  ['jenkins', 'JEN-01', 'pipeline {', 'node {'],
  ['jenkins', 'JEN-02', 'agent none', 'agent any'],
  ['jenkins', 'JEN-03', 'timestamps()', ''],
  ['jenkins', 'JEN-04', 'checkout scm', "sh 'a'\nsh 'b'\nsh 'c'\nsh 'd'"],
  ['jenkins', 'JEN-05', 'checkout scm', 'sh "deploy ${params.TARGET}"'],
  ['jenkins', 'JEN-07', /\n *submitter .*/, ''],
  ['jenkins', 'JEN-08', /beforeAgent true/, ''],
  ['jenkins', 'JEN-09', /lock\(.*\)/, ''],
  ['jenkins', 'JEN-10', /cleanWs\(\)/g as RegExp, ''],
  ['jenkins', 'JEN-12', /\/\/ Plugins:.*\n/, ''],
];

const examples: Array<[DeliveryProvider, string, string, string]> = [
  [
    'github',
    'GHA-02',
    workflow('steps: []').replace(
      '  a:',
      '  s:\n    uses: slsa-framework/slsa-github-generator/.github/workflows/b.yml@main\n  a:',
    ),
    workflow('steps: []').replace(
      '  a:',
      '  s:\n    uses: slsa-framework/slsa-github-generator/.github/workflows/b.yml@v2.1.0\n  a:',
    ),
  ],
  [
    'github',
    'GHA-14',
    workflow(
      'env: { NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}" }\nsteps:\n  - run: npm publish',
    ),
    run('npm publish'),
  ],
  [
    'github',
    'GHA-15',
    workflow('steps:\n  - uses: actions/cache@v4', 'on: release'),
    workflow('steps:\n  - run: make', 'on: release'),
  ],
  [
    'github',
    'GHA-19',
    workflow(
      'steps: []',
      'on: { workflow_call: { inputs: { a: { required: true } } } }',
    ),
    workflow(
      'steps: []',
      'on: { workflow_call: { inputs: { a: { type: string } } } }',
    ),
  ],
  [
    'github',
    'GHA-20',
    workflow(
      'permissions: { id-token: write, attestations: write, contents: write }\nsteps:\n  - uses: actions/attest@v3',
    ),
    workflow(
      'permissions: { id-token: write, attestations: write, contents: read }\nsteps:\n  - uses: actions/attest@v3',
    ),
  ],
  [
    'azure',
    'AZ-01',
    'resources: { repositories: [{ repository: t, ref: refs/heads/main }] }',
    'resources: { repositories: [{ repository: t, ref: refs/tags/v1 }] }',
  ],
  [
    'azure',
    'AZ-02',
    'parameters: [{ name: a, type: string }]',
    'parameters: [{ name: a, type: string, values: [b] }]',
  ],
  [
    'tekton',
    'TKN-03',
    'kind: Task\nspec: { results: [{ name: APP_IMAGE_URL }] }',
    'kind: Task\nspec: { results: [{ name: APP_IMAGE_URL }, { name: APP_IMAGE_DIGEST }] }',
  ],
  [
    'tekton',
    'TKN-04',
    'kind: Pipeline\nspec: { tasks: [{ name: a, taskRef: { resolver: git, params: [{ name: revision, value: main }] } }] }',
    `kind: Pipeline\nspec: { tasks: [{ name: a, taskRef: { resolver: git, params: [{ name: revision, value: ${'a'.repeat(40)} }] } }] }`,
  ],
  [
    'tekton',
    'TKN-08',
    'kind: EventListener\nspec: { triggers: [] }',
    'kind: EventListener\nspec: { serviceAccountName: a, triggers: [{ interceptors: [{ params: [{ name: secretRef }] }] }] }',
  ],
  [
    'jenkins',
    'JEN-06',
    "@Library('a@main') _\npipeline { }",
    "@Library('a@v1.2.3') _\npipeline { }",
  ],
  [
    'jenkins',
    'JEN-11',
    "pipeline { }\n@NonCPS def a() { sh 'b' }",
    'pipeline { }\n@NonCPS def a() { return 1 }',
  ],
];

describe('checkPipelines', () => {
  it.each(DELIVERY_PROVIDERS)(
    'finds nothing wrong with what is generated for %s',
    async provider => {
      const { rules } = await check(provider);
      expect(rules.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(
        rules.filter(
          ({ status, reason }) => status === 'not-applicable' && !reason,
        ),
      ).toEqual([]);
    },
  );

  it.each(mutations)(
    '%s %s refuses a pipeline that is changed by %s',
    async (provider, id, from, to) => {
      const text = generated(provider);
      const changed = text.replace(from, to);
      expect(changed).not.toBe(text);
      const rule = (await check(provider, changed)).rules.find(
        candidate => candidate.id === id,
      );
      expect(rule).toMatchObject({
        status: 'failed',
        remedy: expect.any(String),
        audit: expect.any(String),
      });
      expect(rule?.problems[0].line).toBeLessThanOrEqual(
        changed.split('\n').length,
      );
    },
  );

  it.each(examples)('%s %s tells apart %s', async (provider, id, bad, good) => {
    expect(await statusOf(provider, id, bad)).toBe('failed');
    expect(await statusOf(provider, id, good)).toBe('passed');
  });

  it('GHA-03 wants a bot with a cooldown', async () => {
    const status = async (content: string) =>
      (
        await check('github', undefined, [
          { path: '.github/dependabot.yml', content },
        ])
      ).rules.find(({ id }) => id === 'GHA-03')?.status;
    expect(await status('')).toBe('failed');
    expect(
      await status('updates:\n  - package-ecosystem: github-actions\n'),
    ).toBe('failed');
    expect(
      await status(
        'updates:\n  - package-ecosystem: github-actions\n    cooldown: { default-days: 7 }\n',
      ),
    ).toBe('passed');
  });

  it('has a failing and a passing case for each rule but the one that no file can break', async () => {
    const tested = new Set([
      ...mutations.map(([, id]) => id),
      ...examples.map(([, id]) => id),
      'GHA-03',
    ]);
    const all = (
      await Promise.all(DELIVERY_PROVIDERS.map(provider => check(provider)))
    ).flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(all.filter(id => !tested.has(id))).toEqual(['AZ-07']);
  });

  it('names the line', async () => {
    const { rules } = await check(
      'github',
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n',
    );
    const lines = Object.fromEntries(
      rules.map(({ id, problems }) => [id, problems[0]?.line]),
    );
    expect(lines).toMatchObject({ 'GHA-01': 6, 'GHA-05': 6, 'GHA-08': 4 });
  });

  it('accepts a reason for an exception, and shows it', async () => {
    const { rules } = await check(
      'github',
      `# devops: allow GHA-08 the image is rebuilt weekly\n${generated('github').replaceAll('ubuntu-24.04', 'ubuntu-latest')}`,
    );
    expect(rules.find(({ id }) => id === 'GHA-08')).toMatchObject({
      status: 'waived',
      reason: 'the image is rebuilt weekly',
    });
  });

  it('survives whatever is in the files', async () => {
    const content = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom(
        'a: [',
        'on: {push: [1]}\njobs: [1]',
        'jobs: {a: 1, b: null, c: []}',
        'pipeline { {{{',
        "sh '''",
        'a: &a [*a]',
        'stages: 1\nx: {script: {}}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DELIVERY_PROVIDERS),
        content,
        async (provider, text) => {
          expect((await check(provider, text)).rules).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
