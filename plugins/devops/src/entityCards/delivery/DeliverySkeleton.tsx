import Skeleton from '@material-ui/lab/Skeleton';

/** The final layout without its content: rows, sparkline, footer. */
export function DeliverySkeleton() {
  return (
    <div aria-busy="true">
      {['production', 'staging', 'development'].map(row => (
        <Skeleton animation={false} key={row} height={33} />
      ))}
      <Skeleton animation={false} height={40} width="70%" />
      <Skeleton animation={false} height={20} width="40%" />
    </div>
  );
}
