import type {
  DeploymentGate,
  InboxState,
  PipelineState,
  RunStatus,
  SloState,
  SourceHealth,
  WaitingOn,
} from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { useTranslation } from '../../hooks/useTranslation';
import { toneColors, type Tone } from '../colors';
import { visuallyHidden } from '../visuallyHidden';
import {
  gateAppearance,
  inboxAppearance,
  pipelineAppearance,
  runAppearance,
  sloAppearance,
  sourceAppearance,
  type Appearance,
} from './shapes';

const useStyles = makeStyles<BackstageTheme>(theme => {
  const colors = toneColors(theme);
  return {
    root: {
      display: 'inline-flex',
      alignItems: 'baseline',
      gap: theme.spacing(0.75),
      whiteSpace: 'nowrap',
      '--devops-mark-cut': theme.palette.background.paper,
    },
    // Down from the baseline, to the middle of the letters.
    icon: { flex: 'none', width: 16, height: 16, position: 'relative', top: 3 },
    turning: {
      animation: '$turn 2s linear infinite',
      '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
    },
    '@keyframes turn': { to: { transform: 'rotate(360deg)' } },
    hidden: visuallyHidden,
    ...(Object.fromEntries(
      Object.entries(colors).map(([tone, color]) => [tone, { color }]),
    ) as Record<Tone, { color: string }>),
  };
});

function Mark(props: {
  appearance: Appearance;
  word: string;
  hideWord?: boolean;
}) {
  const { appearance, word, hideWord } = props;
  const classes = useStyles();
  return (
    <span className={classNames(classes.root, classes[appearance.tone])}>
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        focusable="false"
        className={classNames(
          classes.icon,
          appearance.turns && classes.turning,
        )}
      >
        {appearance.shape}
      </svg>
      <span className={hideWord ? classes.hidden : undefined}>{word}</span>
    </span>
  );
}

/**
 * State of a run, a job or a deployment: shape, colour and word, the same
 * everywhere. `hideWord` leaves the word to screen readers, for places where
 * text beside the mark says it.
 */
export function StatusMark(props: {
  status: RunStatus;
  waitingOn?: WaitingOn;
  hideWord?: boolean;
}) {
  const { status, waitingOn, hideWord } = props;
  const { t } = useTranslation();
  const word =
    status === 'waiting' && waitingOn
      ? t(`status.waitingOn.${waitingOn}`)
      : t(`status.${status}`);
  return (
    <Mark appearance={runAppearance[status]} word={word} hideWord={hideWord} />
  );
}

/**
 * State of an objective. The four that are no judgement on the service are
 * grey outlines.
 */
export function SloMark(props: { state: SloState; hideWord?: boolean }) {
  const { t } = useTranslation();
  return (
    <Mark
      appearance={sloAppearance[props.state]}
      word={t(`status.slo.${props.state}`)}
      hideWord={props.hideWord}
    />
  );
}

/** Whether deployments may go on; text beside the mark says the rest. */
export function GateMark(props: { decision: DeploymentGate['decision'] }) {
  const { t } = useTranslation();
  return (
    <Mark
      appearance={gateAppearance[props.decision]}
      word={t(`gate.decision.${props.decision}`)}
    />
  );
}

/** State of a webhook, or of a question to a provider. */
export function InboxMark(props: { state: InboxState }) {
  const { t } = useTranslation();
  return (
    <Mark
      appearance={inboxAppearance[props.state]}
      word={t(`inbox.state.${props.state}`)}
    />
  );
}

/** Whether a generated pipeline is what its generator would write. */
export function PipelineMark(props: { state: PipelineState }) {
  const { t } = useTranslation();
  return (
    <Mark
      appearance={pipelineAppearance[props.state]}
      word={t(`pipelines.state.${props.state}`)}
    />
  );
}

/** Whether a source tells what it should. */
export function SourceMark(props: { state: SourceHealth['state'] }) {
  const { t } = useTranslation();
  return (
    <Mark
      appearance={sourceAppearance[props.state]}
      word={t(`sources.state.${props.state}`)}
    />
  );
}
