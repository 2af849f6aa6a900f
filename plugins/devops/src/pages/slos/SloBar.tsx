import { ActionButton } from '../../components/ActionButton';
import { FilterBar } from '../../components/FilterBar';
import { GroupFilters } from '../../components/GroupFilters';
import { SelectField } from '../../components/SelectField';
import { SubmitField } from '../../components/SubmitField';
import { useTranslation } from '../../hooks/useTranslation';
import { useSloFilters } from './useSloFilters';

const EVERYTHING = {
  owner: undefined,
  system: undefined,
  domain: undefined,
  environment: undefined,
  text: undefined,
  state: undefined,
};

/** How objectives are put together, and what they are narrowed to. */
export function SloBar(props: {
  /** Those that could be chosen, in the order of promotion. */
  environments: string[];
}) {
  const { t } = useTranslation();
  const { scope, by, isNarrow, change } = useSloFilters();
  const { environment = '' } = scope;
  const environments = new Set([...props.environments, environment]);
  environments.delete('');
  return (
    <FilterBar>
      <GroupFilters by={by} scope={scope} onChange={change} />
      <SelectField
        label={t('fleetSlos.environment')}
        value={environment}
        options={[
          { value: '', text: t('fleetSlos.anyEnvironment') },
          ...[...environments].map(name => ({ value: name, text: name })),
        ]}
        onChange={value => change({ environment: value || undefined })}
      />
      <SubmitField
        label={t('fleetSlos.text')}
        hint={t('fleetSlos.textHint')}
        value={scope.text ?? ''}
        onSubmit={text => change({ text: text || undefined })}
      />
      {isNarrow && (
        <ActionButton onClick={() => change(EVERYTHING)}>
          {t('fleet.showAll')}
        </ActionButton>
      )}
    </FilterBar>
  );
}
