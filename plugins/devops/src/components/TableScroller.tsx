import type { ReactNode, Ref } from 'react';
import { useTableStyles } from './tableStyles';

/** Lets a table scroll within itself, by pointer and by keyboard. */
export function TableScroller(props: {
  label: string;
  children: ReactNode;
  containerRef?: Ref<HTMLDivElement>;
}) {
  const classes = useTableStyles();
  return (
    <div
      ref={props.containerRef}
      className={classes.scroller}
      role="region"
      aria-label={props.label}
      tabIndex={0} // eslint-disable-line jsx-a11y/no-noninteractive-tabindex
    >
      {props.children}
    </div>
  );
}
