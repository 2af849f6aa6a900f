import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { frozen } from '../../__testUtils__/frozen';
import { createPipelineCreateAction } from '../pipelineCreate/action';
import { createEnvironmentCreateAction } from './action';

const CATALOG = `kind: Component
metadata:
  name: orders # ours
spec:
  owner: group:default/shop
`;

describe('devops:environment:create', () => {
  const workspace = createMockDirectory();
  const action = createEnvironmentCreateAction();
  const output = jest.fn();
  const run = (input: object) =>
    action.handler({
      ...createMockActionContext({ workspacePath: workspace.path }),
      input: frozen({
        service: 'orders',
        environments: ['staging'],
        environmentUrl: 'https://${environment}.example.com/',
        ...input,
      }),
      output,
    });

  beforeEach(() => {
    workspace.setContent({ 'catalog-info.yaml': CATALOG });
    output.mockClear();
  });

  it('adds entities and deployment jobs once', async () => {
    await createPipelineCreateAction().handler({
      ...createMockActionContext({ workspacePath: workspace.path }),
      input: { service: 'orders' },
    });

    await run({ environments: ['staging', 'production'] });
    const once = workspace.content();
    expect(once).toMatchObject({
      'catalog-info.yaml': expect.stringContaining('name: orders-production'),
      '.gitlab-ci.yml': expect.stringContaining('deploy-production:'),
      deploy: { 'deploy.sh': expect.any(String) },
    });

    output.mockClear();
    await run({ environments: ['staging', 'production'] });
    expect(workspace.content()).toEqual(once);
    expect(output).toHaveBeenCalledWith('files', []);
    expect(output).toHaveBeenCalledWith('kept', [
      'orders-staging',
      'orders-production',
      'deploy-staging',
      'deploy-production',
    ]);
  });

  it('needs no pipeline', async () => {
    await run({});
    expect(output).toHaveBeenCalledWith('files', ['catalog-info.yaml']);
    expect(output).toHaveBeenCalledWith('rules', []);
  });

  it('does not overwrite an entity of another type', async () => {
    workspace.setContent({
      'catalog-info.yaml': `${CATALOG}---\nkind: Resource\nmetadata: {name: orders-staging}\nspec: {type: database}\n`,
    });
    await expect(run({})).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('stays in the workspace', async () => {
    await expect(run({ catalogPath: '../../etc/x.yaml' })).rejects.toThrow();
  });
});
