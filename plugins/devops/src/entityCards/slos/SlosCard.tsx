import { Link } from '@backstage/core-components';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { CardHeadline } from '../../components/CardHeadline';
import { DevopsProvider } from '../../components/DevopsProvider';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { LoadError } from '../../components/LoadError';
import { SloMark } from '../../components/StatusMark';
import { useLocale } from '../../hooks/useLocale';
import { useSlos } from '../../hooks/useSlos';
import { useTabPath } from '../../hooks/useTabPath';
import { useTranslation } from '../../hooks/useTranslation';
import { slosRouteRef } from '../../routes';
import { unusable } from '../../components/sloProblems';
import { worstFirst } from '../../components/sloOrder';
import { budgetLine, sloHeadline } from './headline';
import { SloEmptyState } from '../../components/SloEmptyState';
import { SloRow } from './SloRow';
import { SlosSkeleton } from './SlosSkeleton';
import Typography from '@material-ui/core/Typography';

/** A card is a summary; the tab has them all. */
const MOST_ROWS = 6;

type SlosQuery = ReturnType<typeof useSlos>;

/**
 * Are the objectives met? Budget and judgement of each objective of the
 * component.
 *
 * @public
 */
export function SlosCard() {
  return (
    <DevopsProvider>
      <Card />
    </DevopsProvider>
  );
}

function Card() {
  const { t } = useTranslation();
  const query = useSlos();
  const tabPath = useTabPath(slosRouteRef);
  const filled =
    query.data && query.data.items.length + query.data.problems.length > 0;
  return (
    <EntityInfoCard
      title={t('slosCard.title')}
      headerActions={filled ? <Headline data={query.data} /> : undefined}
      footerActions={
        filled && tabPath ? (
          <Link to={tabPath} aria-label={t('slosCard.openTabOf')}>
            {t('slosCard.openTab')} →
          </Link>
        ) : undefined
      }
    >
      <Body query={query} />
    </EntityInfoCard>
  );
}

function Headline(props: { data: NonNullable<SlosQuery['data']> }) {
  const { items, problems } = props.data;
  const locale = useLocale();
  const { t } = useTranslation();
  const { text, state } = sloHeadline(items, problems, t);
  return (
    <CardHeadline
      text={text}
      mark={<SloMark state={state} hideWord />}
      after={budgetLine(items, locale, t)}
    />
  );
}

function Body(props: { query: SlosQuery }) {
  const { data, error, isPending, refetch } = props.query;
  const { t } = useTranslation();
  if (isPending) {
    return <SlosSkeleton />;
  }
  if (!data) {
    return (
      <LoadError
        what={t('slosCard.what')}
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
  const { items, problems, freshness } = data;
  if (items.length + problems.length === 0) {
    return <SloEmptyState />;
  }
  const rows = worstFirst(items).slice(0, MOST_ROWS);
  const more = items.length - rows.length;
  const broken = unusable(problems).length;
  return (
    <>
      {rows.map(slo => (
        <SloRow key={slo.id} slo={slo} />
      ))}
      {more > 0 && (
        <Typography variant="body2">
          {t('slosCard.more', { count: more })}
        </Typography>
      )}
      {broken > 0 && (
        <Typography variant="body2">
          {t('slosCard.problems', { count: broken })}
        </Typography>
      )}
      <FreshnessFooter freshness={freshness} refetchError={error} />
    </>
  );
}
