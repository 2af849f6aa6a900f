import type { InboxDelivery } from '@backstage-devops/plugin-devops-common';
import { ActionButton } from '../../components/ActionButton';
import { Age } from '../../components/Age';
import { ColumnHeads } from '../../components/ColumnHeads';
import { InboxMark } from '../../components/StatusMark';
import { useTableStyles } from '../../components/tableStyles';
import { useTranslation } from '../../hooks/useTranslation';
import { Problem } from './Problem';
import { useListStyles } from './styles';

type Act = (delivery: InboxDelivery) => void;

/** One row for each webhook, with what may be done with it. */
export function InboxTable(props: {
  rows: InboxDelivery[];
  /** The one that is being acted on. */
  busyId: string | undefined;
  onInspect: Act;
  /** Undefined for who may not. */
  onReplay: Act | undefined;
  onDiscard: Act | undefined;
}) {
  const classes = useTableStyles();
  const { t } = useTranslation();
  const columns = [
    t('inbox.received'),
    t('operations.state'),
    t('operations.source'),
    t('inbox.event'),
    t('operations.error'),
    t('operations.actions'),
  ];
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t('inbox.table')}</caption>
      <ColumnHeads columns={columns} />
      <tbody>
        {props.rows.map(delivery => (
          <tr key={delivery.id}>
            <td className={classes.cell}>
              <Age at={delivery.receivedAt} />
            </td>
            <td className={classes.cell}>
              <InboxMark state={delivery.state} />
            </td>
            <td className={classes.cell}>{delivery.sourceId}</td>
            <td className={classes.cell}>{delivery.event}</td>
            <td className={classes.cell}>
              <Problem of={delivery} />
            </td>
            <td className={classes.cell}>
              <Actions {...props} delivery={delivery} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Actions(props: {
  delivery: InboxDelivery;
  busyId: string | undefined;
  onInspect: Act;
  onReplay: Act | undefined;
  onDiscard: Act | undefined;
}) {
  const { delivery, busyId, onInspect, onReplay, onDiscard } = props;
  const { id, event, state } = delivery;
  const classes = useListStyles();
  const { t } = useTranslation();
  return (
    <span className={classes.actions}>
      <ActionButton
        onClick={() => onInspect(delivery)}
        aria-label={t('inbox.inspectLabel', { event, id })}
      >
        {t('inbox.inspect')}
      </ActionButton>
      {onReplay && (
        <ActionButton
          disabled={busyId === id}
          onClick={() => onReplay(delivery)}
          aria-label={t('inbox.replayLabel', { event, id })}
        >
          {t('inbox.replay')}
        </ActionButton>
      )}
      {onDiscard && state === 'parked' && (
        <ActionButton
          onClick={() => onDiscard(delivery)}
          aria-label={t('inbox.discardLabel', { event, id })}
        >
          {t('inbox.discard')}
        </ActionButton>
      )}
    </span>
  );
}
