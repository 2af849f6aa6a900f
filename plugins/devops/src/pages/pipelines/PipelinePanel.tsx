import { parseEntityRef } from '@backstage/catalog-model';
import Skeleton from '@material-ui/lab/Skeleton';
import { LoadError } from '../../components/LoadError';
import { PipelineDetails } from '../../components/pipelines/PipelineDetails';
import { SidePanel } from '../../components/SidePanel';
import { PipelineMark } from '../../components/StatusMark';
import { usePipelineOf } from '../../hooks/usePipelines';
import { useTranslation } from '../../hooks/useTranslation';

/** The differences of one pipeline beside the list. */
export function PipelinePanel(props: {
  entityRef: string;
  onClose: () => void;
}) {
  const { entityRef, onClose } = props;
  const { t } = useTranslation();
  const { name } = parseEntityRef(entityRef);
  return (
    <SidePanel title={t('pipelines.detailsOf', { name })} onClose={onClose}>
      <Details entityRef={entityRef} />
    </SidePanel>
  );
}

function Details(props: { entityRef: string }) {
  const { data, error, isPending, refetch } = usePipelineOf(props.entityRef);
  const { t } = useTranslation();
  if (isPending) {
    return (
      <div aria-busy="true">
        <Skeleton animation={false} variant="rect" height={120} />
      </div>
    );
  }
  if (!data) {
    return error ? (
      <LoadError
        what={t('pipelines.whatDetail')}
        error={error}
        onRetry={() => refetch()}
      />
    ) : (
      <p>{t('pipelines.noMatch')}</p>
    );
  }
  return (
    <>
      <PipelineMark state={data.state} />
      <PipelineDetails pipeline={data} />
    </>
  );
}
