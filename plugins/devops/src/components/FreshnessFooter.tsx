import type {
  Freshness,
  SourceHealth,
} from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { useLocale } from '../hooks/useLocale';
import { useNow } from '../hooks/useNow';
import { useTranslation, type Translate } from '../hooks/useTranslation';
import { toneColors } from './colors';
import { messageOf, sentence } from './errors';
import { formatClock } from './format';

const useStyles = makeStyles<BackstageTheme>(theme => {
  const colors = toneColors(theme);
  return {
    root: {
      margin: 0,
      marginTop: theme.spacing(1),
      ...theme.typography.caption,
      color: colors.neutral,
      overflowWrap: 'anywhere',
    },
    stale: { color: colors.warning },
    failing: { color: colors.bad },
  };
});

/**
 * How complete the data above is, and by which sources. Old data is never
 * hidden; it is labelled here.
 */
export function FreshnessFooter(props: {
  freshness: Freshness;
  /** Why the last attempt to refresh failed, if it did. */
  refetchError?: unknown;
}) {
  const { freshness, refetchError } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  const time = freshness.completeUntil
    ? formatClock(freshness.completeUntil, now, locale)
    : undefined;
  const names = freshness.sources.map(source => source.title).join(', ');
  const lines = [describe(freshness, time, t)];
  if (names && freshness.state !== 'failing') {
    lines.push(names);
  } else if (time && freshness.state === 'failing') {
    lines.push(t('freshness.complete', { time }));
  }
  return (
    <footer>
      <p
        className={classNames(
          classes.root,
          freshness.state === 'stale' && classes.stale,
          freshness.state === 'failing' && classes.failing,
        )}
      >
        {lines.join(' · ')}
      </p>
      {refetchError ? (
        <p className={classNames(classes.root, classes.failing)} role="status">
          {t('freshness.refetchFailed', {
            reason: sentence(messageOf(refetchError)),
          })}
        </p>
      ) : null}
    </footer>
  );
}

function describe(
  freshness: Freshness,
  time: string | undefined,
  t: Translate,
): string {
  const { state, sources } = freshness;
  if (state === 'unbound') {
    return t('freshness.unbound');
  }
  if (state === 'failing') {
    const failing = sources.find(source => source.state === 'failing');
    return describeFailing(failing ?? sources[0], t);
  }
  if (time === undefined) {
    return t('freshness.never');
  }
  return state === 'stale'
    ? t('freshness.stale', { time })
    : t('freshness.complete', { time });
}

function describeFailing(source: SourceHealth | undefined, t: Translate) {
  return source?.lastError
    ? t('freshness.failing', {
        source: source.title,
        reason: source.lastError.message,
      })
    : t('freshness.failingNoReason', { source: source?.title ?? '?' });
}
