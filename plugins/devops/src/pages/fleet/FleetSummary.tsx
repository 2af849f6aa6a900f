import type { FleetPage } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { useTableStyles } from '../../components/tableStyles';
import { useTranslation } from '../../hooks/useTranslation';
import { Figure } from './Figure';
import { FIGURES } from './FigureHead';
import { Quality } from './Quality';
import { Quartiles } from './Quartiles';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  summary: {
    background: theme.palette.background.default,
    '& tr:last-child > *': {
      borderBottom: `2px solid ${theme.palette.divider}`,
    },
    '& tr > :first-child': { paddingLeft: theme.spacing(1) },
  },
}));

/** How the entities are distributed, and what all of them are together. */
export function FleetSummary(props: { page: FleetPage }) {
  const { distribution, pooled, pooledSamples, quality, entities } = props.page;
  const styles = useStyles();
  const classes = useTableStyles();
  const { t } = useTranslation();
  const numeric = classNames(classes.cell, classes.numeric);
  const head = classNames(classes.cell, classes.rowHead);
  const hasDeployed = distribution.deploymentFrequency.n > 0;
  return (
    <tbody className={styles.summary}>
      <tr>
        <th scope="row" colSpan={2} className={head}>
          {t('fleet.quartiles')}
        </th>
        {FIGURES.map(name => (
          <td key={name} className={numeric}>
            <Quartiles
              name={name}
              of={distribution[name]}
              entities={entities}
              deployed={hasDeployed}
            />
          </td>
        ))}
        <td className={numeric}>
          <Quality value={quality} />
        </td>
      </tr>
      <tr>
        <th scope="row" colSpan={2} className={head}>
          {t('fleet.pooled')}
        </th>
        {pooled ? (
          FIGURES.map(name => (
            <td key={name} className={numeric}>
              <Figure
                name={name}
                value={pooled[name]}
                sample={pooledSamples?.[name]}
                deployed={hasDeployed}
              />
            </td>
          ))
        ) : (
          <td
            className={classNames(classes.cell, classes.quiet)}
            colSpan={FIGURES.length}
          >
            {t('fleet.pooledHidden')}
          </td>
        )}
        <td className={classes.cell} />
      </tr>
    </tbody>
  );
}
