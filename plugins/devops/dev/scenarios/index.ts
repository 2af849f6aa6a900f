import type {
  DeliveryHeadline,
  EnvironmentState,
  EnvironmentTier,
  Freshness,
  PipelineRun,
  Slo,
} from '@backstage-devops/plugin-devops-common';
import {
  ago,
  deployment,
  environment,
  freshness as freshnessOf,
  gitlab,
  run,
} from '../builders';
import { mainRuns, summary, threeEnvironments } from './delivery';
import {
  noMetrics,
  someFleet,
  someMetrics,
  somePendingChanges,
  someRows,
} from './metrics';
import { someFleetSlos } from './fleetSlos';
import { gateOf } from './gates';
import { somePipelines } from './pipelines';
import {
  burningSlos,
  everySloState,
  history,
  slo,
  someProblems,
  someSlos,
} from './slos';
import { detailsOf } from './traces';
import type { Scenario } from './types';

function scenario(
  description: string,
  parts: {
    headline: DeliveryHeadline;
    runs: PipelineRun[];
    environments: EnvironmentState[];
    slos: Slo[];
    freshness?: Freshness;
    over?: Partial<Scenario>;
  },
): Scenario {
  const { headline, runs, environments, slos, over } = parts;
  const freshness = parts.freshness ?? freshnessOf();
  return {
    description,
    sources: [gitlab],
    delivery: summary(headline, runs, environments, freshness),
    environments,
    deployments: environments
      .flatMap(({ current, latest }) => [latest, current])
      .filter(item => item !== undefined)
      .concat(
        runs
          .slice(3, 12)
          .map((item, index) =>
            deployment(
              Number(item.externalId.slice(1)),
              index % 2 ? 'staging' : 'development',
              index % 2 ? 'staging' : 'development',
              { minutesAgo: 300 + index * 130 },
            ),
          ),
      )
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
    runs,
    ...detailsOf(runs),
    slos,
    problems: [],
    histories: Object.fromEntries(slos.map(item => [item.id, history(item)])),
    gates: { production: gateOf(slos) },
    metrics: { ...(runs.length > 0 ? someMetrics : noMetrics), freshness },
    metricRows: runs.length > 0 ? someRows : [],
    pendingChanges: { ...somePendingChanges, freshness },
    fleet: someFleet,
    fleetSlos: someFleetSlos,
    pipelines: somePipelines,
    unreadable: 0,
    readsRepositories: true,
    freshness,
    ...over,
  };
}

const healthy = scenario('All is well; production waits for a decision.', {
  headline: { kind: 'main_green' },
  runs: mainRuns(600, [592]),
  environments: threeEnvironments(600),
  slos: someSlos,
});

const red = scenario(
  'main is red since two runs; staging has the last good one.',
  {
    headline: {
      kind: 'main_red',
      since: ago(104),
      failedRuns: 2,
      failedJobs: ['unit-tests'],
    },
    runs: mainRuns(600, [600, 599, 592]),
    environments: threeEnvironments(598).map(item => ({
      ...item,
      pending: [],
    })),
    slos: someSlos,
  },
);

const running = scenario('A run is on its way and staging is being deployed.', {
  headline: { kind: 'main_running', since: ago(2) },
  runs: [
    run(601, { status: 'running', minutesAgo: -2 }),
    run(602, {
      status: 'queued',
      minutesAgo: -3,
      ref: 'feature/gift-cards',
      defaultBranch: false,
    }),
    ...mainRuns(600),
  ],
  environments: threeEnvironments(600).map(item =>
    item.name === 'staging'
      ? {
          ...item,
          latest: deployment(601, 'staging', 'staging', {
            status: 'running',
            minutesAgo: 0,
          }),
        }
      : item,
  ),
  slos: someSlos,
});

const names = [
  'dev-eu',
  'dev-us',
  'test',
  'perf',
  'staging-eu',
  'production-eu',
  'production-us',
];

const tiers: EnvironmentTier[] = [
  'production',
  'staging',
  'development',
  'testing',
];

