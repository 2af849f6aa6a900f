import { BindingHelp } from '../../components/BindingHelp';
import { DevopsProvider } from '../../components/DevopsProvider';
import { FreshnessFooter } from '../../components/FreshnessFooter';
import { LoadError } from '../../components/LoadError';
import { Section } from '../../components/Section';
import { useEnvironments } from '../../hooks/useDelivery';
import { useTranslation } from '../../hooks/useTranslation';
import { DeploymentsList } from './DeploymentsList';
import { EnvironmentMatrix } from './EnvironmentMatrix';
import { MatrixSkeleton } from './MatrixSkeleton';
import { PipelineNote } from './PipelineNote';
import { RunPanel } from './RunPanel';
import { RunsTable } from './RunsTable';
import { useSelectedRun } from './useSelectedRun';

/**
 * What runs in which environment, how it came there, and the runs behind it.
 *
 * @public
 */
export function DeploymentsContent() {
  return (
    <DevopsProvider>
      <Content />
    </DevopsProvider>
  );
}

function Content() {
  const { t } = useTranslation();
  const environments = useEnvironments();
  const { runId, close } = useSelectedRun();
  if (environments.data?.freshness.state === 'unbound') {
    return (
      <Section title={t('binding.title')}>
        <BindingHelp />
      </Section>
    );
  }
  return (
    <>
      <Section
        title={t('deployments.environments')}
        hint={t('deployments.environmentsHint')}
      >
        <Environments query={environments} />
        <PipelineNote />
      </Section>
      <RunsTable />
      <DeploymentsList
        environments={environments.data?.items.map(item => item.name) ?? []}
      />
      {runId && <RunPanel key={runId} runId={runId} onClose={close} />}
    </>
  );
}

function Environments(props: { query: ReturnType<typeof useEnvironments> }) {
  const { data, error, isPending, refetch } = props.query;
  const { t } = useTranslation();
  if (isPending) {
    return <MatrixSkeleton />;
  }
  if (!data) {
    return (
      <LoadError
        what={t('deployments.what.environments')}
        error={error}
        onRetry={() => refetch()}
      />
    );
  }
  return (
    <>
      <EnvironmentMatrix environments={data.items} />
      <FreshnessFooter freshness={data.freshness} refetchError={error} />
    </>
  );
}
