import type { Alert, Incident } from '@backstage-devops/plugin-devops-common';
import { useToneColors } from '../../components/useToneColors';
import { useLocale } from '../../hooks/useLocale';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';

const HEIGHT = 5;
/** A minute of an alert can be seen in a chart of a month. */
const NARROWEST = 3;

/**
 * When alerts fired and incidents were open, as bars above the time axis: one
 * row for each. Those that look at the chart find the same in words below it.
 */
export function FiringBars(props: {
  alerts: Alert[];
  incidents: Incident[];
  x: (at: Date) => number;
  size: { width: number; height: number };
}) {
  const { alerts, incidents, x, size } = props;
  const colors = useToneColors();
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  const rows = [
    {
      name: t('slos.chart.alerts'),
      color: colors.bad,
      spans: alerts.map(it => [it.startedAt, it.endedAt]),
    },
    {
      name: t('slos.chart.incidents'),
      color: colors.neutral,
      spans: incidents.map(it => [it.startedAt, it.resolvedAt]),
    },
  ].filter(({ spans }) => spans.length > 0);
  return (
    <>
      {rows.map(({ name, color, spans }, row) => (
        <g
          key={name}
          role="img"
          aria-label={t('slos.chart.bars', {
            name,
            number: new Intl.NumberFormat(locale.locale).format(spans.length),
          })}
          pointerEvents="none"
        >
          {spans.map(([from, to]) => {
            const left = clamp(x(new Date(from ?? now)), size.width);
            // What goes on lasts until now.
            const right = clamp(x(new Date(to ?? now)), size.width);
            return (
              <rect
                key={`${from} ${to}`}
                x={Math.min(left, size.width - NARROWEST)}
                y={size.height - (row + 1) * (HEIGHT + 2)}
                width={Math.max(NARROWEST, right - left)}
                height={HEIGHT}
                fill={color}
              />
            );
          })}
        </g>
      ))}
    </>
  );
}

function clamp(position: number, width: number): number {
  return Math.min(width, Math.max(0, position));
}
