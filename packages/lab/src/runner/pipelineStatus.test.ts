import { Job } from '../state/types';
import { byUrgency, composeStatus, nextStatus } from './pipelineStatus';

let lastId = 0;

function job(patch: Partial<Job>): Job {
  lastId += 1;
  return {
    id: lastId,
    pipelineId: 1,
    projectId: 1,
    name: `job-${lastId}`,
    stage: 'test',
    stageIndex: 0,
    status: 'created',
    when: 'on_success',
    allowFailure: false,
    interruptible: false,
    timeoutSeconds: 60,
    retried: false,
    userId: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...patch,
  };
}

describe('composeStatus', () => {
  const of = (...patches: Partial<Job>[]) => composeStatus(patches.map(job));

  it.each([
    [
      'success',
      [{ status: 'success' }, { status: 'manual', allowFailure: true }],
    ],
    [
      'success',
      [{ status: 'success' }, { status: 'failed', allowFailure: true }],
    ],
    [
      'manual',
      [{ status: 'success' }, { status: 'manual' }, { status: 'created' }],
    ],
    [
      'failed',
      [{ status: 'success' }, { status: 'failed' }, { status: 'skipped' }],
    ],
    ['canceled', [{ status: 'success' }, { status: 'canceled' }]],
    ['running', [{ status: 'success' }, { status: 'created' }]],
    ['running', [{ status: 'failed' }, { status: 'running' }]],
    ['pending', [{ status: 'pending' }, { status: 'created' }]],
    ['created', [{ status: 'created' }]],
    ['skipped', [{ status: 'skipped' }]],
  ] as [string, Partial<Job>[]][])('is %s for %j', (expected, patches) => {
    expect(of(...patches)).toBe(expected);
  });
});

describe('nextStatus', () => {
  const first = (patch: Partial<Job>) => job({ name: 'first', ...patch });
  const next = (patch: Partial<Job>, ...earlier: Job[]) => {
    const later = job({ stageIndex: 1, ...patch });
    return nextStatus(later, [...earlier, later]);
  };

  it('waits for earlier stages, but not when it needs nothing', () => {
    expect(next({}, first({ status: 'running' }))).toBe('created');
    expect(next({ needs: [] }, first({ status: 'running' }))).toBe('pending');
  });

  it('does not wait for an optional manual job of an earlier stage', () => {
    const optional = first({ status: 'manual', allowFailure: true });
    expect(next({}, optional)).toBe('pending');
    const needs = [{ job: 'first', artifacts: true, optional: false }];
    expect(next({ needs }, optional)).toBe('skipped');
  });

  it('is skipped after a failure unless it always runs or waits for one', () => {
    const failed = first({ status: 'failed' });
    expect(next({}, failed)).toBe('skipped');
    expect(next({ when: 'always' }, failed)).toBe('pending');
    expect(next({ when: 'on_failure' }, failed)).toBe('pending');
    expect(next({ when: 'on_failure' }, first({ status: 'success' }))).toBe(
      'skipped',
    );
  });

  it('offers a manual job once its turn has come', () => {
    expect(next({ when: 'manual' }, first({ status: 'success' }))).toBe(
      'manual',
    );
  });
});

describe('byUrgency', () => {
  it('prefers the jobs that most others wait for', () => {
    const need = (name: string) => [
      { job: name, artifacts: true, optional: false },
    ];
    const audit = job({ name: 'audit', status: 'pending', needs: [] });
    const test = job({ name: 'test', status: 'pending', needs: [] });
    const build = job({ name: 'build', needs: need('test') });
    const deploy = job({ name: 'deploy', needs: need('build') });
    const all = [audit, test, build, deploy];
    const order = byUrgency([audit, test], () => all);
    expect(order.map(({ name }) => name)).toEqual(['test', 'audit']);
  });

  it('serves pipelines in the order in which they came', () => {
    const older = job({ name: 'older', pipelineId: 1 });
    const newer = job({ name: 'newer', pipelineId: 2 });
    const order = byUrgency([newer, older], () => [older, newer]);
    expect(order.map(({ name }) => name)).toEqual(['older', 'newer']);
  });
});
