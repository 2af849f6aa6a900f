import { checkGitlabPipeline } from '@backstage-devops/plugin-devops-generators';
import { parseAllDocuments } from 'yaml';
import { dryRunTemplate, readTemplate } from '../__testUtils__/dryRunTemplate';

const CATALOG = `# Known since 2019
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ledger
spec:
  type: service
  lifecycle: production
  owner: group:default/accounting
`;

const PIPELINE = `# Made by hand
stages: [docs]
publish-docs:
  stage: docs   # every night
  script: [make docs]
`;

const values = {
  host: 'gitlab.example.com',
  protocol: 'https',
  group: 'accounting',
  repository: 'ledger',
  branch: 'main',
  name: 'ledger',
  lintScript: 'lint:all',
  testScript: 'test:unit',
  nodeVersion: '22',
  coverageThreshold: 55,
  environments: ['staging', 'production'],
  availabilityPercent: 99,
  environmentUrl: 'https://${environment}.example.com/${service}/',
};

describe('template add-delivery', () => {
  it('adds delivery and keeps what is there', async () => {
    const template = await readTemplate('add-delivery');
    const [fetchStep] = template.spec.steps;
    expect(fetchStep.action).toBe('fetch:plain');
    // The repository lies beside the template: a dry run has no network.
    fetchStep.input.url = './repository';

    const { files, steps } = await dryRunTemplate({
      name: 'add-delivery',
      values,
      template,
      extraFiles: {
        'repository/catalog-info.yaml': CATALOG,
        'repository/.gitlab-ci.yml': PIPELINE,
        'repository/deploy/deploy.sh': '#!/bin/sh\n# ours\n',
        'repository/src/index.js': 'export {};\n',
      },
    });
    const content = (path: string) => files.get(path)?.content ?? '';

    expect(steps.at(-1)?.action).toBe('publish:gitlab:merge-request');
    expect(content('src/index.js')).toBe('export {};\n');
    expect(content('deploy/deploy.sh')).toBe('#!/bin/sh\n# ours\n');
    expect(content('catalog-info.yaml').startsWith(CATALOG)).toBe(true);
    expect(content('.gitlab-ci.yml')).toContain('stage: docs   # every night');
    expect(content('slo/availability.yaml')).toContain('target: 0.99');

    const jobs = parseAllDocuments(content('.gitlab-ci.yml'))[0].toJS();
    expect(jobs.stages).toEqual([
      'docs',
      'prepare',
      'verify',
      'package',
      'deploy',
    ]);
    expect(jobs['lint-code'].script).toEqual(['npm run lint:all']);
    expect(jobs['deploy-production'].image).toMatch(/^node:22\./);
    // What fails is only what the hand-written part lacks.
    const problems = checkGitlabPipeline(content('.gitlab-ci.yml'))
      .filter(rule => rule.status === 'failed')
      .map(rule => rule.id);
    expect(problems).toEqual(['GL-01', 'GL-03', 'GL-05', 'GL-14']);
  }, 120_000);
});
