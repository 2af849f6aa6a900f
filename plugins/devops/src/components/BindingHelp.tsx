import Skeleton from '@material-ui/lab/Skeleton';
import { useDevopsEntity } from '../hooks/useDevopsEntity';
import { useSources } from '../hooks/useSources';
import { useTranslation } from '../hooks/useTranslation';
import { bindingsFor } from './bindingSnippet';
import { Snippet } from './Snippet';

/** How to bind this entity: a snippet with the annotation of each source. */
export function BindingHelp() {
  const { entity } = useDevopsEntity();
  const sources = useSources();
  const { t } = useTranslation();
  if (sources.isPending) {
    return <Skeleton animation={false} height={72} />;
  }
  if (sources.isError) {
    return <p>{t('binding.sourcesUnavailable')}</p>;
  }
  const bindings = bindingsFor(entity, sources.data, t);
  if (bindings.length === 0) {
    return <p>{t('binding.noSources')}</p>;
  }
  return (
    <>
      <p>{t('binding.hint', { entity: entity.metadata.name })}</p>
      {bindings.map(binding => (
        <div key={binding.sourceId}>
          {bindings.length > 1 &&
            t('binding.sourceLabel', { source: binding.title })}
          <Snippet
            label={t('binding.sourceLabel', { source: binding.title })}
            text={binding.snippet}
          />
        </div>
      ))}
    </>
  );
}
