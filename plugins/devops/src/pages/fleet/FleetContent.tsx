import type { MetricsWindow } from '@backstage-devops/plugin-devops-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { useState } from 'react';
import { ActionButton } from '../../components/ActionButton';
import { Age } from '../../components/Age';
import { DevopsPageProvider } from '../../components/DevopsPageProvider';
import { LoadError } from '../../components/LoadError';
import { Section } from '../../components/Section';
import { SubmitField } from '../../components/SubmitField';
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

/** What the fleet is narrowed to, by the kind of entity that it is. */
const SCOPES = { owner: 'group', system: 'system', domain: 'domain' } as const;
type Scope = keyof typeof SCOPES;

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
          {(Object.keys(SCOPES) as Scope[]).map(scope => (
            <ScopeField
              key={scope}
              scope={scope}
              value={filters[scope]}
              onChange={change}
            />
          ))}
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

/** Narrows the fleet to an owner, a system or a domain. */
function ScopeField(props: {
  scope: Scope;
  value: string | undefined;
  onChange: (change: Partial<FleetFilters>) => void;
}) {
  const { scope, value = '', onChange } = props;
  const { t } = useTranslation();
  return (
    <SubmitField
      label={t(`fleet.${scope}`)}
      hint={t(`fleet.${scope}Hint`)}
      value={value}
      onSubmit={text => onChange({ [scope]: fullRef(text, scope) })}
    />
  );
}

/** People write `shop`; the API wants `group:default/shop`. */
function fullRef(text: string, scope: Scope): string | undefined {
  if (text === '') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind: SCOPES[scope] }),
    );
  } catch {
    return text; // matches nothing, which the page then says
  }
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
  const isNarrow = filters.owner || filters.system || filters.domain;
  if (rows.length === 0) {
    return <p>{t(isNarrow ? 'fleet.noMatch' : 'fleet.empty')}</p>;
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
