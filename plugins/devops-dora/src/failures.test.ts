import {
  change,
  compute,
  DAY,
  deployment,
  each,
  HOUR,
  incident,
  MINUTE,
  START,
} from './testRecords';

describe('failures and their repair', () => {
  it('T1: a rollback is the cure, and what it rolls back is the cause', () => {
    const result = compute({
      deployments: [
        deployment('d1', 'A', HOUR),
        deployment('d2', 'B', 2 * HOUR),
        deployment('d3', 'A', 2 * HOUR + 20 * MINUTE),
      ],
      changes: [change('pr-a', 'A', 0), change('pr-b', 'B', 0)],
    });
    const { metrics } = result;
    expect(each(result, 'kind')).toEqual({
      d1: 'initial',
      d2: 'forward',
      d3: 'rollback',
    });
    expect(each(result, 'previousSuccess')).toEqual({
      d1: null,
      d2: 'd1',
      d3: 'd2',
    });
    expect(each(result, 'verdict')).toEqual({
      d1: 'ok',
      d2: 'failed',
      d3: 'ok',
    });
    expect(each(result, 'reasons').d2).toEqual(['rollback:d3']);
    expect(metrics.changeFailRate.value).toBeCloseTo(1 / 3);
    expect(metrics.reworkRate.value).toBeCloseTo(1 / 3);
    expect(metrics.recoveryTime).toMatchObject({ value: 20 * 60, n: 1 });
    expect(metrics.leadTime.n).toBe(1);
    expect(each(result, 'changes')).toEqual({ d1: [], d2: ['pr-b'], d3: [] });
  });

  it('T2: the same revision again is a redeploy', () => {
    const result = compute({
      deployments: [
        deployment('d0', 'O', 0),
        deployment('d1', 'A', HOUR),
        deployment('d2', 'A', 2 * HOUR),
      ],
      changes: [change('pr-a', 'A', 0)],
    });
    expect(each(result, 'kind').d2).toBe('redeploy');
    expect(result.metrics.deploymentFrequency).toMatchObject({
      n: 2,
      value: 2 / 30,
      dataQuality: { redeploys: 1 },
    });
    expect(result.metrics.leadTime.n).toBe(1);
  });

  it('T3: a rollout that succeeds at the second attempt is one success', () => {
    const result = compute({
      deployments: [
        deployment('d0', 'O', 0),
        deployment('d1', 'A', HOUR, { outcome: 'failure', attempt: 1 }),
        deployment('d1', 'A', 2 * HOUR, { attempt: 2 }),
      ],
    });
    expect(result.deployments).toHaveLength(2);
    expect(result.metrics.deploymentFrequency.n).toBe(2);
    expect(result.metrics.successRate).toMatchObject({
      success: 2,
      failure: 1,
    });
    expect(result.metrics.changeFailRate.value).toBe(0);
  });

  it('T6: a deployment fails once, however many incidents it causes', () => {
    const deployments = Array.from({ length: 10 }, (_, i) =>
      deployment(`d${i}`, `r${i}`, i * 2 * DAY),
    );
    const incidents = [1, 2, 3].map(i =>
      incident(`i${i}`, 2 * DAY + i * HOUR, 2 * DAY + 9 * HOUR),
    );
    const { metrics } = compute({ deployments, incidents });
    expect(metrics.changeFailRate.value).toBe(0.1);
    const gitlab = compute(
      { deployments, incidents },
      { definition: 'gitlab' },
    );
    expect(gitlab.metrics.changeFailRate.value).toBe(0.3);
  });

  it('T7: an incident long after the last deployment belongs to none', () => {
    const records = {
      deployments: [deployment('d1', 'A', 0)],
      incidents: [incident('i1', 26 * HOUR, 27 * HOUR)],
    };
    const { metrics, incidents } = compute(records);
    expect(incidents[0]).toMatchObject({
      deployment: null,
      confidence: null,
      unattributed: 'too-old',
    });
    expect(metrics.changeFailRate.value).toBe(0);
    expect(metrics.recoveryTime).toMatchObject({ value: null, n: 0 });
    expect(metrics.recoveryTime.restore).toMatchObject({ p50: 3600, n: 1 });
    const wide = compute(records, { attributionWindowMs: Infinity });
    expect(wide.incidents[0]).toMatchObject({
      deployment: 'd1',
      confidence: 'heuristic',
    });
  });

  it('takes the word of an explicit link however old the deployment is', () => {
    const { incidents } = compute({
      deployments: [deployment('d1', 'A', 0), deployment('d2', 'B', 3 * DAY)],
      incidents: [
        incident('i1', 3 * DAY + HOUR, undefined, { deployment: 'd1' }),
        incident('i2', 3 * DAY + HOUR, undefined, { deployment: 'd9' }),
        incident('i3', 3 * DAY + HOUR, undefined, { service: 'shop-api' }),
      ],
    });
    expect(incidents).toMatchObject([
      { deployment: 'd1', confidence: 'explicit' },
      { deployment: null, unattributed: 'unknown-link' },
      { deployment: 'd2', confidence: 'service' },
    ]);
  });

  it('looks for deployments of other entities only when told to', () => {
    const records = {
      deployments: [deployment('d1', 'A', 0)],
      incidents: [incident('i1', HOUR, undefined, { entity: 'other' })],
    };
    expect(compute(records).incidents[0].deployment).toBeNull();
    expect(compute(records, { scope: 'all' }).incidents[0].deployment).toBe(
      'd1',
    );
  });

  it('blames production only for incidents of production', () => {
    const { incidents } = compute({
      deployments: [
        deployment('p', 'A', 0),
        deployment('s', 'B', HOUR, { environment: 'staging', tier: 'staging' }),
      ],
      incidents: [
        incident('i1', 2 * HOUR, undefined),
        incident('i2', 2 * HOUR, undefined, { environment: 'staging' }),
      ],
    });
    expect(incidents).toMatchObject([
      { id: 'i1', deployment: 'p' },
      { id: 'i2', deployment: null, unattributed: 'environment' },
    ]);
  });

  it('waits for a verdict until the attribution window is over', () => {
    const records = {
      deployments: [deployment('d1', 'A', 0), deployment('d2', 'B', DAY)],
    };
    const early = compute(records, { now: START + DAY + HOUR });
    expect(each(early, 'verdict')).toEqual({ d1: 'ok', d2: 'pending' });
    expect(early.metrics.changeFailRate).toMatchObject({
      value: 0,
      n: 1,
      pending: 1,
    });
    expect(each(compute(records), 'verdict').d2).toBe('ok');
  });

  it('counts a failed redeploy as a failure of the change it repeats', () => {
    const result = compute({
      deployments: [deployment('d1', 'A', 0), deployment('d2', 'A', 2 * DAY)],
      incidents: [
        incident('i1', HOUR, 2 * HOUR),
        incident('i2', 2 * DAY + HOUR, 2 * DAY + 2 * HOUR),
      ],
    });
    expect(each(result, 'verdict')).toEqual({ d1: 'failed', d2: 'failed' });
    expect(result.metrics.changeFailRate).toMatchObject({ value: 1, n: 1 });
  });

  it('counts rollouts that failed only when told to', () => {
    const records = {
      deployments: [
        deployment('d1', 'A', 0),
        deployment('d2', 'B', HOUR, { outcome: 'failure' as const }),
        deployment('d3', 'B', 2 * HOUR),
      ],
    };
    expect(compute(records).metrics.changeFailRate.value).toBe(0);
    const counted = compute(records, { countFailedRollouts: true });
    expect(counted.metrics.changeFailRate.value).toBeCloseTo(1 / 3);
    expect(counted.metrics.recoveryTime.value).toBe(3600);
  });

  it('lets people overrule, both ways', () => {
    const result = compute({
      deployments: [
        deployment('d1', 'A', 0, { failed: true }),
        deployment('d2', 'B', 2 * DAY, { failed: false }),
        deployment('d3', 'C', 4 * DAY, { unplanned: true }),
      ],
      incidents: [incident('i1', 2 * DAY + HOUR, 2 * DAY + 2 * HOUR)],
    });
    expect(each(result, 'verdict')).toEqual({
      d1: 'failed',
      d2: 'ok',
      d3: 'ok',
    });
    expect(result.metrics.reworkRate.value).toBeCloseTo(1 / 3);
    expect(result.metrics.recoveryTime.value).toBe(4 * 24 * 3600);
  });

  it('sees reverts and hotfixes in the changes of a later deployment', () => {
    const sha = 'a'.repeat(40);
    const result = compute({
      deployments: [
        deployment('d0', 'O', 0),
        deployment('d1', sha, HOUR),
        deployment('d2', 'B', 2 * HOUR),
        deployment('d3', 'C', 3 * HOUR),
        deployment('d4', 'D', 30 * HOUR),
        deployment('d5', 'E', 31 * HOUR),
      ],
      changes: [
        change('pr1', sha, 0),
        change('pr2', 'B', 0),
        change('pr3', 'C', 0, {
          commits: [
            { sha: 'c1', message: `Revert it\n\nThis reverts commit ${sha}.` },
          ],
        }),
        change('pr4', 'D', 0),
        change('pr5', 'E', 0, { branch: 'hotfix/prices' }),
      ],
    });
    expect(each(result, 'reasons')).toEqual({
      d0: [],
      d1: ['revert:d3'],
      d2: [],
      d3: [],
      d4: ['hotfix:d5'],
      d5: [],
    });
    expect(each(result, 'unplanned')).toMatchObject({
      d3: ['revert'],
      d5: ['hotfix'],
    });
    // From d1 to d3 two hours, from d4 to d5 one.
    expect(result.metrics.recoveryTime).toMatchObject({ value: 5400, n: 2 });
  });

  it('counts what ends while an incident is open as rework', () => {
    const result = compute({
      deployments: [
        deployment('d1', 'A', 0),
        deployment('d2', 'B', DAY),
        deployment('d3', 'C', DAY + 2 * HOUR),
        deployment('d4', 'D', 3 * DAY),
      ],
      incidents: [incident('i1', DAY + HOUR, DAY + 3 * HOUR)],
    });
    expect(each(result, 'unplanned')).toEqual({
      d1: [],
      d2: [],
      d3: ['incident:i1'],
      d4: [],
    });
    expect(result.metrics.changeFailRate.value).toBe(0.25);
    expect(result.metrics.reworkRate.value).toBe(0.25);
  });

  it('T18: an incident that is opened again recovers when it ends last', () => {
    const { metrics } = compute({
      deployments: [deployment('d1', 'A', 0)],
      incidents: [
        incident('i1', HOUR, 2 * HOUR),
        incident('i1', HOUR, 5 * HOUR),
      ],
    });
    expect(metrics.recoveryTime).toMatchObject({ value: 5 * 3600, n: 1 });
  });

  it('T19: a late incident changes the verdict of its deployment', () => {
    const deployments = [deployment('d1', 'A', 0)];
    expect(each(compute({ deployments }), 'verdict').d1).toBe('ok');
    const late = compute({
      deployments,
      incidents: [incident('i1', HOUR, DAY)],
    });
    expect(each(late, 'verdict').d1).toBe('failed');
    expect(each(late, 'reasons').d1).toEqual(['incident:i1']);
  });

  it('is not recovered while one of its incidents is open', () => {
    const { metrics } = compute({
      deployments: [deployment('d1', 'A', 0)],
      incidents: [
        incident('i1', HOUR, 2 * HOUR),
        incident('i2', HOUR, undefined),
      ],
    });
    expect(metrics.recoveryTime).toMatchObject({ value: null, open: 1 });
    expect(metrics.recoveryTime.restore).toMatchObject({ n: 1, open: 1 });
  });
});
