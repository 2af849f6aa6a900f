import type { JobRun } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { toneColors } from '../../components/colors';
import { useTranslation } from '../../hooks/useTranslation';
import { JobRow } from './JobRow';
import { firstFailureOf, stagesOf } from './jobOrder';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  heading: {
    margin: theme.spacing(2, 0, 0.5),
    ...theme.typography.body2,
    fontWeight: 'bold',
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  failure: {
    borderLeft: `3px solid ${toneColors(theme).bad}`,
    paddingLeft: theme.spacing(1.5),
    marginTop: theme.spacing(2),
  },
}));

/** The jobs of a run by stage; what failed the run comes before all of them. */
export function Jobs(props: { jobs: JobRun[] }) {
  const { jobs } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  if (jobs.length === 0) {
    return <p>{t('run.noJobs')}</p>;
  }
  const failure = firstFailureOf(jobs);
  const others = jobs.filter(job => job !== failure);
  return (
    <>
      {failure && (
        <div className={classes.failure}>
          <h3 className={classes.heading}>
            {t('run.firstFailure', { job: failure.name })}
          </h3>
          <ul className={classes.list}>
            <JobRow job={failure} startsOpen />
          </ul>
        </div>
      )}
      {stagesOf(others).map(stage => (
        <section key={stage.name ?? ''}>
          <h3 className={classes.heading}>{stage.name ?? t('run.noStage')}</h3>
          <ul className={classes.list}>
            {stage.jobs.map(job => (
              <JobRow key={job.id} job={job} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
