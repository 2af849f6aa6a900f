import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { createFileTree, GeneratedFile } from '../files';
import { createPipeline } from '../pipeline';
import { serviceSpec } from '../pipeline/__testUtils__/specs';
import { createEnvironments, EnvironmentsSpec } from './createEnvironments';

const CATALOG = 'catalog-info.yaml';
const PIPELINE = '.gitlab-ci.yml';

const component = `# The shop's orders
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
    name: orders   # stable since 2019
spec:
    type: service
    owner: 'group:default/shop'
`;

const spec: EnvironmentsSpec = {
  service: 'orders',
  environments: [{ name: 'staging' }, { name: 'production' }],
  environmentUrl: 'https://${environment}.example.com/${service}/',
};

/** The tree after the files of a result were written. */
function apply(tree: GeneratedFile[], files: GeneratedFile[]): GeneratedFile[] {
  const paths = new Set(files.map(file => file.path));
  return [...tree.filter(file => !paths.has(file.path)), ...files];
}

const textOf = (tree: GeneratedFile[], path: string) =>
  tree.find(file => file.path === path)?.content ?? '';

jest.setTimeout(60_000);

describe('createEnvironments', () => {
  it('adds resources behind the component and keeps its bytes', async () => {
    const { files } = await createEnvironments(
      spec,
      createFileTree([{ path: CATALOG, content: component }]),
    );
    expect(files.map(file => file.path)).toEqual([CATALOG]);
    expect(files[0].content.startsWith(component)).toBe(true);
    const entities = parseAllDocuments(files[0].content).map(d => d.toJS());
    expect(entities[1]).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'orders-staging',
        description: 'orders in staging',
        labels: {
          'backstage-devops.io/environment': 'staging',
          'backstage-devops.io/environment-tier': 'staging',
        },
        annotations: {
          'backstage-devops.io/environment': 'staging',
          'backstage-devops.io/environment-tier': 'staging',
        },
        links: [
          { url: 'https://staging.example.com/orders/', title: 'staging' },
        ],
      },
      spec: {
        type: 'environment',
        owner: 'group:default/shop',
        dependencyOf: ['component:default/orders'],
      },
    });
    expect(entities).toHaveLength(3);
  });

  it('adds a deployment to a pipeline and keeps its bytes', async () => {
    const pipeline = await createPipeline({
      ...serviceSpec,
      environments: [{ name: 'staging' }],
    });
    const tree = apply([{ path: CATALOG, content: component }], pipeline.files);
    const result = await createEnvironments(spec, createFileTree(tree));

    const before = textOf(tree, PIPELINE);
    const after = textOf(result.files, PIPELINE);
    expect(after.startsWith(before)).toBe(true);
    expect(result.kept).toEqual(['deploy-staging']);
    expect(
      parseAllDocuments(after)[1].toJS()['deploy-production'].needs[1].job,
    ).toBe('deploy-staging');
    expect(result.rules.filter(rule => rule.status === 'failed')).toEqual([]);
  });

  it('lets a new production ask the portal where the pipeline does', async () => {
    const { files } = await createPipeline({
      ...serviceSpec,
      environments: [{ name: 'staging' }],
      errorBudgetGate: 'component:shop/orders',
    });
    const tree = apply([{ path: CATALOG, content: component }], files);
    const result = await createEnvironments(
      { ...spec, namespace: 'shop' },
      createFileTree(tree),
    );
    expect(
      parseAllDocuments(textOf(result.files, PIPELINE))[1].toJS()[
        'deploy-production'
      ].script[0],
    ).toBe(
      'node ci/tools/check-error-budget.mjs component:shop/orders production',
    );
  });

  it('changes nothing when it runs twice, whatever the environments', async () => {
    const names = fc.uniqueArray(
      fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/),
      { minLength: 1, maxLength: 5 },
    );
    const comment = fc.stringMatching(/^# [a-z: '"{}]{0,30}$/);
    await fc.assert(
      fc.asyncProperty(
        names,
        names,
        comment,
        fc.boolean(),
        async (first, second, note, flow) => {
          const { files } = await createPipeline({
            ...serviceSpec,
            environments: first.map(name => ({ name })),
          });
          const start = apply(
            [{ path: CATALOG, content: `${note}\n${component}${note}\n` }],
            files.map(file =>
              file.path === PIPELINE
                ? {
                    path: PIPELINE,
                    content: `${file.content.replace(
                      /stages:\n(?: {2}- \w+\n)+/,
                      list =>
                        flow
                          ? `stages: [prepare, verify, package] ${note}\n`
                          : list,
                    )}${note}\n`,
                  }
                : file,
            ),
          );
          const add = async (tree: GeneratedFile[]) =>
            createEnvironments(
              { ...spec, environments: second.map(name => ({ name })) },
              createFileTree(tree),
            );

          const once = await add(start);
          const tree = apply(start, once.files);
          const twice = await add(tree);

          expect(twice.files).toEqual([]);
          for (const path of [CATALOG, PIPELINE]) {
            const kept = textOf(tree, path).split('\n');
            for (const line of textOf(start, path).split('\n')) {
              expect(kept).toContain(
                line.replace(
                  'package]',
                  flow && once.files.some(f => f.path === PIPELINE)
                    ? 'package, deploy]'
                    : 'package]',
                ),
              );
            }
          }
          const jobs = Object.keys(
            parseAllDocuments(textOf(tree, PIPELINE))[1].toJS(),
          );
          for (const name of [...first, ...second]) {
            expect(jobs.filter(job => job === `deploy-${name}`)).toHaveLength(
              1,
            );
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps a block of stages and puts its own behind them', async () => {
    const pipeline = `stages:
    - build   # first
    - test
build-package:
    stage: build
    script: [make]
notes:
    stage: test
    script:
        - |+
            keep the empty lines


`;
    const tree = [
      { path: CATALOG, content: component },
      { path: PIPELINE, content: pipeline },
    ];
    const { files } = await createEnvironments(spec, createFileTree(tree));
    const parsed = parseAllDocuments(textOf(files, PIPELINE))[0].toJS();
    expect(parsed.stages).toEqual(['build', 'test', 'deploy']);
    expect(parsed.notes.script).toEqual(['keep the empty lines\n\n\n']);
    expect(textOf(files, PIPELINE)).toContain('# first');
    expect(parsed['deploy-staging'].image).toMatch(/@sha256:/);
  });

  it('takes the owner from its input when there is no component', async () => {
    const { files } = await createEnvironments({
      ...spec,
      owner: "team 'a': #1\n",
    });
    expect(
      parseAllDocuments(files[0].content)[0].getIn(['spec', 'owner']),
    ).toBe("team 'a': #1\n");
  });

  it.each<[string, Partial<EnvironmentsSpec>, GeneratedFile[]]>([
    ['owner is missing', {}, []],
    ['names no environment', { environments: [] }, []],
    [
      'longer than the 63 characters',
      { environments: [{ name: 'a'.repeat(60) }], owner: 'a' },
      [],
    ],
    [
      "packageJob 'build-package' is not a job",
      { owner: 'a' },
      [{ path: PIPELINE, content: 'test:\n  script: [make]\n' }],
    ],
    [
      "already has a resource 'orders-staging' of type 'database'",
      {},
      [
        {
          path: CATALOG,
          content: `${component}---\nkind: Resource\nmetadata: {name: orders-staging}\nspec: {type: database}\n`,
        },
      ],
    ],
  ])('says that %s', async (message, change, tree) => {
    await expect(
      createEnvironments({ ...spec, ...change }, createFileTree(tree)),
    ).rejects.toThrow(message);
  });
});
