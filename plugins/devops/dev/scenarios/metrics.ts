import type {
  DeliveryMetrics,
  FleetEntity,
  FleetPage,
  MetricRow,
  MetricValue,
  PendingChanges,
} from '@backstage-devops/plugin-devops-common';
import { ago, freshness } from '../builders';

function metric(
  unit: MetricValue['unit'],
  value: number | null,
  n: number,
  more: Partial<MetricValue> = {},
): MetricValue {
  return { value, n, unit, dataQuality: {}, ...more };
}

/** A service that is delivered a few times a week. */
export const someMetrics: DeliveryMetrics = {
  window: { from: ago(30 * 1440), to: ago(0), days: 30 },
  options: {
    definition: 'dora',
    attributionWindow: 'PT24H',
    timezone: 'UTC',
  },
  metrics: {
    deploymentFrequency: metric('per_day', 0.7, 21, { level: 4, score: 6 }),
    leadTime: metric('seconds', 93_600, 44, {
      p75: 180_000,
      p90: 302_400,
      level: 4,
      score: 6,
      stages: [
        { name: 'coding', value: 20_000, n: 40 },
        { name: 'review', value: 50_000, n: 40 },
        { name: 'deploy', value: 4_000, n: 44 },
      ],
    }),
    changeFailRate: metric('ratio', 0.095, 21, { score: 9 }),
    reworkRate: metric('ratio', 0.048, 21, { score: 9.5 }),
    recoveryTime: metric('seconds', 2_520, 2, {}),
  },
  benchmark: {
    overall: 7.6,
    throughput: 6.6,
    stability: 9.3,
    industry: { overall: 6.72 },
  },
  quality: 0.92,
  computedAt: ago(3),
  freshness: freshness(),
};

/** Nothing has been deployed to production. */
export const noMetrics: DeliveryMetrics = {
  ...someMetrics,
  metrics: {
    deploymentFrequency: metric('per_day', null, 0),
    leadTime: metric('seconds', null, 0),
    changeFailRate: metric('ratio', null, 0),
    reworkRate: metric('ratio', null, 0),
    recoveryTime: metric('seconds', null, 0),
  },
  benchmark: undefined,
  quality: undefined,
};

export const someRows: MetricRow[] = [
  {
    type: 'deployment',
    id: 'd3',
    at: ago(120),
    counted: true,
    environment: 'production',
    revision: '3c9d1e2f4a5b6c7d8e9f',
    kind: 'rollback',
    verdict: 'ok',
    value: 2520,
    reasons: ['mends d2'],
  },
  {
    type: 'deployment',
    id: 'd2',
    at: ago(162),
    counted: true,
    environment: 'production',
    revision: '9f8e7d6c5b4a3f2e1d0c',
    kind: 'forward',
    verdict: 'failed',
    reasons: ['rollback 42 min later', 'incident INC-7'],
  },
  {
    type: 'change',
    id: 'c1',
    at: ago(162),
    counted: true,
    title: '!41 Take gift cards at the till',
    url: 'https://gitlab.example.com/shop/checkout/-/merge_requests/41',
    value: 93_600,
    deploymentId: 'd2',
    reasons: ['first commit to production'],
  },
];

export const somePendingChanges: PendingChanges = {
  state: 'ahead',
  fromRevision: '3c9d1e2f4a5b6c7d8e9f',
  toRevision: '9f8e7d6c5b4a3f2e1d0c',
  commits: [
    {
      sha: '1a2b3c4d5e6f7a8b9c0d',
      title: 'Take gift cards at the till',
      author: 'Ana Li',
      authoredAt: ago(400),
    },
    {
      sha: '3c9d1e2f4a5b6c7d8e9f',
      title: 'Round to the nearest cent',
      author: 'Sam Roe',
      authoredAt: ago(300),
    },
  ],
  changes: [
    {
      id: 'c1',
      externalId: '!41',
      status: 'merged',
      title: 'Take gift cards at the till',
      author: { name: 'Ana Li' },
      createdAt: ago(500),
      mergedAt: ago(390),
      url: 'https://gitlab.example.com/shop/checkout/-/merge_requests/41',
    },
  ],
  authors: ['Ana Li', 'Sam Roe'],
  complete: true,
  freshness: freshness(),
};

function entity(index: number): FleetEntity {
  const hasData = index % 5 !== 4;
  return {
    entityRef: `component:default/service-${index}`,
    name: `service-${index}`,
    owner: `group:default/team-${index % 4}`,
    ...(index % 6 === 5
      ? {}
      : {
          system: `system:default/system-${index % 3}`,
          domain: 'domain:default/sales',
        }),
    figures: {
      deploymentFrequency: hasData ? 0.1 * (index + 1) : null,
      leadTime: hasData ? 3_600 * (index + 2) : null,
      changeFailRate: hasData ? (index % 7) / 20 : null,
      reworkRate: hasData ? (index % 3) / 20 : null,
      recoveryTime: index % 3 === 0 ? 600 * (index + 1) : null,
      runSuccessRate: hasData ? 0.8 + (index % 20) / 100 : null,
    },
    samples: {
      deploymentFrequency: hasData ? 3 * (index + 1) : 0,
      leadTime: hasData ? 7 * (index + 1) : 0,
      changeFailRate: hasData ? 3 * (index + 1) : 0,
      reworkRate: hasData ? 3 * (index + 1) : 0,
      recoveryTime: index % 3 === 0 ? 1 + (index % 4) : 0,
      runSuccessRate: hasData ? 40 * (index + 1) : 0,
    },
    deployments: hasData ? 3 * (index + 1) : 0,
    runs: hasData ? 40 * (index + 1) : 0,
    ...(hasData ? { quality: 0.7 + (index % 30) / 100 } : {}),
  };
}

export const someFleet: FleetPage = {
  items: Array.from({ length: 60 }, (_, index) => entity(index)),
  entities: 60,
  pooled: {
    deploymentFrequency: 31,
    leadTime: 90_000,
    changeFailRate: 0.14,
    reworkRate: 0.05,
    recoveryTime: 4_200,
    runSuccessRate: 0.91,
  },
  pooledSamples: {
    deploymentFrequency: 930,
    leadTime: 2_170,
    changeFailRate: 902,
    reworkRate: 930,
    recoveryTime: 43,
    runSuccessRate: 12_400,
  },
  quality: 0.86,
  distribution: {
    deploymentFrequency: { n: 48, p25: 0.2, p50: 0.6, p75: 1.3 },
    leadTime: { n: 48, p25: 40_000, p50: 90_000, p75: 160_000 },
    changeFailRate: { n: 48, p25: 0.05, p50: 0.15, p75: 0.25 },
    reworkRate: { n: 48, p25: 0, p50: 0.05, p75: 0.1 },
    recoveryTime: { n: 20, p25: 2_000, p50: 4_000, p75: 9_000 },
    runSuccessRate: { n: 48, p25: 0.85, p50: 0.9, p75: 0.95 },
  },
  asOf: ago(7),
};
