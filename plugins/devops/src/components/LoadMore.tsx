import { useTranslation } from '../hooks/useTranslation';
import { ActionButton } from './ActionButton';
import { useTableStyles } from './tableStyles';

/** Reads the next page of a list, where there is one. */
export function LoadMore(props: {
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
}) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.query;
  const classes = useTableStyles();
  const { t } = useTranslation();
  return hasNextPage ? (
    <ActionButton
      className={classes.more}
      variant="outlined"
      disabled={isFetchingNextPage}
      onClick={() => fetchNextPage()}
    >
      {t(isFetchingNextPage ? 'action.loadingMore' : 'action.loadMore')}
    </ActionButton>
  ) : null;
}
