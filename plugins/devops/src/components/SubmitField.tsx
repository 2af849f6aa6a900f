import TextField from '@material-ui/core/TextField';
import { useEffect, useId, useState } from 'react';

/** A text that counts when it is done: by Enter, or by leaving the field. */
export function SubmitField(props: {
  label: string;
  hint: string;
  value: string;
  onSubmit: (text: string) => void;
}) {
  const { label, hint, value, onSubmit } = props;
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const submit = () => {
    if (text.trim() !== value) {
      onSubmit(text.trim());
    }
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        id={id}
        size="small"
        label={label}
        placeholder={hint}
        InputLabelProps={{ shrink: true }}
        value={text}
        onChange={event => setText(event.target.value)}
        onBlur={submit}
      />
    </form>
  );
}
