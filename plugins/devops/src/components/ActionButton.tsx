import Button, { type ButtonProps } from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  // Names and versions are written as they are.
  root: { textTransform: 'none' },
});

/** A small button that keeps the case of its words. */
export function ActionButton(props: ButtonProps) {
  const classes = useStyles();
  return <Button size="small" {...props} classes={classes} />;
}
