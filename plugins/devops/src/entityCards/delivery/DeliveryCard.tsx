import type { DeliverySummary } from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Age } from '../../components/Age';
import { BindingEmptyState } from '../../components/BindingEmptyState';
import { CardHeadline } from '../../components/CardHeadline';
import { DevopsProvider } from '../../components/DevopsProvider';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { LoadError } from '../../components/LoadError';
import { StatusMark } from '../../components/StatusMark';
import { useDelivery } from '../../hooks/useDelivery';
import { useTabPath } from '../../hooks/useTabPath';
import { useTranslation } from '../../hooks/useTranslation';
import { deploymentsRouteRef } from '../../routes';
import { DeliverySkeleton } from './DeliverySkeleton';
import { EnvironmentRows } from './EnvironmentRows';
import { headlineOf } from './headline';
import { RecentRuns } from './RecentRuns';

/**
 * Is the component delivered? The state of its default branch, what runs in
 * each environment, and how its last runs went.
 *
 * @public
 */
export function DeliveryCard() {
  return (
    <DevopsProvider>
      <Card />
    </DevopsProvider>
  );
}

function Card() {
  const { t } = useTranslation();
  const query = useDelivery();
  const tabPath = useTabPath(deploymentsRouteRef);
  const bound = query.data && query.data.freshness.state !== 'unbound';
  return (
    <EntityInfoCard
      title={t('deliveryCard.title')}
      headerActions={bound ? <Headline delivery={query.data} /> : undefined}
      footerActions={
        bound && tabPath ? (
          <Link to={tabPath} aria-label={t('deliveryCard.openTabOf')}>
            {t('deliveryCard.openTab')} →
          </Link>
        ) : undefined
      }
    >
      <Body query={query} />
    </EntityInfoCard>
  );
}

function Headline(props: { delivery: DeliverySummary }) {
  const { t } = useTranslation();
  const { text, status, since } = headlineOf(props.delivery, t);
  return (
    <CardHeadline
      text={text}
      mark={<StatusMark status={status} hideWord />}
      after={since ? <Age at={since} /> : undefined}
    />
  );
}

function Body(props: { query: ReturnType<typeof useDelivery> }) {
  const { data, error, isPending, refetch } = props.query;
  const { t } = useTranslation();
  if (isPending) {
    return <DeliverySkeleton />;
  }
  if (!data) {
    return (
      <LoadError
        what={t('deliveryCard.what')}
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
  if (data.freshness.state === 'unbound') {
    return <BindingEmptyState />;
  }
  return (
    <>
      <EnvironmentRows delivery={data} />
      <RecentRuns delivery={data} />
      <FreshnessFooter freshness={data.freshness} refetchError={error} />
    </>
  );
}
