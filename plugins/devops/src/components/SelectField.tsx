import TextField from '@material-ui/core/TextField';
import { useId } from 'react';

/** A choice of one, with the browser's own list. */
export function SelectField<TValue extends string>(props: {
  label: string;
  value: TValue;
  options: Array<{ value: TValue; text: string }>;
  onChange: (value: TValue) => void;
}) {
  const { label, value, options, onChange } = props;
  const id = useId();
  return (
    <TextField
      id={id}
      size="small"
      select
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      label={label}
      value={value}
      onChange={event => onChange(event.target.value as TValue)}
    >
      {options.map(option => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </TextField>
  );
}
