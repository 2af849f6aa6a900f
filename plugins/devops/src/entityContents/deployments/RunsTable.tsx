import type { PipelineRun } from '@backstage-devops/plugin-devops-common';
import { ColumnHeads } from '../../components/ColumnHeads';
import { ActionButton } from '../../components/ActionButton';
import Skeleton from '@material-ui/lab/Skeleton';
import { useMemo, useRef, useState } from 'react';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { LoadError } from '../../components/LoadError';
import { LoadMore } from '../../components/LoadMore';
import { Section } from '../../components/Section';
import { TableScroller } from '../../components/TableScroller';
import { useTableStyles } from '../../components/tableStyles';
import { useHeldRows } from '../../hooks/useHeldRows';
import { useRuns, type RunFilters } from '../../hooks/useRuns';
import { useTranslation } from '../../hooks/useTranslation';
import { RunRow } from './RunRow';
import { RunsFilters } from './RunsFilters';

/** All runs of the component, newest first, live. */
export function RunsTable() {
  const { t } = useTranslation();
  const [filters, setFilters] = useState<RunFilters>({});
  return (
    <Section
      title={t('deployments.runs')}
      actions={<RunsFilters filters={filters} onChange={setFilters} />}
    >
      <Runs filters={filters} onClear={() => setFilters({})} />
    </Section>
  );
}

function Runs(props: { filters: RunFilters; onClear: () => void }) {
  const { filters, onClear } = props;
  const { t } = useTranslation();
  const query = useRuns(filters);
  const container = useRef<HTMLDivElement>(null);
  const pages = query.data?.pages;
  const rows = useMemo(() => uniqueRuns(pages ?? []), [pages]);
  const { visible, waiting, release } = useHeldRows({
    rows,
    listKey: JSON.stringify(filters),
    container,
    paged: (pages?.length ?? 0) > 1,
  });

  if (query.isPending) {
    return <RunsSkeleton />;
  }
  if (!pages) {
    return (
      <LoadError
        what={t('deployments.what.runs')}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (rows.length === 0) {
    const filtered = Boolean(filters.ref || filters.status);
    return (
      <p>
        {t(filtered ? 'deployments.noMatchingRuns' : 'deployments.noRuns')}{' '}
        {filtered && (
          <ActionButton size="small" onClick={onClear}>
            {t('deployments.clearFilters')}
          </ActionButton>
        )}
      </p>
    );
  }
  return (
    <>
      <div role="status">
        {waiting > 0 && (
          <ActionButton variant="outlined" color="primary" onClick={release}>
            {t('deployments.newRuns', { count: waiting })}
          </ActionButton>
        )}
      </div>
      <TableScroller
        label={t('deployments.runsTable')}
        containerRef={container}
      >
        <RunRows rows={visible} />
      </TableScroller>
      <LoadMore query={query} />
      <FreshnessFooter
        freshness={pages[0].freshness}
        refetchError={query.error}
      />
    </>
  );
}

function RunRows(props: { rows: PipelineRun[] }) {
  const classes = useTableStyles();
  const { t } = useTranslation();
  const columns = [
    t('deployments.run'),
    t('deployments.state'),
    t('deployments.branch'),
    t('deployments.commit'),
    t('deployments.duration'),
    t('deployments.started'),
    t('deployments.who'),
  ];
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>
        {t('deployments.runsTable')}
      </caption>
      <ColumnHeads columns={columns} />
      <tbody>
        {props.rows.map(run => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function RunsSkeleton() {
  return (
    <div aria-busy="true">
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton animation={false} key={row} height={33} />
      ))}
    </div>
  );
}

/** While pages are read again a run may slip from one to the next. */
function uniqueRuns(pages: Array<{ items: PipelineRun[] }>): PipelineRun[] {
  const byId = new Map<string, PipelineRun>();
  for (const run of pages.flatMap(page => page.items)) {
    if (!byId.has(run.id)) {
      byId.set(run.id, run);
    }
  }
  return [...byId.values()];
}
