import type { Deployment } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { formatInstant } from '../../components/format';
import { runAppearance } from '../../components/StatusMark/shapes';
import { useToneColors } from '../../components/useToneColors';
import { versionOf } from '../../hooks/useDelivery';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';

const MARK = 16;

const useStyles = makeStyles<BackstageTheme>(theme => ({
  mark: {
    cursor: 'pointer',
    '--devops-mark-cut': theme.palette.background.paper,
    '&:focus': { outline: 'none' },
    '&:focus-visible $ring': { stroke: theme.palette.link },
  },
  ring: { fill: 'transparent', stroke: 'transparent', strokeWidth: 2 },
}));

/** Deployments on the time axis, each a mark that can be selected. */
export function DeploymentMarks(props: {
  deployments: Deployment[];
  x: (at: Date) => number;
  height: number;
  selected: string | undefined;
  onSelect: (deployment: Deployment | undefined) => void;
}) {
  const { deployments, x, height, selected, onSelect } = props;
  const classes = useStyles();
  const colors = useToneColors();
  const locale = useLocale();
  const { t } = useTranslation();
  return (
    <>
      {deployments.map(deployment => {
        const at = deployment.finishedAt ?? deployment.createdAt;
        const position = x(new Date(at));
        const { tone, shape } = runAppearance[deployment.status];
        const isSelected = deployment.id === selected;
        const toggle = () => onSelect(isSelected ? undefined : deployment);
        return (
          <g
            key={deployment.id}
            className={classes.mark}
            role="button"
            tabIndex={0}
            aria-pressed={isSelected}
            aria-label={t('slos.chart.deployment', {
              version: versionOf(deployment),
              environment: deployment.environment,
              status: t(`status.${deployment.status}`),
              time: formatInstant(at, locale),
            })}
            color={colors[tone]}
            onClick={toggle}
            onKeyDown={event => {
              if (event.key === 'Enter' || event.key === ' ') {
                event.preventDefault();
                toggle();
              }
            }}
          >
            <line
              x1={position}
              x2={position}
              y1={0}
              y2={height}
              stroke="currentColor"
              strokeWidth={isSelected ? 2 : 1}
              strokeDasharray={isSelected ? undefined : '2 4'}
              pointerEvents="none"
            />
            <circle
              className={classes.ring}
              cx={position}
              cy={-MARK / 2 - 3}
              r={MARK / 2 + 3}
            />
            <svg
              x={position - MARK / 2}
              y={-MARK - 3}
              width={MARK}
              height={MARK}
              viewBox="0 0 16 16"
            >
              {shape}
            </svg>
          </g>
        );
      })}
    </>
  );
}
