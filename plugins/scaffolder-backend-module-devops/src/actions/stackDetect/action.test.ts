import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { frozen } from '../../__testUtils__/frozen';
import { createStackDetectAction } from './action';

describe('devops:stack:detect', () => {
  const workspace = createMockDirectory();
  const action = createStackDetectAction();

  async function run(input: { targetPath?: string } = {}) {
    const outputs: Record<string, unknown> = {};
    await action.handler({
      ...createMockActionContext({
        input: frozen(input),
        workspacePath: workspace.path,
      }),
      output: (name, value) => {
        outputs[name] = value;
      },
    });
    return outputs;
  }

  it('says what a repository is made of', async () => {
    workspace.setContent({
      repo: {
        api: { 'go.mod': 'module a.example/a\n\ngo 1.22\n' },
        'pyproject.toml': '[project]\nname = "a"\nrequires-python = ">=3.12"\n',
        node_modules: { a: { 'package.json': '{}' } },
      },
    });
    expect(await run({ targetPath: 'repo' })).toMatchObject({
      languages: expect.arrayContaining(['python', 'go']),
      components: expect.arrayContaining([
        expect.objectContaining({ path: 'api', version: '1.22' }),
      ]),
      summary: expect.stringContaining('- `api`: go 1.22 go'),
    });
  });

  it('follows no link and stays in the workspace', async () => {
    const outside = createMockDirectory({
      content: { 'go.mod': 'module secret\n' },
    });
    workspace.setContent({
      linked: ({ symlink }) => symlink(outside.path),
    });
    expect((await run()).components).toEqual([]);
    await expect(run({ targetPath: '../outside' })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });
});
