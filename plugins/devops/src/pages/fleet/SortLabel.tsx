import TableSortLabel from '@material-ui/core/TableSortLabel';
import type { FleetOrder, FleetSort } from '../../hooks/useFleet';
import { useTranslation } from '../../hooks/useTranslation';

/** What a column says of the order of the rows. */
export function sortedBy(by: FleetSort, { sort, order }: FleetOrder) {
  if (sort !== by) {
    return undefined;
  }
  return order === 'asc' ? 'ascending' : 'descending';
}

/** The head of a column as a button that sorts by it, then the other way. */
export function SortLabel(props: {
  by: FleetSort;
  title: string;
  order: FleetOrder;
  onSort: (order: FleetOrder) => void;
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
