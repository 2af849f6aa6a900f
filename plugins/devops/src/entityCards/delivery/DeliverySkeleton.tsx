import Skeleton from '@material-ui/lab/Skeleton';

/** The final layout without its content: rows, sparkline, footer. */
export function DeliverySkeleton() {
  return (
    <div aria-busy="true">
      {['production', 'staging', 'development'].map(row => (
        <Skeleton key={row} height={33} />
      ))}
      <Skeleton height={40} width="70%" />
      <Skeleton height={20} width="40%" />
    </div>
  );
}
