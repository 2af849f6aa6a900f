import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { ActionButton } from '../../components/ActionButton';
import { SelectField } from '../../components/SelectField';
import { SubmitField } from '../../components/SubmitField';
import { WindowSelect } from '../../components/WindowSelect';
import type { FleetGrouping } from '../../hooks/useFleet';
import { useTranslation } from '../../hooks/useTranslation';
import { GROUPINGS, useFleetFilters } from './useFleetFilters';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
}));

/** The kind of entity that the fleet is narrowed to. */
const KINDS = { owner: 'group', system: 'system', domain: 'domain' } as const;

/** How the fleet is put together, and what it is narrowed to. */
export function FleetBar() {
  const classes = useStyles();
  const { t } = useTranslation();
  const { scope, by, isNarrow, change } = useFleetFilters();
  return (
    <div className={classes.bar}>
      <SelectField<FleetGrouping | 'none'>
        label={t('fleet.by')}
        value={by ?? 'none'}
        options={[
          { value: 'none', text: t('fleet.byNone') },
          ...GROUPINGS.map(value => ({ value, text: t(`fleet.${value}`) })),
        ]}
        onChange={value => change({ by: value === 'none' ? undefined : value })}
      />
      {GROUPINGS.map(kind => (
        <SubmitField
          key={kind}
          label={t(`fleet.${kind}`)}
          hint={t(`fleet.${kind}Hint`)}
          value={scope[kind] ?? ''}
          onSubmit={text => change({ [kind]: fullRef(text, kind) })}
        />
      ))}
      <WindowSelect
        value={scope.window}
        onChange={window => change({ window: String(window) })}
      />
      {isNarrow && (
        <ActionButton
          onClick={() =>
            change({ owner: undefined, system: undefined, domain: undefined })
          }
        >
          {t('fleet.showAll')}
        </ActionButton>
      )}
    </div>
  );
}

/** People write `shop`; the API wants `group:default/shop`. */
function fullRef(text: string, kind: FleetGrouping): string | undefined {
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
