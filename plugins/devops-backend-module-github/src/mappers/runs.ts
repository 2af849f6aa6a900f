import type { RunRecord } from '@backstage-devops/plugin-devops-node';
import type { Actor } from '@backstage-devops/plugin-devops-common';
import { z } from 'zod/v4';
import {
  compact,
  durationOf,
  id,
  instant,
  message,
  optionalActor,
  optionalId,
  optionalInstant,
  optionalText,
  optionalUrl,
  prose,
  sha,
  text,
  toIso,
  toIsoOptional,
} from './fields';
import { runKey } from './keys';
import { runControls, stateOf } from './status';
import type { ProviderState } from './status';
import { runVersion } from './versions';
import type { Teller } from './versions';

/** A workflow run, the same in webhooks and in the API. */
export const workflowRun = z.object({
  id,
  name: prose,
  display_title: prose,
  path: optionalText,
  run_number: optionalId,
  run_attempt: optionalId,
  status: text,
  conclusion: optionalText,
  event: optionalText,
  head_branch: optionalText,
  head_sha: sha,
  head_commit: z
    .object({
      message,
      author: z.object({ name: prose }).nullish(),
    })
    .nullish(),
  head_repository: z.object({ full_name: optionalText }).nullish(),
  actor: optionalActor,
  triggering_actor: optionalActor,
  created_at: instant,
  updated_at: optionalInstant,
  run_started_at: optionalInstant,
  html_url: optionalUrl,
});
export type WorkflowRun = z.output<typeof workflowRun>;

/** What is known of a run beside itself. */
export type RunContext = {
  teller: Teller;
  scope: string;
  defaultBranch?: string;
  /** The end of its last job: the run itself tells only its last change. */
  finishedAt?: number;
  workflowName?: string;
};

export function runStateOf(run: WorkflowRun): ProviderState {
  return stateOf(run);
}

export function toRunRecord(run: WorkflowRun, context: RunContext): RunRecord {
  const state = runStateOf(run);
  const changedAt = run.updated_at ?? run.created_at;
  const hasStarted = state.terminal || state.status === 'running';
  const startedAt = hasStarted
    ? (run.run_started_at ?? run.created_at)
    : undefined;
  const finishedAt = state.terminal
    ? (context.finishedAt ?? changedAt)
    : undefined;
  const attempt = run.run_attempt ?? 1;
  return compact<RunRecord>({
    type: 'run',
    scope: context.scope,
    key: runKey(run.id),
    version: runVersion({ state, teller: context.teller, attempt, changedAt }),
    externalId: String(run.run_number ?? run.id),
    name: nameOf(run, context),
    status: state.status,
    providerStatus: state.providerStatus,
    waitingOn: state.waitingOn,
    attempt,
    ref: run.head_branch ?? run.head_sha,
    defaultBranch: isOfDefaultBranch(run, context),
    revision: run.head_sha,
    commit: commitOf(run),
    actor: withoutKind(run.triggering_actor ?? run.actor),
    trigger: run.event,
    createdAt: toIso(run.created_at),
    startedAt: toIsoOptional(startedAt),
    finishedAt: toIsoOptional(finishedAt),
    durationMs: durationOf(startedAt, finishedAt),
    url: run.html_url,
    controls: runControls(state),
  });
}

/** A workflow without a name goes by that of its file. */
function nameOf(run: WorkflowRun, context: RunContext): string | undefined {
  return run.name ?? context.workflowName ?? run.path?.split('/').at(-1);
}

/** A pull request runs on the branch of its head, which a fork may call main. */
function isOfDefaultBranch(
  run: WorkflowRun,
  { scope, defaultBranch }: RunContext,
): boolean | undefined {
  if (defaultBranch === undefined) {
    return undefined;
  }
  const repository = run.head_repository?.full_name?.toLowerCase() ?? scope;
  return (
    run.head_branch === defaultBranch &&
    repository === scope &&
    !run.event?.startsWith('pull_request')
  );
}

function commitOf(run: WorkflowRun): RunRecord['commit'] {
  const title =
    run.head_commit?.message?.split(/\r?\n/, 1)[0].slice(0, 255) ??
    run.display_title;
  return compact({
    sha: run.head_sha,
    title: title || undefined,
    author: run.head_commit?.author?.name,
  });
}

export function withoutKind(
  actor: (Actor & { isBot: boolean }) | undefined,
): Actor | undefined {
  if (!actor) {
    return undefined;
  }
  const { isBot: _, ...rest } = actor;
  return rest;
}
