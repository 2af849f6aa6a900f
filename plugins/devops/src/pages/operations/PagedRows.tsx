import Skeleton from '@material-ui/lab/Skeleton';
import type {
  InfiniteData,
  UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { useMemo, useRef, type ReactNode } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { LoadError } from '../../components/LoadError';
import { LoadMore } from '../../components/LoadMore';
import { TableScroller } from '../../components/TableScroller';
import { useHeldRows } from '../../hooks/useHeldRows';
import { useTranslation } from '../../hooks/useTranslation';

type Pages<TRow> = InfiniteData<{ items: TRow[] }>;

/** A live list, newest first, page after page, in each of its states. */
export function PagedRows<TRow extends { id: string }>(props: {
  query: UseInfiniteQueryResult<Pages<TRow>>;
  /** Changes when the list becomes another list. */
  listKey: string;
  what: string;
  label: string;
  empty: ReactNode;
  children: (rows: TRow[]) => ReactNode;
}) {
  const { query, listKey, what, label, empty, children } = props;
  const { t } = useTranslation();
  const container = useRef<HTMLDivElement>(null);
  const pages = query.data?.pages;
  const rows = useMemo(() => uniqueRows(pages ?? []), [pages]);
  const { visible, waiting, release } = useHeldRows({
    rows,
    listKey,
    container,
    paged: (pages?.length ?? 0) > 1,
  });
  if (query.isPending) {
    return (
      <div aria-busy="true">
        {Array.from({ length: 5 }, (_, row) => (
          <Skeleton animation={false} key={row} height={33} />
        ))}
      </div>
    );
  }
  if (!pages) {
    return (
      <LoadError
        what={what}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (rows.length === 0) {
    return <>{empty}</>;
  }
  return (
    <>
      <div role="status">
        {waiting > 0 && (
          <ActionButton variant="outlined" color="primary" onClick={release}>
            {t('operations.newRows', { count: waiting })}
          </ActionButton>
        )}
      </div>
      <TableScroller label={label} containerRef={container}>
        {children(visible)}
      </TableScroller>
      <LoadMore query={query} />
    </>
  );
}

/** While pages are read again a row may slip from one to the next. */
function uniqueRows<TRow extends { id: string }>(
  pages: Array<{ items: TRow[] }>,
): TRow[] {
  const rows = pages.flatMap(page => page.items);
  return [...new Map(rows.map(row => [row.id, row])).values()];
}
