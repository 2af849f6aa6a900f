import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { frozen } from '../../__testUtils__/frozen';
import { createSloCreateAction } from './action';

describe('devops:slo:create', () => {
  const workspace = createMockDirectory();
  const action = createSloCreateAction();
  const output = jest.fn();
  const run = (input: object) =>
    action.handler({
      ...createMockActionContext({ workspacePath: workspace.path }),
      input: frozen({ service: 'orders', availabilityPercent: 99.5, ...input }),
      output,
    });

  beforeEach(() => {
    workspace.clear();
    output.mockClear();
  });

  it('writes the objectives', async () => {
    await run({ latency: { thresholdMs: 300, percent: 95 } });
    expect(workspace.content()).toMatchObject({
      slo: {
        'availability.yaml': expect.stringContaining('target: 0.995'),
        'latency.yaml': expect.stringContaining('latencyBelow: 300ms'),
      },
    });
    expect(output).toHaveBeenCalledWith('files', [
      'slo/availability.yaml',
      'slo/latency.yaml',
    ]);
  });

  it('keeps an objective that the team has changed', async () => {
    workspace.setContent({ slo: { 'availability.yaml': '# ours\n' } });
    await run({});
    expect(workspace.content()).toEqual({
      slo: { 'availability.yaml': '# ours\n' },
    });
    expect(output).toHaveBeenCalledWith('kept', ['slo/availability.yaml']);
  });

  it.each([100, 0, -1])('refuses an objective of %s %%', async percent => {
    await expect(run({ availabilityPercent: percent })).rejects.toThrow(
      /availabilityPercent/,
    );
  });
});
