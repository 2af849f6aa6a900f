import type { SourceHealth } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { LoadError } from '../../components/LoadError';
import { PermissionHint } from '../../components/PermissionHint';
import { Section } from '../../components/Section';
import { useWatchedSources } from '../../hooks/useOperators';
import { useTranslation } from '../../hooks/useTranslation';
import { SourceCard } from './SourceCard';
import { useMay } from './useMay';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(300px, 100%), 1fr))',
    gap: theme.spacing(2),
  },
}));

const URGENCY: Array<SourceHealth['state']> = ['failing', 'stale', 'never'];

/** The health of every source, those first that need somebody. */
export function Sources() {
  const { t } = useTranslation();
  return (
    <Section title={t('sources.title')} hint={t('sources.hint')}>
      <Content />
    </Section>
  );
}

function Content() {
  const classes = useStyles();
  const { t } = useTranslation();
  const may = useMay('readSources');
  const query = useWatchedSources(may.allowed);
  if (!may.loading && !may.allowed) {
    return <PermissionHint permission={may.permission} />;
  }
  if (query.isPending) {
    return (
      <div className={classes.list} aria-busy="true">
        {Array.from({ length: 3 }, (_, card) => (
          <Skeleton animation={false} key={card} variant="rect" height={180} />
        ))}
      </div>
    );
  }
  if (!query.data) {
    return (
      <LoadError
        what={t('sources.what')}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (query.data.length === 0) {
    return (
      <p>
        {t('sources.empty')} {t('sources.emptyHint')}
      </p>
    );
  }
  return (
    <ul className={classes.list} aria-label={t('sources.title')}>
      {[...query.data].sort(byUrgency).map(source => (
        <SourceCard key={source.id} source={source} />
      ))}
    </ul>
  );
}

function byUrgency(a: SourceHealth, b: SourceHealth): number {
  return rank(a) - rank(b) || a.title.localeCompare(b.title);
}

function rank({ state, parkedDeliveries, parkedWork }: SourceHealth): number {
  const at = URGENCY.indexOf(state);
  if (at >= 0) {
    return at;
  }
  return parkedDeliveries || parkedWork ? URGENCY.length : URGENCY.length + 1;
}
