import { useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { Confirm } from '../../components/Confirm';
import { SelectField } from '../../components/SelectField';
import { SubmitField } from '../../components/SubmitField';
import { useReplayAll } from '../../hooks/useOperators';
import { useTranslation } from '../../hooks/useTranslation';
import type { OutcomeOf } from './Outcome';
import { SourceFilter } from './SourceFilter';
import { useListStyles } from './styles';
import { ANY, useInboxFilters } from './useInboxFilters';

/** What the inbox is narrowed to, and what is done with all of it. */
export function InboxBar(props: {
  mayReplayAll: boolean;
  onOutcome: (outcome: OutcomeOf) => void;
}) {
  const classes = useListStyles();
  const { t } = useTranslation();
  const { filters, state, narrow } = useInboxFilters();
  return (
    <div className={classes.bar}>
      <SelectField
        label={t('operations.state')}
        value={state}
        options={[
          { value: 'parked', text: t('inbox.state.parked') },
          { value: 'pending', text: t('inbox.state.pending') },
          { value: 'applied', text: t('inbox.state.applied') },
          { value: ANY, text: t('inbox.anyState') },
        ]}
        onChange={value => narrow({ state: value })}
      />
      <SourceFilter
        value={filters.source}
        onChange={source => narrow({ source })}
      />
      <SubmitField
        label={t('inbox.event')}
        hint={t('inbox.eventHint')}
        value={filters.event ?? ''}
        onSubmit={event => narrow({ event: event || undefined })}
      />
      {props.mayReplayAll && <ReplayAll onOutcome={props.onOutcome} />}
    </div>
  );
}

function ReplayAll(props: { onOutcome: (outcome: OutcomeOf) => void }) {
  const classes = useListStyles();
  const { t } = useTranslation();
  const { filters } = useInboxFilters();
  const { source, event } = filters;
  const replayAll = useReplayAll();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ActionButton
        className={classes.end}
        variant="outlined"
        onClick={() => {
          replayAll.reset();
          setAsking(true);
        }}
      >
        {t('inbox.replayAll')}
      </ActionButton>
      <Confirm
        open={asking}
        title={t('inbox.replayAllTitle')}
        confirmLabel={t('inbox.replay')}
        busyLabel={t('inbox.busy')}
        busy={replayAll.isPending}
        refusal={
          replayAll.isError
            ? { title: t('operations.refused'), error: replayAll.error }
            : undefined
        }
        onConfirm={() =>
          replayAll.mutate(
            { ...(source ? { source } : {}), ...(event ? { event } : {}) },
            {
              onSuccess: ({ count }) => {
                setAsking(false);
                props.onOutcome({ done: t('inbox.replayedAll', { count }) });
              },
            },
          )
        }
        onClose={() => setAsking(false)}
      >
        <p>
          {t(source || event ? 'inbox.replayAllOf' : 'inbox.replayAllBody')}
        </p>
      </Confirm>
    </>
  );
}
