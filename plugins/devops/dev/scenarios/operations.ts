import type {
  InboxDelivery,
  SourceHealth,
  WorkItem,
} from '@backstage-devops/plugin-devops-common';
import { ago, gitlab } from '../builders';

/** An instant so many minutes from now. */
const inMinutes = (minutes: number) => ago(-minutes);

/** A source as operators see it. */
export function watched(
  id: string,
  title: string,
  over: Partial<SourceHealth> = {},
): SourceHealth {
  return {
    ...gitlab,
    id,
    title,
    lastEventAt: ago(2),
    pendingDeliveries: 0,
    parkedDeliveries: 0,
    pendingWork: 0,
    parkedWork: 0,
    scopes: { bound: 42, failing: 0 },
    requestBudget: {
      remaining: 1_822,
      limit: 2_000,
      resetsAt: inMinutes(1),
    },
    ...over,
  };
}

/** Sources of which each lacks something else. */
export const troubledSources: SourceHealth[] = [
  watched('gitlab', 'GitLab (gitlab.example.com)', {
    parkedDeliveries: 3,
    pendingDeliveries: 12,
    parkedWork: 2,
    gaps: { runs: 14, scopes: 2, since: ago(600) },
  }),
  watched('github', 'GitHub (github.com)', {
    provider: 'github',
    state: 'failing',
    completeUntil: ago(95),
    lastSuccessAt: ago(95),
    scopes: { bound: 1_204, failing: 1_204 },
    requestBudget: { remaining: 0, limit: 5_000, resetsAt: inMinutes(24) },
    lastError: {
      at: ago(3),
      message:
        'GitHub (github.com) limits the rate of requests and asks to wait until 14:26; nothing to do but wait, or sweep less often (devops.providers.github.github.sweepInterval), or use a GitHub App, whose limit grows with the organization',
    },
  }),
  watched('push', 'Pushed deliveries', {
    provider: 'push',
    capabilities: ['webhooks'],
    state: 'never',
    completeUntil: undefined,
    lastSuccessAt: undefined,
    lastEventAt: undefined,
    sweepIntervalMs: undefined,
    requestBudget: undefined,
    scopes: { bound: 0, failing: 0 },
  }),
  {
    id: 'probe',
    provider: 'probe',
    title: 'Health checks',
    state: 'stale',
    capabilities: ['measurements'],
    completeUntil: ago(12),
    lastSuccessAt: ago(12),
    sweepIntervalMs: 60_000,
  },
];

/** A webhook. */
export function delivery(
  id: number,
  over: Partial<InboxDelivery> = {},
): InboxDelivery {
  return {
    id: String(id),
    sourceId: 'gitlab',
    event: 'Pipeline Hook',
    deliveryId: `9b1c${id}-uuid`,
    receivedAt: ago(600 - id),
    state: 'applied',
    attempts: 0,
    lostClaims: 0,
    sizeBytes: 8_214,
    ...over,
  };
}

/** So many webhooks, newest first, one in five of them set aside. */
export function deliveries(count: number): InboxDelivery[] {
  return Array.from({ length: count }, (_, index) => {
    const id = count - index;
    return id % 5 === 0
      ? delivery(id, {
          state: 'parked',
          event: id % 10 === 0 ? 'Job Hook' : 'Pipeline Hook',
          attempts: 1,
          error:
            id % 10 === 0
              ? "The payload of 'Job Hook' has no build_id, which every Job Hook has; the provider changed its format, or a proxy changes bodies. It was read as far as object_kind, ref, tag, before_sha, sha"
              : 'The payload has no object_attributes',
          lostClaims: id % 15 === 0 ? 21 : 0,
        })
      : delivery(id, id > count - 3 ? { state: 'pending', dueAt: ago(0) } : {});
  });
}

/** Questions to providers, newest first. */
export const someWork: WorkItem[] = [
  {
    id: '31',
    sourceId: 'github',
    kind: 'refresh-run',
    key: 'acme/checkout run:9101',
    state: 'pending',
    attempts: 4,
    lostClaims: 0,
    dueAt: inMinutes(5),
    error: 'GitHub (github.com) limits the rate of requests',
  },
  {
    id: '30',
    sourceId: 'gitlab',
    kind: 'fetch-trace',
    key: 'job:88123',
    state: 'parked',
    attempts: 1,
    lostClaims: 0,
    dueAt: ago(50),
    error:
      'GitLab (gitlab.example.com) refused GET /projects/acme%2Fshop/jobs/88123/trace with 403; the token needs the scope read_api',
  },
  {
    id: '29',
    sourceId: 'gitlab',
    kind: 'compare-revisions',
    key: 'acme/platform/services/payments-with-a-rather-long-name 4f2c1e9a6b5d..9d8e7f6a5b4c',
    state: 'parked',
    attempts: 1,
    lostClaims: 0,
    dueAt: ago(80),
    error: 'GitLab (gitlab.example.com) knows no project acme/platform',
  },
];
