import type { EntityGates } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useId, useState } from 'react';
import { Confirm } from '../../../components/Confirm';
import { formatDuration } from '../../../components/format';
import { SelectField } from '../../../components/SelectField';
import { useOverrideGate } from '../../../hooks/useGate';
import { useTranslation } from '../../../hooks/useTranslation';

const HOUR_MS = 3_600_000;
const CHOICES_MS = [1, 4, 8, 24, 72, 168].map(hours => hours * HOUR_MS);
/** As the API takes it. */
const LONGEST_REASON = 1_000;

const useStyles = makeStyles<BackstageTheme>(theme => ({
  fields: { display: 'grid', rowGap: theme.spacing(2) },
}));

/** Asks why and for how long, and stays to tell a refusal. */
export function OverrideDialog(props: {
  environment: string;
  of: Pick<EntityGates, 'entityRef' | 'longestOverrideMs'>;
  onClose: () => void;
}) {
  const { environment, of, onClose } = props;
  const { entityRef, longestOverrideMs } = of;
  const classes = useStyles();
  const { t } = useTranslation();
  const reasonId = useId();
  const choices = choicesOf(longestOverrideMs);
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [forMs, setForMs] = useState(`${choices[0]}`);
  const override = useOverrideGate(environment);

  const confirm = () => {
    const text = reason.trim();
    setMissing(!text);
    if (text) {
      override.mutate(
        { reason: text, forMs: Number(forMs) },
        { onSuccess: onClose },
      );
    }
  };
  return (
    <Confirm
      open
      title={t('gate.dialog.title', { environment })}
      confirmLabel={t('gate.dialog.confirm')}
      busyLabel={t('gate.dialog.busy')}
      busy={override.isPending}
      refusal={
        override.isError
          ? { title: t('gate.dialog.refused'), error: override.error }
          : undefined
      }
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('gate.dialog.body', { entity: entityRef, environment })}</p>
      <div className={classes.fields}>
        <TextField
          id={reasonId}
          label={t('gate.dialog.reason')}
          helperText={t(
            isMissing ? 'gate.dialog.reasonMissing' : 'gate.dialog.reasonHint',
          )}
          InputLabelProps={{ shrink: true }}
          inputProps={{ maxLength: LONGEST_REASON }}
          required
          multiline
          error={isMissing}
          value={reason}
          onChange={event => setReason(event.target.value)}
        />
        <SelectField
          label={t('gate.dialog.duration')}
          value={forMs}
          options={choices.map(ms => ({
            value: `${ms}`,
            text: formatDuration(ms),
          }))}
          onChange={setForMs}
        />
      </div>
    </Confirm>
  );
}

function choicesOf(longestMs: number): number[] {
  const choices = CHOICES_MS.filter(ms => ms <= longestMs);
  return choices.length > 0 ? choices : [longestMs];
}
