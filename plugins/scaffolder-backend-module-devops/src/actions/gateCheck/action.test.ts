import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { DeploymentGate } from '@backstage-devops/plugin-devops-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createGateCheckAction } from './action';

const frozen = {
  entityRef: 'component:default/shop',
  environment: 'production',
  decision: 'freeze',
  byPolicy: 'freeze',
  reasons: [
    {
      kind: 'budget_spent',
      effect: 'freeze',
      message: '-3 % of the error budget of Availability is left',
      remedy: 'Deploy only what brings the objective back',
    },
  ],
} as Partial<DeploymentGate> as DeploymentGate;

describe('devops:gate:check', () => {
  const { signal } = new AbortController();
  const getGate = jest.fn();
  const action = createGateCheckAction({
    devops: { getGate },
    auth: mockServices.auth(),
  });

  beforeEach(() => getGate.mockReset());

  function run(
    changes: { entityRef?: string; failOnFreeze?: boolean } = {},
    isDryRun = false,
  ) {
    const outputs: Record<string, unknown> = {};
    const done = action.handler({
      ...createMockActionContext({
        input: {
          entityRef: 'shop',
          environment: 'production',
          failOnFreeze: true,
          ...changes,
        },
      }),
      isDryRun,
      signal,
      getInitiatorCredentials: async () =>
        mockCredentials.user('user:default/ada'),
      output: (name, value) => {
        outputs[name] = value;
      },
    });
    return { done, outputs };
  }

  it.each(['allow', 'slow'] as const)(
    'goes on when the answer is %s, asked as whoever runs the template',
    async decision => {
      getGate.mockResolvedValue({ ...frozen, decision, reasons: [] });
      const { done, outputs } = run();
      await done;
      expect(outputs).toEqual({
        decision,
        byPolicy: 'freeze',
        reasons: [],
        summary: `- Deployments of \`component:default/shop\` to \`production\`: ${decision}.`,
      });
      expect(getGate).toHaveBeenCalledWith(
        { kind: 'component', namespace: 'default', name: 'shop' },
        'production',
        {
          signal,
          token: mockCredentials.service.token({
            onBehalfOf: mockCredentials.user('user:default/ada'),
            targetPluginId: 'devops',
          }),
        },
      );
    },
  );

  it.each([false, true])(
    'fails with the reasons when deployments are frozen (dry run: %p)',
    async isDryRun => {
      getGate.mockResolvedValue(frozen);
      const { done, outputs } = run({}, isDryRun);
      await expect(done).rejects.toMatchObject({
        name: 'ConflictError',
        message:
          'Deployments of component:default/shop to production are frozen: -3 % of the error budget of Availability is left. Deploy only what brings the objective back',
      });
      expect(outputs.decision).toBe('freeze');
    },
  );

  it('goes on in any case when it is told to', async () => {
    getGate.mockResolvedValue(frozen);
    const { done, outputs } = run({ failOnFreeze: false });
    await done;
    expect(outputs).toMatchObject({
      decision: 'freeze',
      reasons: [
        '-3 % of the error budget of Availability is left. Deploy only what brings the objective back',
      ],
    });
  });

  it('fails when it cannot ask, and never takes that for an answer', async () => {
    getGate.mockRejectedValue(new Error('connect ECONNREFUSED'));
    const { done, outputs } = run({ failOnFreeze: false });
    await expect(done).rejects.toThrow(
      'Whether shop may be deployed to production could not be asked; caused by Error: connect ECONNREFUSED',
    );
    expect(outputs).toEqual({});
  });

  it('refuses a ref that is none', async () => {
    await expect(run({ entityRef: 'a:b:c/' }).done).rejects.toThrow(
      "entityRef must be an entity ref such as component:default/shop, not 'a:b:c/'",
    );
    expect(getGate).not.toHaveBeenCalled();
  });
});
