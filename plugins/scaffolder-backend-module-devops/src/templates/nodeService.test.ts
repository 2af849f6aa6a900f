import { checkGitlabPipeline } from '@backstage-devops/plugin-devops-generators';
import { parse, parseAllDocuments } from 'yaml';
import { dryRunTemplate, DryRunResult } from '../__testUtils__/dryRunTemplate';
import { nodeServiceValues } from '../__testUtils__/nodeServiceValues';

let result: DryRunResult;

beforeAll(async () => {
  result = await dryRunTemplate({
    name: 'node-service',
    values: nodeServiceValues,
  });
}, 120_000);

describe('template node-service', () => {
  const content = (path: string) => result.files.get(path)?.content ?? '';

  it('writes the service, its delivery and its objectives', () => {
    expect([...result.files.keys()]).toEqual(
      expect.arrayContaining([
        '.gitlab-ci.yml',
        'catalog-info.yaml',
        'ci/tools/package-lock.json',
        'deploy/deploy.sh',
        'docs/delivery-pipeline.md',
        'docs/index.md',
        'package-lock.json',
        'slo/availability.yaml',
        'slo/latency.yaml',
        'src/server.js',
      ]),
    );
    expect(result.files.get('deploy/deploy.sh')?.executable).toBe(true);
  });

  it('keeps hostile text as it is', () => {
    const [component] = parseAllDocuments(content('catalog-info.yaml'));
    expect(component.getIn(['metadata', 'description'])).toBe(
      nodeServiceValues.description,
    );
    expect(parse(content('package.json')).description).toBe(
      nodeServiceValues.description,
    );
    expect(parse(content('mkdocs.yml')).site_description).toBe(
      nodeServiceValues.description,
    );
  });

  it('describes the component and its environments for the catalog', () => {
    const [component, ...environments] = parseAllDocuments(
      content('catalog-info.yaml'),
    ).map(document => document.toJS());
    expect(component).toMatchObject({
      kind: 'Component',
      metadata: {
        name: 'orders',
        annotations: {
          'gitlab.com/project-slug': 'shop/orders',
          'gitlab.com/instance': 'localhost:7080',
          'backstage.io/techdocs-ref': 'dir:.',
          'backstage-devops.io/slo': 'slo/*.yaml',
          'backstage-devops.io/health-path': '/healthz',
        },
      },
      spec: { owner: 'group:default/shop', system: 'shop', type: 'service' },
    });
    expect(environments.map(entity => entity.metadata.name)).toEqual([
      'orders-development',
      'orders-staging',
      'orders-production',
    ]);
    expect(environments[2].metadata.links[0].url).toBe(
      'http://localhost:7081/production/orders/',
    );
  });

  it('keeps every rule and leaves nothing unrendered', () => {
    const broken = checkGitlabPipeline(content('.gitlab-ci.yml')).filter(
      rule => rule.status === 'failed',
    );
    expect(broken).toEqual([]);
    for (const [path, { content: text }] of result.files) {
      expect([path, text.includes('${{ values.')]).toEqual([path, false]);
    }
    expect(content('package-lock.json')).not.toMatch(/"resolved"/);
    expect(content('ci/tools/package-lock.json')).not.toMatch(/"resolved"/);
  });
});
