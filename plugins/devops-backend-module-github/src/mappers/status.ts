import type {
  JobControl,
  RunControl,
  RunStatus,
  WaitingOn,
} from '@backstage-devops/plugin-devops-common';

type StatusMeaning = {
  status: RunStatus;
  waitingOn?: WaitingOn;
  /** Nothing of it will change within this attempt. */
  terminal: boolean;
};

const open = (status: RunStatus, waitingOn?: WaitingOn): StatusMeaning => ({
  status,
  waitingOn,
  terminal: false,
});
const ended = (status: RunStatus): StatusMeaning => ({
  status,
  terminal: true,
});

/**
 * States of workflow runs and jobs, in the order in which a thing passes
 * through them. GitHub's times have no finer grain than a second, so the order
 * breaks ties.
 */
const STATES: Record<string, StatusMeaning> = {
  requested: open('queued'),
  pending: open('queued', 'queue'),
  queued: open('queued', 'runner'),
  waiting: open('waiting', 'approval'),
  // GitHub calls it completed, and goes on once somebody approves the run.
  action_required: open('waiting', 'approval'),
  in_progress: open('running'),
  stale: ended('canceled'),
  skipped: ended('skipped'),
  neutral: ended('succeeded'),
  cancelled: ended('canceled'),
  startup_failure: ended('failed'),
  timed_out: ended('failed'),
  failure: ended('failed'),
  success: ended('succeeded'),
};

/** States of deployments. `inactive` says what became of one, not how it went. */
const DEPLOYMENT_STATES: Record<string, StatusMeaning> = {
  pending: open('queued'),
  queued: open('queued'),
  waiting: open('waiting', 'approval'),
  in_progress: open('running'),
  error: ended('failed'),
  failure: ended('failed'),
  success: ended('succeeded'),
};

export type ProviderState = StatusMeaning & {
  providerStatus: string;
  /** Position in the life cycle, 0 to 99. */
  rank: number;
};

function stateFrom(
  states: Record<string, StatusMeaning>,
  name: string,
): ProviderState {
  const rank = Object.keys(states).indexOf(name) + 1;
  const meaning = rank > 0 ? states[name] : open('unknown');
  return { ...meaning, providerStatus: name, rank };
}

/**
 * The state of a run or a job. `completed` is said by its conclusion; a
 * conclusion that is missing leaves it open, whatever the event is called.
 */
export function stateOf(facts: {
  status: string;
  conclusion?: string;
}): ProviderState {
  const { status, conclusion } = facts;
  if (status !== 'completed') {
    return stateFrom(STATES, status);
  }
  const state = stateFrom(STATES, conclusion ?? 'completed');
  // A conclusion that a later GitHub invented is an end all the same.
  const isNew = conclusion !== undefined && state.rank === 0;
  return isNew ? { ...state, terminal: true, rank: 99 } : state;
}

export function deploymentStateOf(state: string): ProviderState {
  return stateFrom(DEPLOYMENT_STATES, state);
}

/** States of a deployment that tell nothing about how it went. */
export function isOutcomeless(state: string): boolean {
  return state === 'inactive' || state === 'destroyed';
}

/** What GitHub would do with a job: it cancels runs only as a whole. */
export function jobControls(
  state: ProviderState,
  options: { retried?: boolean } = {},
): JobControl[] {
  if (state.terminal) {
    return options.retried || state.status === 'skipped' ? [] : ['retry'];
  }
  return state.providerStatus === 'waiting' ? ['play'] : [];
}

export function runControls(state: ProviderState): RunControl[] {
  if (state.terminal) {
    return state.status === 'skipped' ? [] : ['retry'];
  }
  // It has ended for GitHub, which cancels nothing of it.
  return state.providerStatus === 'action_required' ? [] : ['cancel'];
}
