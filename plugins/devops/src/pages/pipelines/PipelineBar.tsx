import type {
  DriftKind,
  DriftPage,
} from '@backstage-devops/plugin-devops-common';
import { ActionButton } from '../../components/ActionButton';
import { FilterBar } from '../../components/FilterBar';
import { fullRef } from '../../components/GroupFilters';
import { DRIFT_KINDS } from '../../components/pipelines/kinds';
import { SelectField } from '../../components/SelectField';
import { SubmitField } from '../../components/SubmitField';
import { useTranslation } from '../../hooks/useTranslation';
import { usePipelineFilters } from './usePipelineFilters';

/** What the pipelines are narrowed to. */
export function PipelineBar(props: { versions: DriftPage['versions'] }) {
  const { t } = useTranslation();
  const { filters, isNarrow, change, clear } = usePipelineFilters();
  return (
    <FilterBar>
      <SelectField<DriftKind | ''>
        label={t('pipelines.filter.difference')}
        value={filters.difference ?? ''}
        options={[
          { value: '', text: t('pipelines.filter.any') },
          ...DRIFT_KINDS.map(kind => ({
            value: kind,
            text: t(`pipelines.kind.${kind}`),
          })),
        ]}
        onChange={difference => change({ difference: difference || undefined })}
      />
      <SelectField
        label={t('pipelines.filter.version')}
        value={filters.version ?? ''}
        options={[
          { value: '', text: t('pipelines.filter.any') },
          ...useVersionOptions(props.versions, filters.version),
        ]}
        onChange={version => change({ version: version || undefined })}
      />
      {(['owner', 'system'] as const).map(kind => (
        <SubmitField
          key={kind}
          label={t(`fleet.${kind}`)}
          hint={t(`fleet.${kind}Hint`)}
          value={filters[kind] ?? ''}
          onSubmit={text => change({ [kind]: fullRef(text, kind) })}
        />
      ))}
      {isNarrow && (
        <ActionButton onClick={clear}>{t('fleet.showAll')}</ActionButton>
      )}
    </FilterBar>
  );
}

/** Each version once, and the one of the address even if nothing has it. */
function useVersionOptions(
  versions: DriftPage['versions'],
  chosen: string | undefined,
) {
  const { t } = useTranslation();
  const options = new Map(chosen ? [[chosen, chosen]] : []);
  for (const { name, version, pipelines } of versions) {
    options.set(
      version,
      t('pipelines.filter.versionOf', { name, version, count: pipelines }),
    );
  }
  return [...options].map(([value, text]) => ({ value, text }));
}
