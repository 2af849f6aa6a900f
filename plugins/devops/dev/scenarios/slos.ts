import type {
  Alert,
  BurnWindow,
  Slo,
  SloHistory,
  SloProblem,
  SloState,
} from '@backstage-devops/plugin-devops-common';
import { ago, deployment } from '../builders';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function windows(burn: number | undefined): BurnWindow[] {
  const pairs = [
    { longMs: HOUR, shortMs: HOUR / 12, factor: 14.4, severity: 'page' },
    { longMs: 6 * HOUR, shortMs: HOUR / 2, factor: 6, severity: 'page' },
    { longMs: DAY, shortMs: 2 * HOUR, factor: 3, severity: 'ticket' },
    { longMs: 3 * DAY, shortMs: 6 * HOUR, factor: 1, severity: 'ticket' },
  ] as const;
  return pairs.map((pair, index) => {
    const longBurn = burn === undefined ? undefined : burn / (index + 0.8);
    const shortBurn = burn === undefined ? undefined : burn / (index + 0.6);
    return {
      ...pair,
      longBurn,
      shortBurn,
      firing: (longBurn ?? 0) >= pair.factor && (shortBurn ?? 0) >= pair.factor,
    };
  });
}

/** An objective in a state, with numbers that fit the state. */
export function slo(
  id: string,
  title: string,
  state: SloState,
  over: Partial<Slo> = {},
): Slo {
  const numbers: Partial<Record<SloState, [number, number]>> = {
    ok: [0.93, 0.4],
    at_risk: [0.58, 2.1],
    burning: [0.412, 16.2],
    exhausted: [-0.17, 4.1],
    stale: [0.8, 0.2],
  };
  const [budgetRemaining, currentBurn] = numbers[state] ?? [];
  const objective = over.objective ?? 0.999;
  const total = budgetRemaining === undefined ? undefined : 4_320_000;
  const bad =
    total === undefined || budgetRemaining === undefined
      ? undefined
      : Math.round(total * (1 - objective) * (1 - budgetRemaining));
  return {
    id,
    name: id,
    title,
    service: 'checkout',
    objective,
    windowMs: 30 * DAY,
    windowText: '30d',
    indicator: 'Health checks of production that succeed.',
    queries: [
      {
        role: 'good',
        type: 'Probe',
        query: 'environment: production, outcome: success',
      },
      { role: 'total', type: 'Probe', query: 'environment: production' },
    ],
    state,
    sentence:
      bad === undefined
        ? `${objective * 100} % of checks succeed over 30 days; nothing was measured.`
        : `${objective * 100} % of checks succeed over 30 days: at today's traffic that allows 4,320 failures; ${bad.toLocaleString('en')} are spent.`,
    total,
    bad,
    errorRatio: total && bad !== undefined ? bad / total : undefined,
    budgetRemaining,
    currentBurn,
    ...(state === 'burning' ? { exhaustsInMs: 2 * DAY + 4 * HOUR } : {}),
    ...(state === 'at_risk' ? { exhaustsInMs: 8 * DAY + 2 * HOUR } : {}),
    burnWindows: windows(currentBurn),
    measuredAt:
      total === undefined ? undefined : ago(state === 'stale' ? 95 : 0.3),
    stateSince: ago(state === 'ok' ? 9_000 : 130),
    source: {
      file: `slo/${id}.yaml`,
      url: `https://gitlab.example.com/shop/checkout/-/blob/main/slo/${id}.yaml`,
      line: 1,
    },
    ...over,
  };
}

function firing(
  id: string,
  severity: string,
  times: { minutesAgo: number; lastedMinutes?: number },
): Alert {
  const { minutesAgo, lastedMinutes } = times;
  return {
    id: `alert-${id}`,
    name: 'CheckoutErrorBudgetBurn',
    status: lastedMinutes === undefined ? 'firing' : 'resolved',
    severity,
    summary: 'checkout availability burns its error budget too fast',
    sloId: 'availability',
    startedAt: ago(minutesAgo),
    endedAt:
      lastedMinutes === undefined ? undefined : ago(minutesAgo - lastedMinutes),
    runbookUrl: 'https://runbooks.example.com/error-budget-burn',
    source: 'alertmanager-main',
  };
}

/** Budget over the window that ends where the objective stands. */
export function history(of: Slo): SloHistory {
  const points = 120;
  const to = Date.now();
  const stepMs = of.windowMs / points;
  const end = of.budgetRemaining;
  return {
    sloId: of.id,
    from: new Date(to - of.windowMs).toISOString(),
    to: new Date(to).toISOString(),
    stepMs,
    points: Array.from({ length: points }, (_, index) => {
      const at = new Date(to - (points - 1 - index) * stepMs).toISOString();
      if (end === undefined || (index > 40 && index < 45)) {
        return { at };
      }
      const progress = index / (points - 1);
      const fall =
        progress < 0.8 ? progress * 0.25 : 0.2 + (progress - 0.8) * 4;
      const burning = progress >= 0.8;
      return {
        at,
        budgetRemaining: 1 - (1 - end) * Math.min(1, fall),
        errorRatio: burning ? 0.016 : 0.0002,
        total: 36_000,
        bad: burning ? 576 : 7,
      };
    }),
    deployments: [597, 590, 583].map((number, index) =>
      deployment(number, 'production', 'production', {
        minutesAgo: 8_700 + index * 9_100,
        status: index === 1 ? 'failed' : 'succeeded',
      }),
    ),
    spending: [{ deploymentId: 'deployment-production-597', budgetUsed: 0.42 }],
    alerts: [
      firing('page', 'critical', { minutesAgo: 8_300, lastedMinutes: 190 }),
      firing('ticket', 'warning', { minutesAgo: 8_200, lastedMinutes: 2_900 }),
      ...(of.state === 'burning'
        ? [firing('now', 'critical', { minutesAgo: 14 })]
        : []),
    ],
    incidents: [
      {
        id: 'incident-1',
        externalId: 'INC-7',
        title: 'Checkout fails for every fifth customer',
        status: 'resolved',
        severity: 'P1',
        startedAt: ago(8_250),
        resolvedAt: ago(8_050),
      },
    ],
  };
}

export const someSlos: Slo[] = [
  slo('availability', 'Availability', 'ok'),
  slo('latency', 'Latency p95 < 300 ms', 'ok', {
    objective: 0.95,
    budgetRemaining: 0.98,
  }),
  slo('checkout', 'Checkout success', 'no_traffic'),
];

export const burningSlos: Slo[] = [
  slo('availability', 'Availability', 'burning'),
  ...someSlos.slice(1),
];

const states: SloState[] = [
  'ok',
  'at_risk',
  'burning',
  'exhausted',
  'no_traffic',
  'no_data',
  'stale',
  'unmeasured',
];

export const everySloState: Slo[] = states.map(state =>
  slo(
    state.replace('_', '-'),
    `Objective that is ${state.replace('_', ' ')}`,
    state,
  ),
);

export const someProblems: SloProblem[] = [
  {
    file: 'slo/payments.yaml',
    line: 14,
    column: 11,
    key: 'spec.objectives[0].target',
    message: 'target must be below 1, it is 99.9',
    remedy: 'Write a share between 0 and 1, for instance 0.999',
    url: 'https://gitlab.example.com/shop/checkout/-/blob/main/slo/payments.yaml#L14',
  },
  {
    file: 'slo/requests.yaml',
    line: 1,
    severity: 'warning',
    message:
      'checkout-requests at Prometheus (eu): 1 rule is evaluated with another query: slo:sli_total:rate5m',
    remedy: 'Make the rules again with `devops slo rules` and deploy them',
  },
];
