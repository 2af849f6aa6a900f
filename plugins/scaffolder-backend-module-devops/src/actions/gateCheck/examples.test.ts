import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { exampleInput } from '../../__testUtils__/exampleInput';
import { createGateCheckAction } from './action';
import { examples } from './examples';

describe('examples of the action', () => {
  it('are at least three', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)('run: $description', async ({ example }) => {
    const action = createGateCheckAction({
      devops: {
        getGate: async () =>
          ({
            entityRef: 'component:default/shop',
            decision: 'allow',
            byPolicy: 'allow',
            reasons: [],
          }) as never,
      },
      auth: mockServices.auth(),
    });
    const output = jest.fn();
    // What the form gives.
    const filled = example
      .replace('${{ parameters.component }}', 'component:default/shop')
      .replace('${{ parameters.environment }}', 'production');
    await action.handler({
      ...createMockActionContext({ input: exampleInput(action, filled) }),
      output,
    });
    expect(output).toHaveBeenCalledWith('decision', 'allow');
  });
});
