import type { GateOverride } from '@backstage-devops/plugin-devops-common';
import { Confirm } from '../../../components/Confirm';
import { useEndOverride } from '../../../hooks/useGate';
import { useTranslation } from '../../../hooks/useTranslation';

/** Asks before error budgets decide again, and stays to tell a refusal. */
export function EndOverrideDialog(props: {
  override: GateOverride;
  onClose: () => void;
}) {
  const { override, onClose } = props;
  const { id, environment } = override;
  const { t } = useTranslation();
  const end = useEndOverride();
  return (
    <Confirm
      open
      title={t('gate.endDialog.title', { environment })}
      confirmLabel={t('gate.endDialog.confirm')}
      dismissLabel={t('gate.endDialog.keep')}
      busyLabel={t('gate.endDialog.busy')}
      busy={end.isPending}
      refusal={
        end.isError
          ? { title: t('gate.endDialog.refused'), error: end.error }
          : undefined
      }
      onConfirm={() => end.mutate(id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t('gate.endDialog.body')}</p>
    </Confirm>
  );
}
