import { SelectField } from '../../components/SelectField';
import { SubmitField } from '../../components/SubmitField';
import { useWatchedSources } from '../../hooks/useOperators';
import { useTranslation } from '../../hooks/useTranslation';
import { useMay } from './useMay';

/**
 * Narrows a list to one source: by its name, or by its id where the reader
 * may not list the sources.
 */
export function SourceFilter(props: {
  value: string | undefined;
  onChange: (source: string | undefined) => void;
}) {
  const { value = '', onChange } = props;
  const { t } = useTranslation();
  const { data } = useWatchedSources(useMay('readSources').allowed);
  const change = (source: string) => onChange(source || undefined);
  if (!data) {
    return (
      <SubmitField
        label={t('operations.source')}
        hint={t('operations.anySource')}
        value={value}
        onSubmit={change}
      />
    );
  }
  const known = data.map(({ id, title }) => ({ value: id, text: title }));
  const gone = value && !data.some(({ id }) => id === value);
  return (
    <SelectField
      label={t('operations.source')}
      value={value}
      options={[
        { value: '', text: t('operations.anySource') },
        ...known,
        ...(gone ? [{ value, text: value }] : []),
      ]}
      onChange={change}
    />
  );
}
