import type {
  DeploymentGate,
  InboxState,
  PipelineState,
  RunStatus,
  SloState,
  SourceHealth,
} from '@backstage-devops/plugin-devops-common';
import type { ReactElement } from 'react';
import type { Tone } from '../colors';

/** How a state looks: colour and shape, on a square of 16. */
export type Appearance = {
  tone: Tone;
  shape: ReactElement;
  /** True for the one thing on a page that moves by itself. */
  turns?: boolean;
};

const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.5,
  strokeLinecap: 'round',
} as const;

/** Lines on a filled shape take the colour of what lies behind it. */
const cut = { ...line, stroke: 'var(--devops-mark-cut)', strokeWidth: 1.8 };

const ring = <circle cx={8} cy={8} r={6.25} {...line} />;
const dashedRing = (
  <circle cx={8} cy={8} r={6.25} {...line} strokeDasharray="2.4 2.5" />
);
const disc = <circle cx={8} cy={8} r={7} fill="currentColor" />;
const octagon = (
  <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" fill="currentColor" />
);
const triangle = (
  <path
    d="M8 1.2 15.4 14.4H.6z"
    fill="currentColor"
    stroke="currentColor"
    strokeLinejoin="round"
  />
);
const diamond = (
  <path
    d="M8 .8 15.2 8 8 15.2.8 8z"
    fill="currentColor"
    stroke="currentColor"
    strokeLinejoin="round"
  />
);
const check = <path d="M4.7 8.3 7 10.6l4.3-4.8" {...cut} />;
const cross = <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" {...cut} />;
const dash = <path d="M5.2 8h5.6" {...line} />;
const question = (
  <path
    d="M6.3 6.3c.2-1.1 1-1.6 1.8-1.6 1 0 1.8.7 1.8 1.6 0 1.3-1.8 1.4-1.8 2.7M8.1 11.3v.1"
    {...line}
  />
);

export const runAppearance: Record<RunStatus, Appearance> = {
  succeeded: {
    tone: 'good',
    shape: (
      <>
        {disc}
        {check}
      </>
    ),
  },
  failed: {
    tone: 'bad',
    shape: (
      <>
        {octagon}
        {cross}
      </>
    ),
  },
  running: {
    tone: 'active',
    turns: true,
    shape: (
      <>
        {ring}
        <path d="M8 1.75a6.25 6.25 0 0 0 0 12.5z" fill="currentColor" />
      </>
    ),
  },
  queued: { tone: 'active', shape: dashedRing },
  waiting: {
    tone: 'waiting',
    shape: (
      <>
        {ring}
        <path d="M6.3 5.4v5.2m3.4-5.2v5.2" {...line} />
      </>
    ),
  },
  canceled: {
    tone: 'neutral',
    shape: (
      <>
        {ring}
        <path d="m3.8 12.2 8.4-8.4" {...line} />
      </>
    ),
  },
  skipped: {
    tone: 'neutral',
    shape: (
      <>
        {ring}
        {dash}
      </>
    ),
  },
  unknown: {
    tone: 'neutral',
    shape: (
      <>
        {ring}
        {question}
      </>
    ),
  },
};

export const sloAppearance: Record<SloState, Appearance> = {
  ok: {
    tone: 'good',
    shape: (
      <>
        {disc}
        {check}
      </>
    ),
  },
  at_risk: {
    tone: 'warning',
    shape: (
      <>
        {triangle}
        <path d="M8 11.8V6.6m-1.9 2L8 6.6l1.9 2" {...cut} strokeWidth={1.5} />
      </>
    ),
  },
  burning: {
    tone: 'bad',
    shape: (
      <>
        {diamond}
        <path d="M8 4.4v4.4M8 11.3v.1" {...cut} />
      </>
    ),
  },
  exhausted: {
    tone: 'bad',
    shape: (
      <>
        {octagon}
        {cross}
      </>
    ),
  },
  no_traffic: {
    tone: 'neutral',
    shape: (
      <>
        {ring}
        {dash}
      </>
    ),
  },
  no_data: {
    tone: 'neutral',
    shape: (
      <>
        {ring}
        {question}
      </>
    ),
  },
  stale: {
    tone: 'neutral',
    shape: (
      <>
        {ring}
        <path d="M8 4.6V8l2.2 1.5" {...line} />
      </>
    ),
  },
  unmeasured: {
    tone: 'neutral',
    shape: (
      <>
        {dashedRing}
        {dash}
      </>
    ),
  },
};

export const gateAppearance: Record<DeploymentGate['decision'], Appearance> = {
  allow: sloAppearance.ok,
  slow: sloAppearance.at_risk,
  freeze: sloAppearance.exhausted,
};

/** Of a generated pipeline beside its template. */
export const pipelineAppearance: Record<PipelineState, Appearance> = {
  current: runAppearance.succeeded,
  behind: sloAppearance.at_risk,
  edited: {
    tone: 'neutral',
    shape: (
      <>
        {ring}
        <path d="m5 11 .6-2.2 4.2-4.2 1.6 1.6-4.2 4.2z" {...line} />
      </>
    ),
  },
  broken: runAppearance.failed,
};

/** Of a webhook, and of a question to a provider. */
export const inboxAppearance: Record<InboxState, Appearance> = {
  applied: runAppearance.succeeded,
  pending: runAppearance.waiting,
  parked: runAppearance.failed,
};

export const sourceAppearance: Record<SourceHealth['state'], Appearance> = {
  ok: runAppearance.succeeded,
  stale: { ...sloAppearance.stale, tone: 'warning' },
  failing: runAppearance.failed,
  never: runAppearance.unknown,
};
