import Skeleton from '@material-ui/lab/Skeleton';
import { useMatrixStyles } from './matrixStyles';

/** The final layout without its content: three environments side by side. */
export function MatrixSkeleton() {
  const classes = useMatrixStyles();
  return (
    <div className={classes.matrix} aria-busy="true">
      {['first', 'second', 'third'].map(column => (
        <div key={column} className={classes.column}>
          <Skeleton animation={false} width="50%" height={24} />
          <Skeleton animation={false} width="70%" height={32} />
          <Skeleton animation={false} height={20} />
          <Skeleton animation={false} height={20} />
        </div>
      ))}
    </div>
  );
}
