import { sloPathOf, sloSnippetFor } from '../../components/sloSnippet';
import { Snippet } from '../../components/Snippet';
import { useTranslation } from '../../hooks/useTranslation';
import { useSloFilters } from './useSloFilters';

/** Stands for the reader's own component in the first file. */
const ANY_COMPONENT = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'my-service' },
};

/** That nothing matches; or where there is nothing at all, the way to the first. */
export function NoObjectives() {
  const { t } = useTranslation();
  const { isNarrow } = useSloFilters();
  if (isNarrow) {
    return <p>{t('fleetSlos.noMatch')}</p>;
  }
  const path = sloPathOf(ANY_COMPONENT);
  return (
    <>
      <p>{t('fleetSlos.empty')}</p>
      <p>
        {t('slosCard.emptyHint', { path, entity: ANY_COMPONENT.metadata.name })}
      </p>
      <Snippet label={path} text={sloSnippetFor(ANY_COMPONENT)} />
    </>
  );
}
