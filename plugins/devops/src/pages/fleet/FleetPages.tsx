import Skeleton from '@material-ui/lab/Skeleton';
import type {
  InfiniteData,
  UseInfiniteQueryResult,
} from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Age } from '../../components/Age';
import { LoadError } from '../../components/LoadError';
import { LoadMore } from '../../components/LoadMore';
import { TableScroller } from '../../components/TableScroller';
import { useTableStyles } from '../../components/tableStyles';
import { useTranslation } from '../../hooks/useTranslation';

/** A list of the fleet, page after page, in each of its states. */
export function FleetPages<
  TPage extends { items: unknown[]; asOf?: string },
>(props: {
  query: UseInfiniteQueryResult<InfiniteData<TPage>>;
  label: string;
  empty: ReactNode;
  /** How many there are, in words. */
  count: (first: TPage) => string;
  children: (pages: TPage[]) => ReactNode;
}) {
  const { query, label, empty, count, children } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
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
        what={t('fleet.what')}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  const { pages } = query.data;
  if (pages[0].items.length === 0) {
    return <>{empty}</>;
  }
  return (
    <>
      <TableScroller label={label}>{children(pages)}</TableScroller>
      <LoadMore query={query} />
      <p className={classes.quiet}>
        {count(pages[0])}
        {pages[0].asOf && (
          <>
            {' · '}
            <AsOf at={pages[0].asOf} />
          </>
        )}
        {' · '}
        {t('fleet.legend')}
      </p>
    </>
  );
}

function AsOf(props: { at: string }) {
  const { t } = useTranslation();
  const [before, after] = t('fleet.asOf', { age: '\n' }).split('\n');
  return (
    <>
      {before}
      <Age at={props.at} />
      {after}
    </>
  );
}
