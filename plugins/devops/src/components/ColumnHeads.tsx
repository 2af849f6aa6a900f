import { useTableStyles } from './tableStyles';

/** The heads of columns that are not sorted by. */
export function ColumnHeads(props: { columns: string[] }) {
  const classes = useTableStyles();
  return (
    <thead>
      <tr>
        {props.columns.map(column => (
          <th key={column} scope="col" className={classes.headerCell}>
            {column}
          </th>
        ))}
      </tr>
    </thead>
  );
}
