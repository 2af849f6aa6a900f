import type { InboxDelivery } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { Age } from '../../components/Age';
import { toneColors } from '../../components/colors';
import { formatInstant } from '../../components/format';
import { LoadError } from '../../components/LoadError';
import { PermissionHint } from '../../components/PermissionHint';
import { SidePanel } from '../../components/SidePanel';
import { InboxMark } from '../../components/StatusMark';
import { useLocale } from '../../hooks/useLocale';
import { useBody } from '../../hooks/useOperators';
import { useTranslation } from '../../hooks/useTranslation';
import { BodyText } from './BodyText';
import { Problem } from './Problem';
import { useMay } from './useMay';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: theme.spacing(2),
    rowGap: theme.spacing(0.5),
    ...theme.typography.body2,
    '& dt': { color: toneColors(theme).neutral },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  quiet: { color: toneColors(theme).neutral, margin: theme.spacing(0.5, 0, 1) },
}));

/** A webhook beside the list: what is known of it, and on demand its body. */
export function DeliveryPanel(props: {
  delivery: InboxDelivery;
  onClose: () => void;
}) {
  const { delivery, onClose } = props;
  const { t } = useTranslation();
  return (
    <SidePanel
      title={t('delivery.title', { id: delivery.id })}
      onClose={onClose}
    >
      <Facts delivery={delivery} />
      <Body deliveryId={delivery.id} />
    </SidePanel>
  );
}

function Facts(props: { delivery: InboxDelivery }) {
  const { delivery } = props;
  const classes = useStyles();
  const locale = useLocale();
  const { t } = useTranslation();
  const failed = delivery.error || delivery.attempts || delivery.lostClaims;
  return (
    <dl className={classes.facts}>
      <dt>{t('operations.state')}</dt>
      <dd>
        <InboxMark state={delivery.state} />
      </dd>
      <dt>{t('delivery.source')}</dt>
      <dd>{delivery.sourceId}</dd>
      <dt>{t('delivery.event')}</dt>
      <dd>{delivery.event}</dd>
      <dt>{t('delivery.received')}</dt>
      <dd>
        {formatInstant(delivery.receivedAt, locale)} (
        <Age at={delivery.receivedAt} />)
      </dd>
      {delivery.deliveryId && (
        <>
          <dt>{t('delivery.providerId')}</dt>
          <dd>{delivery.deliveryId}</dd>
        </>
      )}
      {delivery.sizeBytes !== undefined && (
        <>
          <dt>{t('delivery.size')}</dt>
          <dd>{formatBytes(delivery.sizeBytes, locale.locale)}</dd>
        </>
      )}
      {delivery.dueAt && (
        <>
          <dt>{t('delivery.nextAttempt')}</dt>
          <dd>{formatInstant(delivery.dueAt, locale)}</dd>
        </>
      )}
      {Boolean(failed) && (
        <>
          <dt>{t('operations.error')}</dt>
          <dd>
            <Problem of={delivery} whole />
          </dd>
        </>
      )}
    </dl>
  );
}

/** Asked for apart, since each look at a body is audited. */
function Body(props: { deliveryId: string }) {
  const { deliveryId } = props;
  const classes = useStyles();
  const { t } = useTranslation();
  const may = useMay('readBodies');
  const [shown, setShown] = useState(false);
  const query = useBody(deliveryId, shown && may.allowed);
  return (
    <section>
      <Typography variant="h6" component="h3">
        {t('delivery.body')}
      </Typography>
      {!may.allowed && !may.loading && (
        <PermissionHint permission={may.permission} />
      )}
      {may.allowed && <p className={classes.quiet}>{t('delivery.audited')}</p>}
      {may.allowed && !shown && (
        <ActionButton variant="outlined" onClick={() => setShown(true)}>
          {t('delivery.show')}
        </ActionButton>
      )}
      {shown && query.isFetching && (
        <div aria-busy="true">
          <Skeleton animation={false} variant="rect" height={160} />
        </div>
      )}
      {shown && query.isError && !query.isFetching && (
        <LoadError
          what={t('delivery.what')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {query.data && <BodyText deliveryId={deliveryId} body={query.data} />}
    </section>
  );
}

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** `8.21 kB`, in the words of the locale. */
function formatBytes(bytes: number, locale: string | undefined): string {
  const thousands = Math.floor(Math.log10(Math.max(bytes, 1)) / 3);
  const power = Math.min(thousands, UNITS.length - 1);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power],
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** power);
}
