import type { InboxDelivery } from '@backstage-devops/plugin-devops-common';
import Skeleton from '@material-ui/lab/Skeleton';
import { useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { PermissionHint } from '../../components/PermissionHint';
import { Section } from '../../components/Section';
import {
  useDiscard,
  useInbox,
  useReplay,
  useWatchedSources,
} from '../../hooks/useOperators';
import { useTranslation } from '../../hooks/useTranslation';
import { DeliveryPanel } from './DeliveryPanel';
import { DiscardDialog } from './DiscardDialog';
import { InboxBar } from './InboxBar';
import { InboxTable } from './InboxTable';
import { Outcome, type OutcomeOf } from './Outcome';
import { PagedRows } from './PagedRows';
import { useInboxFilters } from './useInboxFilters';
import { useMay } from './useMay';

/** Webhooks as they came, and what is to be done with them. */
export function Inbox() {
  const { t } = useTranslation();
  const may = useMay('readInbox');
  return (
    <Section
      title={t('inbox.title')}
      hint={t('inbox.hint')}
      actions={may.allowed ? <Count /> : undefined}
    >
      {may.loading && <Skeleton animation={false} height={120} />}
      {!may.loading && !may.allowed && (
        <PermissionHint permission={may.permission} />
      )}
      {may.allowed && <Deliveries />}
    </Section>
  );
}

/** How many wait altogether, where the reader may see the sources. */
function Count() {
  const { t } = useTranslation();
  const { data } = useWatchedSources(useMay('readSources').allowed);
  if (!data) {
    return null;
  }
  const sum = (of: 'pendingDeliveries' | 'parkedDeliveries') =>
    String(data.reduce((total, source) => total + (source[of] ?? 0), 0));
  return (
    <span>
      {t('inbox.count', {
        pending: sum('pendingDeliveries'),
        parked: sum('parkedDeliveries'),
      })}
    </span>
  );
}

function Deliveries() {
  const { t } = useTranslation();
  const { filters, clear } = useInboxFilters();
  const query = useInbox(filters);
  const replay = useReplay();
  const discard = useDiscard();
  const [outcome, setOutcome] = useState<OutcomeOf>();
  const [inspected, setInspected] = useState<InboxDelivery>();
  const [discarded, setDiscarded] = useState<InboxDelivery>();
  const mayReplay = useMay('replay').allowed;

  const onReplay = ({ id, event }: InboxDelivery) =>
    replay.mutate(id, {
      onSuccess: () => setOutcome({ done: t('inbox.replayed', { event, id }) }),
      onError: error => setOutcome({ error }),
    });

  const rows = query.data?.pages.flatMap(page => page.items);
  const isNarrow = Boolean(filters.source || filters.event);
  return (
    <>
      <InboxBar
        mayReplayAll={
          mayReplay && filters.state === 'parked' && Boolean(rows?.length)
        }
        onOutcome={setOutcome}
      />
      <Outcome outcome={outcome} />
      <PagedRows
        query={query}
        listKey={JSON.stringify(filters)}
        what={t('inbox.what')}
        label={t('inbox.table')}
        empty={
          <p>
            {isNarrow
              ? t('inbox.noMatch')
              : t(`inbox.empty.${filters.state ?? 'any'}`)}{' '}
            {isNarrow && (
              <ActionButton onClick={clear}>{t('inbox.clear')}</ActionButton>
            )}
          </p>
        }
      >
        {visible => (
          <InboxTable
            rows={visible}
            busyId={replay.isPending ? replay.variables : undefined}
            onInspect={setInspected}
            onReplay={mayReplay ? onReplay : undefined}
            onDiscard={mayReplay ? setDiscarded : undefined}
          />
        )}
      </PagedRows>
      {inspected && (
        <DeliveryPanel
          delivery={rows?.find(({ id }) => id === inspected.id) ?? inspected}
          onClose={() => setInspected(undefined)}
        />
      )}
      {discarded && (
        <DiscardDialog
          delivery={discarded}
          discard={discard}
          onDone={({ event, id }) => {
            setDiscarded(undefined);
            setOutcome({ done: t('inbox.discarded', { event, id }) });
          }}
          onClose={() => setDiscarded(undefined)}
        />
      )}
    </>
  );
}
