import type {
  Deployment,
  SloHistory,
} from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { AxisBottom, AxisLeft } from '@visx/axis';
import { Group } from '@visx/group';
import { useParentSize } from '@visx/responsive';
import { scaleLinear, scaleTime } from '@visx/scale';
import { LinePath } from '@visx/shape';
import { useMemo, useState } from 'react';
import {
  formatInstant,
  formatNumber,
  formatPercent,
  formatTick,
} from '../../components/format';
import { useToneColors } from '../../components/useToneColors';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';
import { ChartCursor } from './ChartCursor';
import { DeploymentMarks } from './DeploymentMarks';
import { DeploymentNote } from './DeploymentNote';
import { FiringBars } from './FiringBars';
import type { BudgetPoint, Series } from './series';

const HEIGHT = 260;
const MARGIN = { top: 28, right: 24, bottom: 32, left: 76 };
const FIRST_WIDTH = 640;

const useStyles = makeStyles<BackstageTheme>(theme => ({
  root: { width: '100%' },
  svg: { display: 'block', maxWidth: '100%' },
  readout: {
    margin: 0,
    minHeight: theme.spacing(3),
    ...theme.typography.body2,
    fontVariantNumeric: 'tabular-nums',
  },
}));

/** Error budget left over the window, with what happened meanwhile. */
export function BudgetChart(props: { history: SloHistory; series: Series }) {
  const { history, series } = props;
  const classes = useStyles();
  const colors = useToneColors();
  const locale = useLocale();
  const { t } = useTranslation();
  const { parentRef, width } = useParentSize({
    initialSize: { width: FIRST_WIDTH },
    debounceTime: 50,
  });
  const [cursor, setCursor] = useState<BudgetPoint>();
  const [selected, setSelected] = useState<Deployment>();

  const points = useMemo(
    () => series.filter(point => point !== undefined),
    [series],
  );
  const inner = {
    width: Math.max(0, width - MARGIN.left - MARGIN.right),
    height: HEIGHT - MARGIN.top - MARGIN.bottom,
  };
  const x = scaleTime({
    domain: [new Date(history.from), new Date(history.to)],
    range: [0, inner.width],
  });
  const y = scaleLinear({
    domain: [Math.min(0, ...points.map(point => point.left)), 1],
    range: [inner.height, 0],
  });
  const axis = {
    stroke: colors.neutral,
    tickStroke: colors.neutral,
    tickLabelProps: {
      fill: colors.neutral,
      fontSize: 12,
      fontFamily: 'inherit',
    },
  };
  const text = (point: BudgetPoint) => {
    const time = formatInstant(new Date(point.at).toISOString(), locale);
    const left = formatPercent(point.left, locale);
    return point.errorRatio === undefined
      ? t('slos.chart.point', { time, left })
      : t('slos.chart.pointErrors', {
          time,
          left,
          errors: formatNumber(point.errorRatio * 100, locale),
        });
  };

  return (
    <div ref={parentRef} className={classes.root}>
      <svg
        className={classes.svg}
        width={width}
        height={HEIGHT}
        role="group"
        aria-label={t('slos.chart.label')}
      >
        <Group left={MARGIN.left} top={MARGIN.top}>
          <AxisLeft
            {...axis}
            scale={y}
            numTicks={5}
            tickFormat={value => formatPercent(Number(value), locale)}
            label={t('slos.chart.axisY')}
            labelOffset={54}
            labelProps={{
              fill: colors.neutral,
              fontSize: 12,
              fontFamily: 'inherit',
              textAnchor: 'middle',
            }}
          />
          <AxisBottom
            {...axis}
            scale={x}
            top={inner.height}
            numTicks={Math.max(2, Math.floor(inner.width / 110))}
            tickFormat={value =>
              formatTick(
                Number(value),
                { from: history.from, to: history.to },
                locale,
              )
            }
          />
          <line
            x1={0}
            x2={inner.width}
            y1={y(0)}
            y2={y(0)}
            stroke={colors.bad}
            strokeDasharray="4 3"
          />
          <text x={6} y={y(0) - 4} fontSize={12} fill={colors.bad}>
            {t('slos.chart.zero')}
          </text>
          <LinePath
            data={series}
            defined={point => point !== undefined}
            x={point => x(point?.at ?? 0)}
            y={point => y(point?.left ?? 0)}
            stroke={colors.active}
            strokeWidth={2}
          />
          <FiringBars
            alerts={history.alerts}
            incidents={history.incidents}
            x={x}
            size={inner}
          />
          <ChartCursor
            points={points}
            x={x}
            y={y}
            size={inner}
            label={t('slos.chart.label')}
            textOf={text}
            cursor={cursor}
            onMove={setCursor}
          />
          <DeploymentMarks
            deployments={history.deployments}
            x={x}
            height={inner.height}
            selected={selected?.id}
            onSelect={setSelected}
          />
        </Group>
      </svg>
      <p className={classes.readout}>
        {cursor ? text(cursor) : t('slos.chart.keyboard')}
      </p>
      {selected && <DeploymentNote deployment={selected} />}
    </div>
  );
}
