import type {
  WorkItem,
  WorkState,
} from '@backstage-devops/plugin-devops-common';
import Skeleton from '@material-ui/lab/Skeleton';
import { useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { PermissionHint } from '../../components/PermissionHint';
import { Section } from '../../components/Section';
import { SelectField } from '../../components/SelectField';
import {
  useRetryWork,
  useWatchedSources,
  useWork,
} from '../../hooks/useOperators';
import { useTranslation } from '../../hooks/useTranslation';
import { useUrlFilters } from '../../hooks/useUrlFilters';
import { Outcome, type OutcomeOf } from './Outcome';
import { PagedRows } from './PagedRows';
import { SourceFilter } from './SourceFilter';
import { useListStyles } from './styles';
import { useMay } from './useMay';
import { WorkTable } from './WorkTable';

const ANY = 'any';
const STATES: Array<WorkState | typeof ANY> = ['parked', 'pending', ANY];

/** Questions to providers that wait or were refused. */
export function Work() {
  const { t } = useTranslation();
  const may = useMay('readInbox');
  return (
    <Section
      title={t('work.title')}
      hint={t('work.hint')}
      actions={may.allowed ? <Count /> : undefined}
    >
      {may.loading && <Skeleton animation={false} height={120} />}
      {!may.loading && !may.allowed && (
        <PermissionHint permission={may.permission} />
      )}
      {may.allowed && <Items />}
    </Section>
  );
}

function Count() {
  const { t } = useTranslation();
  const { data } = useWatchedSources(useMay('readSources').allowed);
  if (!data) {
    return null;
  }
  const sum = (of: 'pendingWork' | 'parkedWork') =>
    String(data.reduce((total, source) => total + (source[of] ?? 0), 0));
  return (
    <span>
      {t('work.count', {
        pending: sum('pendingWork'),
        parked: sum('parkedWork'),
      })}
    </span>
  );
}

function Items() {
  const classes = useListStyles();
  const { t } = useTranslation();
  const { get, set } = useUrlFilters<'state' | 'source'>('work');
  const state = STATES.find(name => name === get('state')) ?? 'parked';
  const source = get('source');
  const filters = {
    ...(state === ANY ? {} : { state }),
    ...(source ? { source } : {}),
  };
  const query = useWork(filters);
  const retry = useRetryWork();
  const [outcome, setOutcome] = useState<OutcomeOf>();
  const mayReplay = useMay('replay').allowed;
  const onRetry = ({ id }: WorkItem) =>
    retry.mutate(id, {
      onSuccess: () => setOutcome({ done: t('work.retried') }),
      onError: error => setOutcome({ error }),
    });
  return (
    <>
      <div className={classes.bar}>
        <SelectField
          label={t('operations.state')}
          value={state}
          options={[
            { value: 'parked', text: t('inbox.state.parked') },
            { value: 'pending', text: t('inbox.state.pending') },
            { value: ANY, text: t('work.anyState') },
          ]}
          onChange={value => set({ state: value })}
        />
        <SourceFilter
          value={source}
          onChange={value => set({ source: value })}
        />
      </div>
      <Outcome outcome={outcome} />
      <PagedRows
        query={query}
        listKey={JSON.stringify(filters)}
        what={t('work.what')}
        label={t('work.table')}
        empty={
          <p>
            {source ? t('work.noMatch') : t(`work.empty.${state}`)}{' '}
            {source && (
              <ActionButton onClick={() => set({ source: undefined })}>
                {t('inbox.clear')}
              </ActionButton>
            )}
          </p>
        }
      >
        {rows => (
          <WorkTable
            rows={rows}
            busyId={retry.isPending ? retry.variables : undefined}
            onRetry={mayReplay ? onRetry : undefined}
          />
        )}
      </PagedRows>
    </>
  );
}
