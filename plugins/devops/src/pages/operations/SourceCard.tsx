import type { SourceHealth } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { Age } from '../../components/Age';
import { toneColors } from '../../components/colors';
import {
  formatClock,
  formatDuration,
  formatNumber,
} from '../../components/format';
import { SourceMark } from '../../components/StatusMark';
import { useLocale } from '../../hooks/useLocale';
import { useNow } from '../../hooks/useNow';
import { useTranslation } from '../../hooks/useTranslation';
import { useInboxFilters } from './useInboxFilters';

const useStyles = makeStyles<BackstageTheme>(theme => {
  const colors = toneColors(theme);
  return {
    root: {
      minWidth: 0,
      padding: theme.spacing(1.5),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      ...theme.typography.body2,
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      columnGap: theme.spacing(1),
      marginBottom: theme.spacing(1),
    },
    title: { fontWeight: 'bold', overflowWrap: 'anywhere' },
    facts: {
      display: 'grid',
      gridTemplateColumns: 'auto 1fr',
      columnGap: theme.spacing(2),
      rowGap: theme.spacing(0.5),
      margin: 0,
      '& dt': { color: colors.neutral, whiteSpace: 'nowrap' },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
    },
    warning: { color: colors.warning },
    quiet: { color: colors.neutral },
    error: {
      margin: theme.spacing(1, 0, 0),
      paddingLeft: theme.spacing(1),
      borderLeft: `3px solid ${colors.bad}`,
      overflowWrap: 'anywhere',
    },
    link: { padding: 0, minWidth: 0, verticalAlign: 'baseline' },
  };
});

/** How one source does: how far it is complete, and what it lacks. */
export function SourceCard(props: { source: SourceHealth }) {
  const { source } = props;
  const classes = useStyles();
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  const clock = (at: string) => formatClock(at, now, locale);
  const fact = (name: string, value: ReactNode) => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <li className={classes.root}>
      <div className={classes.head}>
        <Typography variant="body2" component="h3" className={classes.title}>
          {source.title}
        </Typography>
        <SourceMark state={source.state} />
      </div>
      <dl className={classes.facts}>
        {fact(
          t('sources.completeUntil'),
          source.completeUntil ? clock(source.completeUntil) : '–',
        )}
        {source.sweepIntervalMs !== undefined &&
          fact(
            t('sources.lastSweep'),
            <>
              {source.lastSuccessAt ? (
                <Age at={source.lastSuccessAt} />
              ) : (
                t('time.none')
              )}{' '}
              <span className={classes.quiet}>
                {t('sources.every', {
                  interval: formatDuration(source.sweepIntervalMs),
                })}
              </span>
            </>,
          )}
        {source.capabilities.includes('webhooks') &&
          fact(
            t('sources.lastEvent'),
            source.lastEventAt ? (
              <Age at={source.lastEventAt} />
            ) : (
              t('time.none')
            ),
          )}
        {source.scopes &&
          fact(t('sources.projects'), <Projects scopes={source.scopes} />)}
        {source.capabilities.includes('pipelines') &&
          fact(t('sources.missing'), <Gaps gaps={source.gaps} />)}
        {source.capabilities.includes('pipelines') &&
          fact(
            t('sources.budget'),
            source.requestBudget ? (
              <Budget budget={source.requestBudget} />
            ) : (
              <span className={classes.quiet}>{t('sources.unknown')}</span>
            ),
          )}
        {source.pendingDeliveries !== undefined &&
          fact(t('sources.webhooks'), <Webhooks source={source} />)}
        {source.pendingWork !== undefined &&
          fact(
            t('sources.work'),
            <Counts pending={source.pendingWork}>
              {t('sources.parked', {
                number: formatNumber(source.parkedWork ?? 0, locale),
              })}
            </Counts>,
          )}
      </dl>
      {source.lastError && isPresent(source) && (
        <p className={classes.error}>
          {t('sources.lastError')}: {source.lastError.message}{' '}
          <span className={classes.quiet}>
            <Age at={source.lastError.at} />
          </span>
        </p>
      )}
    </li>
  );
}

/** An error that was followed by a success of everything is history. */
function isPresent({ state, scopes }: SourceHealth): boolean {
  return state === 'failing' || (scopes?.failing ?? 0) > 0;
}

function Projects(props: { scopes: NonNullable<SourceHealth['scopes']> }) {
  const { bound, failing } = props.scopes;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  if (bound === 0) {
    return <span className={classes.quiet}>{t('sources.noProjects')}</span>;
  }
  const text = {
    bound: formatNumber(bound, locale),
    failing: formatNumber(failing, locale),
  };
  return failing > 0 ? (
    <span className={classes.warning}>
      {t('sources.projectsFailing', text)}
    </span>
  ) : (
    <>{t('sources.projectsOk', text)}</>
  );
}

function Gaps(props: { gaps: SourceHealth['gaps'] }) {
  const { gaps } = props;
  const classes = useStyles();
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  if (!gaps) {
    return <>{t('sources.noneMissing')}</>;
  }
  return (
    <span className={classes.warning}>
      {t('sources.missingSince', {
        runs: t('sources.missingRuns', { count: gaps.runs }),
        time: formatClock(gaps.since, now, locale),
      })}
    </span>
  );
}

function Budget(props: { budget: NonNullable<SourceHealth['requestBudget']> }) {
  const { remaining, limit, resetsAt } = props.budget;
  const classes = useStyles();
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  const text = {
    remaining: formatNumber(remaining, locale),
    time: formatClock(resetsAt, now, locale),
  };
  const isLow = limit ? remaining < limit / 10 : remaining === 0;
  return (
    <span className={isLow ? classes.warning : undefined}>
      {limit
        ? t('sources.budgetOf', { ...text, limit: formatNumber(limit, locale) })
        : t('sources.budgetLeft', text)}
    </span>
  );
}

/** What was set aside leads to the list of it. */
function Webhooks(props: { source: SourceHealth }) {
  const {
    id,
    title,
    pendingDeliveries = 0,
    parkedDeliveries = 0,
  } = props.source;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const { narrow } = useInboxFilters();
  const parked = t('sources.parked', {
    number: formatNumber(parkedDeliveries, locale),
  });
  return (
    <Counts pending={pendingDeliveries}>
      {parkedDeliveries === 0 ? (
        parked
      ) : (
        <ActionButton
          className={classes.link}
          color="primary"
          aria-label={t('sources.showParked', { source: title })}
          onClick={() => narrow({ state: 'parked', source: id })}
        >
          {parked}
        </ActionButton>
      )}
    </Counts>
  );
}

function Counts(props: { pending: number; children: ReactNode }) {
  const locale = useLocale();
  const { t } = useTranslation();
  return (
    <>
      {t('sources.waiting', {
        number: formatNumber(props.pending, locale),
      })}{' '}
      · {props.children}
    </>
  );
}
