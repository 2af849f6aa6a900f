import type {
  DeliveryMetrics,
  MetricName,
  MetricValue,
} from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import classNames from 'classnames';
import { toneColors } from '../../components/colors';
import { formatFigure, METRIC_NAMES } from '../../components/figures';
import { formatDuration, formatNumber } from '../../components/format';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  tiles: {
    listStyle: 'none',
    margin: theme.spacing(0, 0, 1),
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    gap: theme.spacing(1.5),
  },
  tile: {
    width: '100%',
    height: '100%',
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    justifyContent: 'flex-start',
    textAlign: 'left',
    gap: theme.spacing(0.5),
    '&:focus-visible': { outline: `2px solid ${toneColors(theme).active}` },
  },
  selected: {
    borderColor: toneColors(theme).active,
    boxShadow: `inset 0 0 0 1px ${toneColors(theme).active}`,
  },
  name: {
    ...theme.typography.body2,
    fontWeight: 'bold',
    // Two lines, so that the values are on one line with each other.
    minHeight: '3em',
  },
  value: { fontSize: '1.5rem', lineHeight: 1.2 },
  quiet: { ...theme.typography.body2, color: toneColors(theme).neutral },
}));

type Metrics = DeliveryMetrics['metrics'];

/** The five numbers; choosing one shows the rows behind it. */
export function MetricTiles(props: {
  metrics: Metrics;
  selected: MetricName;
  onSelect: (metric: MetricName) => void;
}) {
  const { metrics, selected, onSelect } = props;
  const classes = useStyles();
  return (
    <ul className={classes.tiles}>
      {METRIC_NAMES.map(name => (
        <li key={name}>
          <Tile
            name={name}
            metric={metrics[name]}
            isSelected={name === selected}
            onSelect={() => onSelect(name)}
          />
        </li>
      ))}
    </ul>
  );
}

function Tile(props: {
  name: MetricName;
  metric: MetricValue;
  isSelected: boolean;
  onSelect: () => void;
}) {
  const { name, metric, isSelected, onSelect } = props;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const { value, n, score, p90 } = metric;
  const title = t(`metrics.name.${name}`);
  return (
    <ButtonBase
      className={classNames(classes.tile, isSelected && classes.selected)}
      aria-pressed={isSelected}
      onClick={onSelect}
    >
      <span className={classes.name}>{title}</span>
      <span className={classes.value}>
        {value === null
          ? t('metrics.none')
          : formatFigure(name, value, locale, t)}
      </span>
      <span className={classes.quiet}>
        {t(`metrics.count.${name}`, { count: n })}
      </span>
      {typeof p90 === 'number' && (
        <span className={classes.quiet}>
          {t('metrics.p90', { duration: formatDuration(p90 * 1000) })}
        </span>
      )}
      {value !== null && (
        <span className={classes.quiet}>
          {score === undefined
            ? t('metrics.few')
            : t('metrics.score', { score: formatNumber(score, locale) })}
        </span>
      )}
      <span className={classes.quiet}>{t(`metrics.about.${name}`)}</span>
    </ButtonBase>
  );
}

export function MetricTilesSkeleton() {
  const classes = useStyles();
  return (
    <div className={classes.tiles} aria-busy="true">
      {METRIC_NAMES.map(name => (
        <Skeleton animation={false} variant="rect" key={name} height={168} />
      ))}
    </div>
  );
}
