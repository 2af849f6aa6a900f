import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { exampleInput } from '../../__testUtils__/exampleInput';
import { createStackDetectAction } from './action';
import { examples } from './examples';

describe('examples of the action', () => {
  const workspace = createMockDirectory({
    content: {
      repository: { services: { orders: { 'go.mod': 'module a\n' } } },
    },
  });

  it('are at least three', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)('run: $description', async ({ example }) => {
    const action = createStackDetectAction();
    const output = jest.fn();
    await action.handler({
      ...createMockActionContext({
        input: exampleInput(action, example),
        workspacePath: workspace.path,
      }),
      output,
    });
    expect(output).toHaveBeenCalledWith('summary', expect.any(String));
  });
});
