import type { WorkItem } from '@backstage-devops/plugin-devops-common';
import { ActionButton } from '../../components/ActionButton';
import { ColumnHeads } from '../../components/ColumnHeads';
import { formatClock } from '../../components/format';
import { InboxMark } from '../../components/StatusMark';
import { useTableStyles } from '../../components/tableStyles';
import { useLocale } from '../../hooks/useLocale';
import { useNow } from '../../hooks/useNow';
import { useTranslation, type Translate } from '../../hooks/useTranslation';
import { Problem } from './Problem';

/** One row for each question to a provider. */
export function WorkTable(props: {
  rows: WorkItem[];
  /** The one that is being asked again. */
  busyId: string | undefined;
  /** Undefined for who may not. */
  onRetry: ((item: WorkItem) => void) | undefined;
}) {
  const { rows, busyId, onRetry } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const columns = [
    t('work.kind'),
    t('work.about'),
    t('operations.state'),
    t('operations.source'),
    t('work.due'),
    t('operations.error'),
    ...(onRetry ? [t('operations.actions')] : []),
  ];
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{t('work.table')}</caption>
      <ColumnHeads columns={columns} />
      <tbody>
        {rows.map(item => (
          <tr key={item.id}>
            <td className={classes.cell}>{kindOf(item, t)}</td>
            <td className={classes.cell}>
              <span className={classes.long}>{item.key}</span>
            </td>
            <td className={classes.cell}>
              <InboxMark state={item.state} />
            </td>
            <td className={classes.cell}>{item.sourceId}</td>
            <td className={classes.cell}>
              {item.state === 'pending' && <Due at={item.dueAt} />}
            </td>
            <td className={classes.cell}>
              <Problem of={item} />
            </td>
            {onRetry && (
              <td className={classes.cell}>
                <ActionButton
                  disabled={busyId === item.id}
                  onClick={() => onRetry(item)}
                  aria-label={t('work.retryLabel', {
                    kind: kindOf(item, t),
                    key: item.key,
                  })}
                >
                  {t('work.retry')}
                </ActionButton>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Due(props: { at: string }) {
  const locale = useLocale();
  const now = useNow();
  const { t } = useTranslation();
  return Date.parse(props.at) <= now ? (
    <>{t('work.dueNow')}</>
  ) : (
    <time dateTime={props.at}>{formatClock(props.at, now, locale)}</time>
  );
}

/** In words; a kind that this page does not know yet as it is. */
function kindOf({ kind }: WorkItem, t: Translate): string {
  switch (kind) {
    case 'refresh-run':
      return t('work.kinds.refreshRun');
    case 'fetch-trace':
      return t('work.kinds.fetchTrace');
    case 'sweep-scope':
      return t('work.kinds.sweepScope');
    case 'compare-revisions':
      return t('work.kinds.compareRevisions');
    default:
      return kind;
  }
}
