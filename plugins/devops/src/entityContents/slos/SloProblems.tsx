import type { SloProblem } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { Section } from '../../components/Section';
import { toneColors } from '../../components/colors';
import { unusable } from '../../components/sloProblems';
import { useTranslation } from '../../hooks/useTranslation';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  problem: {
    borderLeft: '3px solid',
    padding: theme.spacing(0.25, 1.5),
    marginTop: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
  error: { borderLeftColor: toneColors(theme).bad },
  warning: { borderLeftColor: toneColors(theme).warning },
  place: { fontFamily: 'monospace', fontSize: '0.95em' },
  remedy: { margin: 0, color: toneColors(theme).neutral },
}));

/**
 * Files that could not be used, or that are used otherwise than they say: where,
 * what, and how to put it right.
 */
export function SloProblems(props: { problems: SloProblem[] }) {
  const { problems } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const errors = unusable(problems);
  return (
    <Section
      title={
        errors.length > 0
          ? t('slos.problems', { count: errors.length })
          : t('slos.warnings', { count: problems.length })
      }
    >
      <ul className={classes.list}>
        {problems.map(problem => (
          <li
            key={`${placeOf(problem)} ${problem.message}`}
            className={`${classes.problem} ${errors.includes(problem) ? classes.error : classes.warning}`}
          >
            {problem.url ? (
              <Link to={problem.url} className={classes.place}>
                {placeOf(problem)}
              </Link>
            ) : (
              <span className={classes.place}>{placeOf(problem)}</span>
            )}{' '}
            {problem.key && (
              <span className={classes.place}>{problem.key}: </span>
            )}
            {!errors.includes(problem) && `${t('slos.warning')}: `}
            {problem.message}
            {problem.remedy && (
              <p className={classes.remedy}>{problem.remedy}</p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function placeOf({ file, line, column }: SloProblem): string {
  return [file, line, column].filter(part => part !== undefined).join(':');
}
