import type { MetricsWindow } from '@backstage-devops/plugin-devops-common';
import type { BackstageTheme } from '@backstage/theme';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useId, useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { Age } from '../../components/Age';
import { DevopsPageProvider } from '../../components/DevopsPageProvider';
import { LoadError } from '../../components/LoadError';
import { Section } from '../../components/Section';
import { TableScroller } from '../../components/TableScroller';
import { useTableStyles } from '../../components/tableStyles';
import { WindowSelect } from '../../components/WindowSelect';
import { useFleet, type FleetFilters } from '../../hooks/useFleet';
import { useTranslation } from '../../hooks/useTranslation';
import { FleetSummary } from './FleetSummary';
import { FleetTable } from './FleetTable';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  filters: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) },
}));

/**
 * The delivery metrics of everything that the reader may see.
 *
 * @public
 */
export function FleetContent() {
  return (
    <DevopsPageProvider>
      <Content />
    </DevopsPageProvider>
  );
}

function Content() {
  const classes = useStyles();
  const { t } = useTranslation();
  const [filters, setFilters] = useState<FleetFilters>({
    window: 30,
    sort: 'name',
    order: 'asc',
  });
  const change = (part: Partial<FleetFilters>) =>
    setFilters(current => ({ ...current, ...part }));
  return (
    <Section
      title={t('fleet.title')}
      hint={t('fleet.hint')}
      actions={
        <div className={classes.filters}>
          <OwnerField onChange={owner => change({ owner })} />
          <WindowSelect
            value={filters.window}
            onChange={(window: MetricsWindow) => change({ window })}
          />
        </div>
      }
    >
      <Fleet filters={filters} onChange={change} />
    </Section>
  );
}

/** Asks when the text is done, by Enter or by leaving the field. */
function OwnerField(props: { onChange: (owner: string | undefined) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState('');
  const submit = () => props.onChange(text.trim() || undefined);
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        id={id}
        size="small"
        label={t('fleet.owner')}
        placeholder={t('fleet.ownerHint')}
        InputLabelProps={{ shrink: true }}
        value={text}
        onChange={event => setText(event.target.value)}
        onBlur={submit}
      />
    </form>
  );
}

function Fleet(props: {
  filters: FleetFilters;
  onChange: (part: Partial<FleetFilters>) => void;
}) {
  const { filters, onChange } = props;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const query = useFleet(filters);
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
  const [first] = query.data.pages;
  const rows = query.data.pages.flatMap(page => page.items);
  if (rows.length === 0) {
    return <p>{t(filters.owner ? 'fleet.noMatch' : 'fleet.empty')}</p>;
  }
  return (
    <>
      <FleetSummary page={first} />
      <TableScroller label={t('fleet.table')}>
        <FleetTable rows={rows} filters={filters} onSort={onChange} />
      </TableScroller>
      {query.hasNextPage && (
        <ActionButton
          className={classes.more}
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {t('action.loadMore')}
        </ActionButton>
      )}
      <p className={classes.quiet}>
        {t('fleet.entities', { count: first.entities })}
        {first.asOf && (
          <>
            {' · '}
            <AsOf at={first.asOf} />
          </>
        )}
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
