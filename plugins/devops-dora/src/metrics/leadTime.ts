import { inWindow, type Settings } from '../options';
import type { ChangeReport, ExplanationRow, LeadTime } from '../result';
import {
  byEnd,
  endOf,
  isProduction,
  isSingleCommit,
  type Change,
  type DeploymentNode,
} from '../timelines';
import { quantile } from '../statistics';
import { median, ratio, summarize, type MetricContext } from './context';

interface Stages {
  coding: number | undefined;
  pickup: number | undefined;
  review: number | undefined;
  deploy: number | undefined;
}

interface Sample {
  change: Change;
  node: DeploymentNode;
  /** When work on it began, as far as that is known. */
  startedAt: number | undefined;
  /** In seconds; undefined when it cannot be told. */
  total: number | undefined;
  stages: Stages;
}

export function leadTime(context: MetricContext): LeadTime {
  const { settings } = context;
  const samples = samplesOf(context);
  const usable = samples.filter(({ total }) => (total ?? -1) >= 0);
  const values = usable.map(({ total }) => total ?? 0);
  const stage = (name: keyof Stages) =>
    summarize(
      usable.flatMap(({ stages }) => stages[name] ?? []),
      settings,
    );
  return {
    value: median(values, settings),
    unit: 'seconds',
    n: values.length,
    p75: quantile(values, 0.75),
    p90: quantile(values, 0.9),
    stages: {
      coding: stage('coding'),
      pickup: stage('pickup'),
      review: stage('review'),
      deploy: stage('deploy'),
    },
    dataQuality: dataQuality(context, samples),
    explanation: { rules: rules(settings), rows: samples.map(explain) },
  };
}

/** Each change once, at the first deployment to production that has it. */
function samplesOf({ timelines, settings }: MetricContext): Sample[] {
  const seen = new Set<string>();
  return timelines
    .flatMap(({ successes }) => successes)
    .filter(isProduction)
    .sort(byEnd)
    .flatMap(node => node.changes.map(change => ({ change, node })))
    .filter(({ change, node }) => {
      const { entity, unit } = node.timeline;
      const key = JSON.stringify([entity, unit ?? null, change.id]);
      const first = !seen.has(key);
      seen.add(key);
      return first && inWindow(settings, endOf(node));
    })
    .map(({ change, node }) => sampleOf(change, node, settings));
}

function sampleOf(
  change: Change,
  node: DeploymentNode,
  settings: Settings,
): Sample {
  const { commits, createdAt, firstReviewAt, mergedAt } = change.record;
  const end = endOf(node);
  const authored = least(commits.map(commit => commit.authoredAt));
  const committed = least(commits.map(commit => commit.committedAt));
  const single = isSingleCommit(change);
  const minutes = settings.leadTime === 'parts';
  const span = (from: number | undefined, to: number | undefined) =>
    spanOf(from, to, minutes);
  const stages: Stages = {
    coding: single ? undefined : span(authored, createdAt),
    pickup: span(createdAt, firstReviewAt),
    review: span(firstReviewAt, mergedAt),
    deploy: span(mergedAt, end),
  };
  const seconds = (start: number | undefined) =>
    start === undefined ? undefined : (end - start) / 1000;
  const startedAt = authored ?? createdAt ?? committed;
  const totals = {
    commit: () => seconds(startedAt),
    merge: () => seconds(mergedAt),
    parts: () =>
      (stages.coding ?? 0) +
      (span(createdAt, mergedAt) ?? 0) +
      (stages.deploy ?? 0),
  };
  const total = totals[settings.leadTime]();
  return { change, node, startedAt, stages, total };
}

/** What is known of the changes that a deployment brought. */
export function reportChanges(
  node: DeploymentNode,
  settings: Settings,
): ChangeReport[] {
  return node.changes.map(change => {
    const { startedAt, stages, total } = sampleOf(change, node, settings);
    return {
      id: change.id,
      deployment: node.record.id,
      environment: node.record.environment,
      unit: node.record.unit ?? null,
      revision: isSingleCommit(change)
        ? change.id
        : (change.record.revision ?? null),
      pullRequest: !isSingleCommit(change),
      startedAt: startedAt ?? null,
      deliveredAt: endOf(node),
      seconds: total ?? null,
      stages: {
        coding: stages.coding ?? null,
        pickup: stages.pickup ?? null,
        review: stages.review ?? null,
        deploy: stages.deploy ?? null,
      },
    };
  });
}

/** Seconds; undefined where a part is unknown or would be negative. */
function spanOf(
  from: number | undefined,
  to: number | undefined,
  startedMinutes: boolean,
): number | undefined {
  if (from === undefined || to === undefined || to < from) {
    return undefined;
  }
  return startedMinutes
    ? Math.ceil((to - from) / 60_000) * 60
    : (to - from) / 1000;
}

function least(instants: Array<number | undefined>): number | undefined {
  const known = instants.filter(instant => instant !== undefined);
  return known.length > 0 ? known.reduce((a, b) => Math.min(a, b)) : undefined;
}

function dataQuality(context: MetricContext, samples: Sample[]) {
  const { settings, records, timelines } = context;
  const forward = timelines
    .flatMap(({ successes }) => successes)
    .filter(isProduction)
    .filter(node => node.kind === 'forward' && inWindow(settings, endOf(node)));
  const ranges = (knowledge: string) =>
    forward.filter(({ range }) => range === knowledge).length;
  const placed = new Set(
    timelines
      .flatMap(({ successes }) => successes.filter(isProduction))
      .flatMap(({ changes }) => changes.map(({ record }) => record)),
  );
  const merged = records.changes.filter(({ mergedAt }) =>
    inWindow(settings, mergedAt),
  );
  return {
    changes: samples.length,
    withoutStart: samples.filter(({ total }) => total === undefined).length,
    negative: samples.filter(({ total }) => (total ?? 0) < 0).length,
    /** Deployed before the merge: from a branch, or by a clock that is off. */
    deployedBeforeMerge: samples.filter(
      ({ change, node }) => endOf(node) < (change.record.mergedAt ?? -Infinity),
    ).length,
    commitsWithoutPullRequest: samples.filter(({ change }) =>
      isSingleCommit(change),
    ).length,
    deploymentsWithoutRange: ranges('unknown'),
    deploymentsWithPartOfRange: ranges('partial'),
    deploymentsWithWiderRange: ranges('wider'),
    mergedChangesPlaced: ratio(
      merged.filter(change => placed.has(change)).length,
      merged.length,
    ),
  };
}

function rules(settings: Settings): string[] {
  const totals = {
    commit:
      'From the first authored commit of a change to the end of the first deployment to production that has it.',
    parts:
      'Coding time, time to merge and deploy time of a pull request, each in started minutes, added up without parts that are unknown or negative.',
    merge: 'From the merge to the end of the first deployment that has it.',
  };
  return [
    totals[settings.leadTime],
    'Each change counts once, in the window of its deployment.',
    'Initial deployments, redeploys and rollbacks bring no changes.',
  ];
}

function explain({ change, node, total }: Sample): ExplanationRow {
  const why =
    total === undefined ? 'no start is known' : 'it ends before it starts';
  const counted = total !== undefined && total >= 0;
  return {
    change: change.id,
    deployment: node.record.id,
    value: total ?? null,
    counted,
    why: counted ? 'first deployment that has it' : why,
  };
}
