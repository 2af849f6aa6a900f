import TableSortLabel from '@material-ui/core/TableSortLabel';
import { useTranslation } from '../hooks/useTranslation';

/** What a table is sorted by, and which way. */
export type SortOrder<TSort extends string> = {
  sort: TSort;
  order: 'asc' | 'desc';
};

/** What a column says of the order of the rows. */
export function sortedBy<TSort extends string>(
  by: TSort,
  { sort, order }: SortOrder<TSort>,
) {
  if (sort !== by) {
    return undefined;
  }
  return order === 'asc' ? 'ascending' : 'descending';
}

/** The head of a column as a button that sorts by it, then the other way. */
export function SortLabel<TSort extends string>(props: {
  by: TSort;
  title: string;
  order: SortOrder<TSort>;
  onSort: (order: SortOrder<TSort>) => void;
}) {
  const { by, title, order, onSort } = props;
  const { t } = useTranslation();
  const isSorted = order.sort === by;
  const next = isSorted && order.order === 'asc' ? 'desc' : 'asc';
  return (
    <TableSortLabel
      active={isSorted}
      direction={order.order}
      aria-label={t('fleet.sortBy', { name: title })}
      onClick={() => onSort({ sort: by, order: next })}
    >
      {title}
    </TableSortLabel>
  );
}
