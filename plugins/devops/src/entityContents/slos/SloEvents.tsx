import type {
  Deployment,
  SloHistory,
} from '@backstage-devops/plugin-devops-common';
import { Link } from '@backstage/core-components';
import type { ReactNode } from 'react';
import { Age } from '../../components/Age';
import { Elapsed } from '../../components/Duration';
import { formatPercent } from '../../components/format';
import { versionOf } from '../../hooks/useDelivery';
import { useLocale } from '../../hooks/useLocale';
import { useTranslation } from '../../hooks/useTranslation';

/** More than these are too many to read; the newest come first. */
const SHOWN = 10;

type Marked = Pick<
  SloHistory,
  'alerts' | 'deployments' | 'incidents' | 'spending'
>;

/** In words what the bars of the chart show, and which deployment was dear. */
export function SloEvents(props: { history: Marked }) {
  const { alerts, deployments, incidents, spending } = props.history;
  const { t } = useTranslation();
  const byId = new Map(deployments.map(it => [it.id, it]));
  const spenders = spending.flatMap(({ deploymentId, budgetUsed }) => {
    const deployment = byId.get(deploymentId);
    return deployment ? [{ deployment, budgetUsed }] : [];
  });
  return (
    <>
      <Events title={t('slos.events.spenders')} items={spenders}>
        {({ deployment, budgetUsed }) => (
          <Spender deployment={deployment} budgetUsed={budgetUsed} />
        )}
      </Events>
      <Events title={t('slos.events.alerts')} items={alerts}>
        {alert => (
          <>
            <strong>{alert.name}</strong>
            {alert.severity && ` (${alert.severity})`}{' '}
            {t(`slos.events.${alert.status}`)}{' '}
            <When from={alert.startedAt} to={alert.endedAt} />
            {alert.summary && `: ${alert.summary}`}
            {alert.runbookUrl && (
              <>
                {' · '}
                <Link to={alert.runbookUrl}>{t('slos.alert.runbook')}</Link>
              </>
            )}
          </>
        )}
      </Events>
      <Events title={t('slos.events.incidents')} items={incidents}>
        {incident => (
          <>
            {incident.url ? (
              <Link to={incident.url}>{incident.externalId}</Link>
            ) : (
              <strong>{incident.externalId}</strong>
            )}{' '}
            {incident.title},{' '}
            {incident.resolvedAt === undefined && t('slos.events.open')}{' '}
            <When from={incident.startedAt} to={incident.resolvedAt} />
          </>
        )}
      </Events>
    </>
  );
}

/** When it began, and how long it lasted where it has ended. */
function When(props: { from: string; to: string | undefined }) {
  const { from, to } = props;
  const { t } = useTranslation();
  return (
    <>
      <Age at={from} />
      {to !== undefined && (
        <>
          {' '}
          {t('slos.events.lasted')} <Elapsed startedAt={from} finishedAt={to} />
        </>
      )}
    </>
  );
}

function Spender(props: { deployment: Deployment; budgetUsed: number }) {
  const { deployment, budgetUsed } = props;
  const locale = useLocale();
  const { t } = useTranslation();
  return (
    <>
      {t('slos.events.spender', {
        version: versionOf(deployment),
        percent: formatPercent(budgetUsed, locale),
      })}{' '}
      <Age at={deployment.finishedAt ?? deployment.createdAt} />
    </>
  );
}

function Events<TItem>(props: {
  title: string;
  items: TItem[];
  children: (item: TItem) => ReactNode;
}) {
  const { title, items, children } = props;
  const { t } = useTranslation();
  const locale = useLocale();
  if (items.length === 0) {
    return null;
  }
  const left = items.length - SHOWN;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.slice(0, SHOWN).map((item, index) => (
          <li key={index}>{children(item)}</li>
        ))}
      </ul>
      {left > 0 && (
        <p>
          {t('slos.events.more', {
            number: new Intl.NumberFormat(locale.locale).format(left),
          })}
        </p>
      )}
    </>
  );
}
