import type {
  InfiniteData,
  UseInfiniteQueryResult,
} from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Age } from '../../components/Age';
import { PagedTable } from '../../components/PagedTable';
import { useTableStyles } from '../../components/tableStyles';
import { useTranslation } from '../../hooks/useTranslation';

/** A list of the fleet, with how many there are and how old the figures are. */
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
  return (
    <PagedTable
      query={query}
      what={t('fleet.what')}
      label={label}
      empty={() => empty}
      foot={first => (
        <p className={classes.quiet}>
          {count(first)}
          {first.asOf && (
            <>
              {' · '}
              <AsOf at={first.asOf} />
            </>
          )}
          {' · '}
          {t('fleet.legend')}
        </p>
      )}
    >
      {children}
    </PagedTable>
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
