import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { exampleInput } from '../../__testUtils__/exampleInput';
import { frozen } from '../../__testUtils__/frozen';
import { createPipelineCreateAction } from '../pipelineCreate/action';
import { createPipelineUpdateAction } from './action';
import { examples } from './examples';

describe('examples of the action', () => {
  const workspace = createMockDirectory();

  it('are at least three', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)('run: $description', async ({ example }) => {
    const action = createPipelineUpdateAction();
    const input = exampleInput(action, example);
    await createPipelineCreateAction().handler(
      createMockActionContext({
        input: frozen({ service: 'orders', targetPath: input.targetPath }),
        workspacePath: workspace.path,
      }),
    );
    const output = jest.fn();
    await action.handler({
      ...createMockActionContext({ input, workspacePath: workspace.path }),
      output,
    });
    expect(output).toHaveBeenCalledWith('changed', false);
  });
});
