import type { InboxDelivery } from '@backstage-devops/plugin-devops-common';
import { Confirm } from '../../components/Confirm';
import type { useDiscard } from '../../hooks/useOperators';
import { useTranslation } from '../../hooks/useTranslation';

/** Asks before a webhook is deleted, and stays to tell a refusal. */
export function DiscardDialog(props: {
  delivery: InboxDelivery;
  discard: ReturnType<typeof useDiscard>;
  onDone: (delivery: InboxDelivery) => void;
  onClose: () => void;
}) {
  const { delivery, discard, onDone, onClose } = props;
  const { id, event } = delivery;
  const { t } = useTranslation();
  const isRefused = discard.isError && discard.variables === id;
  return (
    <Confirm
      open
      title={t('inbox.discardTitle', { event, id })}
      confirmLabel={t('inbox.discard')}
      dismissLabel={t('inbox.keep')}
      busyLabel={t('inbox.busy')}
      busy={discard.isPending}
      refusal={
        isRefused
          ? { title: t('operations.refused'), error: discard.error }
          : undefined
      }
      onConfirm={() =>
        discard.mutate(id, { onSuccess: () => onDone(delivery) })
      }
      onClose={() => {
        discard.reset();
        onClose();
      }}
    >
      <p>{t('inbox.discardBody')}</p>
    </Confirm>
  );
}
