import type { MetricsWindow } from '@backstage-devops/plugin-devops-common';
import TextField from '@material-ui/core/TextField';
import { useId } from 'react';
import { useTranslation } from '../hooks/useTranslation';

export const METRIC_WINDOWS: MetricsWindow[] = [7, 30, 90, 180];

/** Over how many days the figures are. */
export function WindowSelect(props: {
  value: MetricsWindow;
  onChange: (window: MetricsWindow) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslation();
  const id = useId();
  return (
    <TextField
      id={id}
      size="small"
      select
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      label={t('metrics.window')}
      value={value}
      onChange={event => onChange(Number(event.target.value) as MetricsWindow)}
    >
      {METRIC_WINDOWS.map(days => (
        <option key={days} value={days}>
          {t('metrics.days', { days: String(days) })}
        </option>
      ))}
    </TextField>
  );
}
