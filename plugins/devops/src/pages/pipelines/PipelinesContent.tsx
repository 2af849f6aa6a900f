import type { DriftPage } from '@backstage-devops/plugin-devops-common';
import { DevopsPageProvider } from '../../components/DevopsPageProvider';
import { MarkedCounts } from '../../components/MarkedCounts';
import { PagedTable } from '../../components/PagedTable';
import { countsText } from '../../components/pipelines/kinds';
import { Section } from '../../components/Section';
import { Snippet } from '../../components/Snippet';
import { PipelineMark } from '../../components/StatusMark';
import { useTableStyles } from '../../components/tableStyles';
import { usePipelines } from '../../hooks/usePipelines';
import { useTranslation } from '../../hooks/useTranslation';
import { PipelineBar } from './PipelineBar';
import { PipelinePanel } from './PipelinePanel';
import { PipelineTable } from './PipelineTable';
import { PIPELINE_STATES, usePipelineFilters } from './usePipelineFilters';

const GENERATE = 'devops pipeline --provider gitlab --out .';

/**
 * The generated pipelines of everything that the reader may see, and how far
 * they are from their templates.
 *
 * @public
 */
export function PipelinesContent() {
  return (
    <DevopsPageProvider>
      <Content />
    </DevopsPageProvider>
  );
}

function Content() {
  const { t } = useTranslation();
  const { filters, open, change } = usePipelineFilters();
  const query = usePipelines(filters);
  return (
    <Section title={t('pipelines.title')} hint={t('pipelines.hint')}>
      <PipelineBar versions={query.data?.pages[0].versions ?? []} />
      <PagedTable
        query={query}
        what={t('pipelines.what')}
        label={t('pipelines.table')}
        head={first => <Summary page={first} />}
        empty={first => <NoPipelines page={first} />}
        foot={first => <Foot page={first} />}
      >
        {pages => (
          <PipelineTable
            rows={pages.flatMap(page => page.items)}
            onOpen={entityRef => change({ open: entityRef })}
          />
        )}
      </PagedTable>
      {open && (
        <PipelinePanel
          key={open}
          entityRef={open}
          onClose={() => change({ open: undefined })}
        />
      )}
    </Section>
  );
}

/** How many there are of each state, and what is not known. */
function Summary(props: { page: DriftPage }) {
  const { states, unreadable } = props.page;
  const { t } = useTranslation();
  const { filters, searchOf } = usePipelineFilters();
  return (
    <>
      <MarkedCounts
        label={t('pipelines.states')}
        counts={PIPELINE_STATES.map(state => ({
          state,
          mark: <PipelineMark state={state} />,
          count: states[state],
          isChosen: filters.state === state,
          to: searchOf({ state: filters.state === state ? undefined : state }),
        }))}
      />
      {unreadable > 0 && (
        <p>{t('pipelines.unreadable', { count: unreadable })}</p>
      )}
    </>
  );
}

function NoPipelines(props: { page: DriftPage }) {
  const { t } = useTranslation();
  const { isNarrow } = usePipelineFilters();
  if (!props.page.active) {
    return <p>{t('pipelines.inactive')}</p>;
  }
  return isNarrow ? (
    <p>{t('pipelines.noMatch')}</p>
  ) : (
    <>
      <p>{t('pipelines.empty')}</p>
      <Snippet label={t('pipelines.emptyLabel')} text={GENERATE} />
    </>
  );
}

function Foot(props: { page: DriftPage }) {
  const { states, kinds, active } = props.page;
  const classes = useTableStyles();
  const { t } = useTranslation();
  const total = PIPELINE_STATES.reduce((sum, state) => sum + states[state], 0);
  const different = countsText(kinds, t);
  return (
    <>
      <p className={classes.quiet}>
        {t('pipelines.count', { count: total })}
        {different && `, ${t('pipelines.withKinds', { kinds: different })}`}
      </p>
      {!active && <p>{t('pipelines.inactive')}</p>}
    </>
  );
}
