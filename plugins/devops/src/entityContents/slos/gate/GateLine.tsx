import type {
  EntityGates,
  EnvironmentGate,
} from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { ActionButton } from '../../../components/ActionButton';
import { toneColors } from '../../../components/colors';
import { formatInstant } from '../../../components/format';
import { GateMark } from '../../../components/StatusMark';
import { useMayOverrideGate } from '../../../hooks/useGate';
import { useLocale } from '../../../hooks/useLocale';
import { useTranslation } from '../../../hooks/useTranslation';
import { EndOverrideDialog } from './EndOverrideDialog';
import { OverrideDialog } from './OverrideDialog';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1.5),
    rowGap: theme.spacing(0.5),
  },
  sentence: { fontWeight: 'bold' },
  note: { margin: theme.spacing(0.5, 0, 0), overflowWrap: 'anywhere' },
  reasons: {
    margin: theme.spacing(0.5, 0, 0),
    paddingLeft: theme.spacing(3),
    overflowWrap: 'anywhere',
  },
  remedy: { color: toneColors(theme).neutral },
}));

/**
 * Whether deployments to one environment may go on, in words, and why. Who may
 * override it gets the buttons.
 */
export function GateLine({
  gate,
  of,
}: {
  gate: EnvironmentGate;
  /** The entity, and what holds for all of its environments. */
  of: Pick<EntityGates, 'entityRef' | 'longestOverrideMs'>;
}) {
  const { environment, decision, byPolicy, override } = gate;
  const classes = useStyles();
  const { t } = useTranslation();
  const mayOverride = useMayOverrideGate();
  const [asking, setAsking] = useState<'override' | 'end'>();
  // An override is told in its own words.
  const reasons = gate.reasons.filter(({ kind }) => kind !== 'override');
  const close = () => setAsking(undefined);
  return (
    <>
      <div className={classes.line}>
        <GateMark decision={decision} />
        <span className={classes.sentence}>
          {t(`gate.sentence.${override ? 'override' : decision}`, {
            environment,
          })}
        </span>
        {reasons.length === 0 && !override && <span>{t('gate.healthy')}</span>}
        {mayOverride && !override && byPolicy !== 'allow' && (
          <ActionButton
            variant="outlined"
            onClick={() => setAsking('override')}
            aria-label={t('gate.overrideLabel', { environment })}
          >
            {t('gate.override')}
          </ActionButton>
        )}
        {mayOverride && override && (
          <ActionButton
            variant="outlined"
            onClick={() => setAsking('end')}
            aria-label={t('gate.endLabel', { environment })}
          >
            {t('gate.end')}
          </ActionButton>
        )}
      </div>
      {override && <OverrideNote override={override} byPolicy={byPolicy} />}
      {reasons.length > 0 && (
        <ul
          className={classes.reasons}
          aria-label={t('gate.reasons', { environment })}
        >
          {reasons.map(({ kind, sloId, message, remedy }) => (
            <li key={`${kind} ${sloId}`}>
              {message}.{' '}
              {remedy && <span className={classes.remedy}>{remedy}.</span>}
            </li>
          ))}
        </ul>
      )}
      {asking === 'override' && (
        <OverrideDialog environment={environment} of={of} onClose={close} />
      )}
      {asking === 'end' && override && (
        <EndOverrideDialog override={override} onClose={close} />
      )}
    </>
  );
}

function OverrideNote(props: {
  override: NonNullable<EnvironmentGate['override']>;
  byPolicy: EnvironmentGate['byPolicy'];
}) {
  const { override, byPolicy } = props;
  const { createdBy: who, reason } = override;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const until = formatInstant(override.until, locale);
  return (
    <p className={classes.note}>
      {t('gate.overriddenBy', { who, until, reason })}{' '}
      <span className={classes.remedy}>{t(`gate.otherwise.${byPolicy}`)}</span>
    </p>
  );
}
