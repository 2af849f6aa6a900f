import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { FleetGrouping } from '../hooks/useFleet';
import { useTranslation } from '../hooks/useTranslation';
import { SelectField } from './SelectField';
import { SubmitField } from './SubmitField';

/** What entities are put together by, and narrowed to. */
export const GROUPINGS: FleetGrouping[] = ['owner', 'system', 'domain'];

/** The kind of entity that a list is narrowed to. */
const KINDS = { owner: 'group', system: 'system', domain: 'domain' } as const;

/** Whether a list is put together by groups, and whose entities it has. */
export function GroupFilters(props: {
  by?: FleetGrouping;
  scope: Partial<Record<FleetGrouping, string>>;
  onChange: (
    change: Partial<Record<FleetGrouping | 'by', string | undefined>>,
  ) => void;
}) {
  const { by, scope, onChange } = props;
  const { t } = useTranslation();
  return (
    <>
      <SelectField<FleetGrouping | 'none'>
        label={t('fleet.by')}
        value={by ?? 'none'}
        options={[
          { value: 'none', text: t('fleet.byNone') },
          ...GROUPINGS.map(value => ({ value, text: t(`fleet.${value}`) })),
        ]}
        onChange={value =>
          onChange({ by: value === 'none' ? undefined : value })
        }
      />
      {GROUPINGS.map(kind => (
        <SubmitField
          key={kind}
          label={t(`fleet.${kind}`)}
          hint={t(`fleet.${kind}Hint`)}
          value={scope[kind] ?? ''}
          onSubmit={text => onChange({ [kind]: fullRef(text, kind) })}
        />
      ))}
    </>
  );
}

/** People write `shop`; the API wants `group:default/shop`. */
export function fullRef(text: string, kind: FleetGrouping): string | undefined {
  if (text === '') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind: KINDS[kind] }),
    );
  } catch {
    return text; // matches nothing, which the page then says
  }
}