function tierOf(name: string): EnvironmentTier {
  return tiers.find(tier => name.startsWith(tier.slice(0, 3))) ?? 'testing';
}

const full = scenario(
  'Many environments, long names, many runs and objectives.',
  {
    headline: { kind: 'production_differs', since: ago(900) },
    runs: [
      ...mainRuns(600, [599, 596, 591, 590, 584]),
      ...Array.from({ length: 60 }, (_, index) =>
        run(560 - index, {
          ref: `feature/a-very-long-branch-name-that-somebody-liked-${index}`,
          defaultBranch: false,
          status: index % 7 === 0 ? 'canceled' : 'succeeded',
        }),
      ),
    ],
    environments: names.map((name, index) =>
      environment(name, tierOf(name), index * 10, {
        current: deployment(600 - index, name, 'other', {
          minutesAgo: 10 + index * 400,
          ...(index === 3
            ? { version: '2026.11.23-build.4711+refs.heads.main' }
            : {}),
        }),
        sameAsPrevious: index === 0 ? undefined : false,
        ...(index === 4
          ? {
              latest: deployment(600, name, 'staging', {
                status: 'failed',
                minutesAgo: 20,
              }),
            }
          : {}),
      }),
    ),
    slos: [
      ...everySloState,
      ...Array.from({ length: 6 }, (_, index) =>
        slo(
          `extra-${index}`,
          `Payment provider ${index + 1} answers in time`,
          'ok',
        ),
      ),
    ],
    over: { problems: someProblems },
  },
);

const failing: Partial<typeof gitlab> = {
  state: 'failing',
  completeUntil: ago(47),
  lastError: {
    at: ago(1),
    message: 'the token was refused (401); renew integrations.gitlab[0].token',
  },
};

/** The worlds by the name that the URL gives. */
export const scenarios: Record<string, Scenario> = {
  healthy,
  red,
  running,
  full,
  stale: {
    ...healthy,
    description: 'No sweep has ended for an hour.',
    ...withFreshness(
      healthy,
      freshnessOf('stale', { state: 'stale', completeUntil: ago(71) }),
    ),
  },
  failing: {
    ...healthy,
    description: 'The source answers with errors.',
    ...withFreshness(healthy, freshnessOf('failing', failing)),
  },
  burning: scenario('An objective burns.', {
    headline: { kind: 'main_green' },
    runs: mainRuns(600),
    environments: threeEnvironments(600),
    slos: burningSlos,
  }),
  'slo-states': scenario('Every state of an objective, and a broken file.', {
    headline: { kind: 'main_green' },
    runs: mainRuns(600),
    environments: threeEnvironments(600),
    slos: everySloState,
    over: { problems: someProblems },
  }),
  empty: scenario('Bound, but nothing has happened yet.', {
    headline: { kind: 'no_runs' },
    runs: [],
    environments: [],
    slos: [],
    over: { fleetSlos: [], pipelines: [] },
  }),
  unbound: scenario('No source is bound to the component.', {
    headline: { kind: 'no_runs' },
    runs: [],
    environments: [],
    slos: [],
    freshness: { state: 'unbound', sources: [] },
  }),
  error: {
    ...healthy,
    description: 'The backend fails.',
    failWith: {
      status: 500,
      message: 'The store of the devops backend cannot be reached',
    },
  },
  forbidden: {
    ...healthy,
    description: 'The reader may see nothing.',
    failWith: { status: 404, message: 'No delivery found' },
  },
  refused: {
    ...healthy,
    description: 'The provider refuses every action.',
    refuseWith: {
      status: 409,
      message:
        'The job is no longer playable: a newer pipeline has replaced it',
    },
  },
  loading: {
    ...healthy,
    description: 'The backend has not answered yet.',
    neverAnswers: true,
  },
};

function withFreshness(of: Scenario, freshness: Freshness): Partial<Scenario> {
  return { freshness, delivery: { ...of.delivery, freshness } };
}
