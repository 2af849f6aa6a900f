import type { RunStatus } from '@backstage-devops/plugin-devops-common';

export const ENTITY = 'component:default/cart';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const run = { type: 'run', id: '7', entity: 'cart', ref: 'main' };
const job = { type: 'job', id: '70', run: '7', entity: 'cart', name: 'test' };
const deployment = {
  type: 'deployment',
  id: '42',
  entity: 'Component:cart',
  environment: 'production',
  revision: 'c0ffee1',
  runId: '7',
};
const incident = { type: 'incident', id: 'INC-1', entity: 'cart' };
const change = { type: 'change', id: '#12', entity: 'cart' };

/**
 * A change is merged, its run fails and passes at the second attempt, its
 * deployment is canceled and then succeeds, and breaks something that is
 * resolved, opened again and resolved for good.
 */
export const story = [
  {
    event: 'change',
    body: { ...change, createdAt: at(0), title: 'Carts remember' },
  },
  {
    event: 'change',
    body: {
      ...change,
      createdAt: at(0),
      mergedAt: at(4),
      revision: 'c0ffee1',
      commits: [{ sha: 'beef001', authoredAt: at(0) }, 'beef002'],
      labels: ['feature'],
      branch: 'carts',
    },
  },
  { event: 'run', body: { ...run, status: 'queued', createdAt: at(5) } },
  {
    event: 'events',
    body: [
      {
        ...run,
        status: 'running',
        createdAt: at(5),
        startedAt: at(6),
        url: 'https://ci.example.com/7',
      },
      { ...job, entity: undefined, status: 'running', startedAt: at(6) },
    ],
  },
  {
    event: 'events',
    body: [
      { ...job, status: 'failed', startedAt: at(6), finishedAt: at(8) },
      { ...run, status: 'failed', startedAt: at(6), finishedAt: at(8) },
    ],
  },
  {
    event: 'events',
    body: [
      { ...run, attempt: 2, status: 'running', startedAt: at(9) },
      { ...job, attempt: 2, status: 'running', startedAt: at(9) },
    ],
  },
  {
    event: 'events',
    body: [
      { ...job, attempt: 2, status: 'succeeded', finishedAt: at(10) },
      { ...run, attempt: 2, status: 'succeeded', finishedAt: at(10) },
    ],
  },
  {
    event: 'deployment',
    body: { ...deployment, outcome: 'running', startedAt: at(11) },
  },
  {
    event: 'deployment',
    body: {
      ...deployment,
      outcome: 'canceled',
      startedAt: at(11),
      finishedAt: at(12),
    },
  },
  {
    event: 'deployment',
    body: { ...deployment, attempt: 2, outcome: 'running', startedAt: at(13) },
  },
  {
    event: 'events',
    body: [
      {
        ...deployment,
        attempt: 2,
        outcome: 'success',
        startedAt: at(13),
        finishedAt: at(14),
        version: 'v1.2.0',
        actor: 'ana',
      },
      { type: 'range', from: '', to: 'c0ffee1', commits: ['beef001'] },
    ],
  },
  {
    event: 'incident',
    body: { ...incident, startedAt: at(20), deployment: '42', severity: 'P1' },
  },
  {
    event: 'incident',
    body: { ...incident, startedAt: at(20), resolvedAt: at(25) },
  },
  {
    event: 'incident',
    body: { ...incident, startedAt: at(20), updatedAt: at(26) },
  },
  {
    event: 'incident',
    body: { ...incident, startedAt: at(20), resolvedAt: at(30) },
  },
  {
    event: 'deployment',
    body: {
      ...deployment,
      attempt: 2,
      outcome: 'success',
      finishedAt: at(14),
      failed: true,
      updatedAt: at(31),
    },
  },
];

export const outcome: Record<string, RunStatus> = {
  [`change:${ENTITY}:#12`]: 'merged' as RunStatus,
  [`run:${ENTITY}:7`]: 'succeeded',
  [`job:${ENTITY}:70`]: 'succeeded',
  [`deployment:${ENTITY}:42`]: 'succeeded',
  [`incident:${ENTITY}:INC-1`]: 'resolved' as RunStatus,
};
