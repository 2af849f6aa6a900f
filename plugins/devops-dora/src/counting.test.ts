import {
  compute,
  DAY,
  deployment,
  each,
  HOUR,
  MINUTE,
  range,
  START,
} from './testRecords';

describe('what is counted', () => {
  it('has no value without data, and no zero', () => {
    const { metrics } = compute({});
    expect(metrics.leadTime.value).toBeNull();
    expect(metrics.changeFailRate.value).toBeNull();
    expect(metrics.reworkRate.value).toBeNull();
    expect(metrics.recoveryTime.value).toBeNull();
    expect(metrics.successRate.value).toBeNull();
    expect(metrics.deploymentFrequency.value).toBe(0);
  });

  it('has a window that its end is not in', () => {
    const { metrics } = compute({
      deployments: [
        deployment('before', 'A', -1),
        deployment('first', 'B', 0),
        deployment('last', 'C', 30 * DAY - 1),
        deployment('after', 'D', 30 * DAY),
      ],
    });
    expect(metrics.deploymentFrequency.n).toBe(2);
  });

  it('T12: one run that deploys three entities is one when asked', () => {
    const deployments = ['a', 'b', 'c'].map(entity =>
      deployment(`d-${entity}`, 'A', HOUR, { entity, runId: 'run1' }),
    );
    expect(compute({ deployments }).metrics.deploymentFrequency.n).toBe(3);
    expect(
      compute({ deployments }, { distinctBy: 'source' }).metrics
        .deploymentFrequency.n,
    ).toBe(1);
  });

  it('T17: days are those of the time zone', () => {
    const saturday = Date.UTC(2026, 9, 24);
    const records = {
      deployments: [deployment('d1', 'A', saturday + 23.5 * HOUR - START)],
    };
    // Sunday, 25 October has 25 hours in Berlin.
    const { metrics } = compute(records, {
      from: saturday + 22 * HOUR,
      to: saturday + 47 * HOUR,
      timezone: 'Europe/Berlin',
    });
    expect(metrics.deploymentFrequency).toMatchObject({
      value: 1,
      days: 1,
      byDay: [{ day: '2026-10-25', deployments: 1 }],
    });
  });

  it('takes the median over weeks of the days with a deployment', () => {
    const deployments = [0, 1, 1.5, 7, 8, 9].map((day, i) =>
      deployment(`d${i}`, `r${i}`, day * DAY),
    );
    const options = { to: START + 21 * DAY };
    const { deployDaysPerWeek } = compute({ deployments }, options).metrics;
    expect(deployDaysPerWeek).toMatchObject({ value: 2, n: 3 });
  });

  it('collapses one revision in several regions', () => {
    const records = {
      deployments: ['eu', 'us', 'ap'].map((region, i) =>
        deployment(`d-${region}`, 'A', i * 10 * MINUTE, {
          environment: `prod-${region}`,
        }),
      ),
    };
    const collapsed = compute(records, {
      collapse: { by: 'revision', withinMs: 30 * MINUTE },
    });
    expect(collapsed.metrics.deploymentFrequency).toMatchObject({
      n: 1,
      dataQuality: { beforeCollapse: 3 },
    });
  });

  it('keeps timelines of environments and units apart', () => {
    const result = compute({
      deployments: [
        deployment('p1', 'A', 0),
        deployment('s1', 'B', HOUR, {
          environment: 'staging',
          tier: 'staging',
        }),
        deployment('u1', 'B', 2 * HOUR, { unit: 'api' }),
        deployment('x', 'B', 3 * HOUR, { outcome: 'failure' }),
        deployment('p2', 'B', 4 * HOUR),
      ],
    });
    expect(each(result, 'previousSuccess')).toEqual({
      p1: null,
      s1: null,
      u1: null,
      x: null,
      p2: 'p1',
    });
    expect(each(result, 'kind')).toMatchObject({ x: null, p2: 'forward' });
  });

  it('T22: a success stays one when an older state arrives later', () => {
    const { deployments } = compute({
      deployments: [
        deployment('d1', 'A', HOUR),
        deployment('d1', 'A', HOUR, {
          outcome: 'running',
          finishedAt: undefined,
        }),
      ],
    });
    expect(deployments).toMatchObject([{ outcome: 'success' }]);
  });

  it('knows a rollback to a revision before the first by its ranges', () => {
    const result = compute({
      deployments: [deployment('d1', 'B', 0), deployment('d2', 'A', HOUR)],
      ranges: [range('A', 'B', ['B'])],
    });
    expect(each(result, 'kind').d2).toBe('rollback');
  });
});

describe('options', () => {
  it.each([
    [{ to: START }, 'The window is empty'],
    [{ timezone: 'Mars/Base' }, 'Unknown time zone'],
    [{ attributionWindowMs: -1 }, 'must not be negative'],
  ])('refuses %j', (options, message) => {
    expect(() => compute({}, options)).toThrow(message);
  });
});
