import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { createFileTree } from '../files';
import { createPipeline } from './createPipeline';
import { serviceSpec } from './__testUtils__/specs';

const PIPELINE = '.gitlab-ci.yml';

async function generate(spec = serviceSpec, existing?: string) {
  const result = await createPipeline(
    spec,
    createFileTree(
      existing === undefined ? [] : [{ path: PIPELINE, content: existing }],
    ),
  );
  const content = (path: string) =>
    result.files.find(file => file.path === path)?.content ?? '';
  return { ...result, content, pipeline: content(PIPELINE) };
}

jest.setTimeout(60_000);

describe('createPipeline', () => {
  it('gives the same bytes for the same specification', async () => {
    expect(await createPipeline(serviceSpec)).toEqual(
      await createPipeline(structuredClone(serviceSpec)),
    );
  });

  it('deploys in the order of the tiers, production by hand', async () => {
    const { pipeline } = await generate({
      ...serviceSpec,
      environments: [
        { name: 'production' },
        { name: 'development' },
        { name: 'qa', tier: 'testing' },
      ],
    });
    const jobs = parseAllDocuments(pipeline)[1].toJS();
    expect(jobs['deploy-development'].needs).toEqual([
      { job: 'build-package' },
    ]);
    expect(jobs['deploy-qa'].needs[1].job).toBe('deploy-development');
    expect(jobs['deploy-production'].needs[1].job).toBe('deploy-qa');
    expect(jobs['deploy-production'].rules[0].when).toBe('manual');
    expect(jobs['deploy-qa'].rules[0].when).toBeUndefined();
    expect(jobs['deploy-qa'].environment).toEqual({
      name: 'qa',
      url: 'https://qa.example.com/orders/',
      deployment_tier: 'testing',
    });
  });

  it('asks about error budgets before production only, and when wanted', async () => {
    const script = 'ci/tools/check-error-budget.mjs';
    const { pipeline, content } = await generate({
      ...serviceSpec,
      errorBudgetGate: 'component:shop/orders',
    });
    const jobs = parseAllDocuments(pipeline)[1].toJS();
    expect(jobs['deploy-production'].script).toEqual([
      `node ${script} component:shop/orders production`,
      'sh deploy/deploy.sh production',
    ]);
    expect(jobs['deploy-staging'].script).toEqual([
      'sh deploy/deploy.sh staging',
    ]);
    expect(content(script)).toContain('/api/devops/gate');
    expect(content('docs/delivery-pipeline.md')).toContain('## Error budgets');

    const without = await generate();
    expect(without.files.map(({ path }) => path)).not.toContain(script);
    expect(without.pipeline).not.toContain(script);
    await expect(
      generate({ ...serviceSpec, errorBudgetGate: 'orders; rm -rf /' }),
    ).rejects.toThrow(/errorBudgetGate: must be the full name of an entity/);
  });

  it('reports a waived gate instead of hiding it', async () => {
    const { gateReport, content } = await generate({
      ...serviceSpec,
      skipGates: ['dependency-audit'],
    });
    expect(gateReport.gates).toContainEqual({
      id: 'dependency-audit',
      job: 'dependency-audit',
      status: 'waived',
    });
    expect(gateReport.rules.find(rule => rule.id === 'GL-13')).toMatchObject({
      status: 'failed',
      problems: ['the gate dependency-audit is missing'],
    });
    expect(content('docs/delivery-pipeline.md')).toContain(
      'Waived when the pipeline was made: dependency-audit.',
    );
  });

  it('installs the tools only for jobs that use them', async () => {
    const { pipeline } = await generate({
      ...serviceSpec,
      skipGates: ['unit-tests', 'secret-scan'],
    });
    const jobs = parseAllDocuments(pipeline)[1].toJS();
    expect(jobs['install-tools']).toBeUndefined();
    expect(jobs['lint-code'].needs).toEqual([{ job: 'install-dependencies' }]);
  });

  it('passes the threshold to the coverage tool', async () => {
    const { content } = await generate({
      ...serviceSpec,
      coverageThreshold: 91.5,
    });
    expect(parse(content('ci/tools/coverage.json'))).toMatchObject({
      'check-coverage': true,
      lines: 91.5,
    });
  });

  it('leaves the deployment scripts of a team alone', async () => {
    const { files } = await createPipeline(
      serviceSpec,
      createFileTree([{ path: 'deploy/deploy.sh', content: 'mine' }]),
    );
    expect(files.map(file => file.path)).not.toContain('deploy/deploy.sh');
  });

  describe('in a repository that has a pipeline', () => {
    const existing = `# Our pipeline, since 2019
include:
    - local: ci/extra.yml   # odd indentation stays
stages: [compile, test]

.base: &base
    tags: ["linux"]

compile:
    <<: *base
    stage: compile
    script: ['make']       # do not touch

lint-code:
    stage: test
    script:
        - !reference [.base, script]
        - make lint
`;

    it('adds what is missing and keeps every other byte', async () => {
      const { pipeline, kept } = await generate(serviceSpec, existing);
      expect(kept).toEqual(['lint-code']);
      expect(
        pipeline
          .replace(
            '[compile, test, prepare, verify, package, deploy]',
            '[compile, test]',
          )
          .startsWith(existing),
      ).toBe(true);
      const jobs = parseAllDocuments(pipeline)[0].toJS({ maxAliasCount: 10 });
      expect(jobs.stages).toEqual([
        'compile',
        'test',
        'prepare',
        'verify',
        'package',
        'deploy',
      ]);
      // Jobs of others run as before: nothing is said for all jobs.
      expect(jobs.default).toBeUndefined();
      expect(jobs['unit-tests'].image).toMatch(/@sha256:/);
      expect(jobs['deploy-staging'].interruptible).toBe(false);
    });

    it('changes nothing when it runs again', async () => {
      const { pipeline } = await generate(serviceSpec, existing);
      expect((await generate(serviceSpec, pipeline)).pipeline).toBe(pipeline);
    });

    it('judges the whole file, also what it did not write', async () => {
      const { gateReport } = await generate(serviceSpec, existing);
      expect(
        gateReport.rules.find(rule => rule.id === 'GL-05')?.problems,
      ).toContain('compile runs in whatever image the runner has');
    });

    it('names the file when it is no YAML', async () => {
      await expect(generate(serviceSpec, 'a: [')).rejects.toThrow(
        '.gitlab-ci.yml is not valid YAML',
      );
    });
  });

  describe('refuses', () => {
    it.each<[string, object]>([
      ['service', { service: 'Orders; rm -rf /' }],
      ['coverageThreshold', { coverageThreshold: 101 }],
      ['stack.nodeVersion', { stack: { language: 'node', nodeVersion: '18' } }],
      [
        'stack.scripts.test',
        { stack: { language: 'node', scripts: { test: 'test && curl x' } } },
      ],
      ['environments.0.name', { environments: [{ name: '$(id)' }] }],
      ['environments.1.name', { environments: [{ name: 'a' }, { name: 'a' }] }],
      ['environmentUrl', { environmentUrl: undefined }],
      ['environmentUrl', { environmentUrl: 'ftp://${environment}/' }],
      ['environmentUrl', { environmentUrl: 'https://a:b@${environment}.x/' }],
      ['environmentUrl', { environmentUrl: 'https://x/$CI_JOB_TOKEN' }],
      ['includes.0', { includes: [{ component: 'gitlab.com/a/b@main' }] }],
      ['identityAudience', { identityAudience: 'vault' }],
    ])('a wrong %s by its name', async (field, change) => {
      const spec = { ...serviceSpec, ...change };
      await expect(createPipeline(spec)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(field),
      });
    });
  });

  it('never lets text become structure or a command', async () => {
    const hostile = fc.oneof(
      { arbitrary: fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), weight: 6 },
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '"',
        "'\n",
        '${{ secrets.X }}',
        '$(touch x)',
        '`id`',
        'a: b',
        '- a',
        '&a',
        '*a',
        '!tag',
        '# c',
        'a\n---\nb',
        '$[[ inputs.x ]]',
        '__proto__',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (a, b, c) => {
        const outcome = await createPipeline({
          ...serviceSpec,
          service: a,
          environments: [{ name: b }],
          stack: { language: 'node', scripts: { test: c } },
        }).catch(error => error);
        const isRefused = !('files' in outcome);
        expect(isRefused ? outcome.name : 'accepted').toBe(
          isRefused ? 'InputError' : 'accepted',
        );
        fc.pre(!isRefused);
        const jobs = parseAllDocuments(outcome.files[0].content)[1].toJS();
        expect(jobs[`deploy-${b}`].script).toEqual([
          `sh deploy/deploy.sh ${b}`,
        ]);
        expect(jobs['unit-tests'].script[1].endsWith(`npm run ${c}`)).toBe(
          true,
        );
        for (const name of [a, b, c]) {
          expect(name).toMatch(/^[A-Za-z0-9:_.-]+$/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
