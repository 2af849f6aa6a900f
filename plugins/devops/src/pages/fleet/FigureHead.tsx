import type { ReactNode } from 'react';
import classNames from 'classnames';
import { METRIC_NAMES, type FigureName } from '../../components/figures';
import { useTableStyles } from '../../components/tableStyles';
import type { Translate } from '../../hooks/useTranslation';

/** What the fleet shows of each row, in the order of its columns. */
export const FIGURES: FigureName[] = [...METRIC_NAMES, 'runSuccessRate'];

export function figureTitle(name: FigureName, t: Translate): string {
  return name === 'runSuccessRate'
    ? t('fleet.runSuccessRate')
    : t(`metrics.name.${name}`);
}

/** The head of a column of figures. */
export function FigureHead(props: {
  'aria-sort'?: 'ascending' | 'descending';
  children: ReactNode;
}) {
  const classes = useTableStyles();
  return (
    <th
      scope="col"
      aria-sort={props['aria-sort']}
      className={classNames(
        classes.headerCell,
        classes.numeric,
        classes.wrapping,
      )}
    >
      {props.children}
    </th>
  );
}
