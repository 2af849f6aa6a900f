import Skeleton from '@material-ui/lab/Skeleton';
import type {
  InfiniteData,
  UseInfiniteQueryResult,
} from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadError } from './LoadError';
import { LoadMore } from './LoadMore';
import { TableScroller } from './TableScroller';

/** A list over many entities, page after page, in each of its states. */
export function PagedTable<TPage extends { items: unknown[] }>(props: {
  query: UseInfiniteQueryResult<InfiniteData<TPage>>;
  /** What could not be loaded, as the beginning of a sentence. */
  what: string;
  label: string;
  empty: (first: TPage) => ReactNode;
  /** Above the table, also above an empty one. */
  head?: (first: TPage) => ReactNode;
  /** Below the table: how many there are, and how old they are. */
  foot: (first: TPage) => ReactNode;
  children: (pages: TPage[]) => ReactNode;
}) {
  const { query, what, label, empty, head, foot, children } = props;
  if (query.isPending) {
    return (
      <div aria-busy="true">
        <Skeleton animation={false} variant="rect" height={120} />
        {Array.from({ length: 8 }, (_, row) => (
          <Skeleton animation={false} key={row} height={33} />
        ))}
      </div>
    );
  }
  if (!query.data) {
    return (
      <LoadError
        what={what}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  const { pages } = query.data;
  if (pages[0].items.length === 0) {
    return (
      <>
        {head?.(pages[0])}
        {empty(pages[0])}
      </>
    );
  }
  return (
    <>
      {head?.(pages[0])}
      <TableScroller label={label}>{children(pages)}</TableScroller>
      <LoadMore query={query} />
      {foot(pages[0])}
    </>
  );
}
