import { readdir } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { exampleInput } from '../../__testUtils__/exampleInput';
import { createPipelineCreateAction } from './action';
import { examples } from './examples';

describe('examples of the action', () => {
  const workspace = createMockDirectory();
  const files = () => readdir(workspace.path, { recursive: true });

  beforeEach(() => workspace.clear());

  it('are at least three', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)('run: $description', async ({ example }) => {
    const action = createPipelineCreateAction();
    const output = jest.fn();
    await action.handler({
      ...createMockActionContext({
        input: exampleInput(action, example),
        workspacePath: workspace.path,
      }),
      output,
    });
    expect(await files()).toEqual(
      expect.arrayContaining(['.devops/lock.json']),
    );
    expect(output).toHaveBeenCalledWith('files', expect.any(Array));
  });
});
