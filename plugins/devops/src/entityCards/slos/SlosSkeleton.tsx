import Skeleton from '@material-ui/lab/Skeleton';

/** The final layout without its content: three objectives and the footer. */
export function SlosSkeleton() {
  return (
    <div aria-busy="true">
      {['first', 'second', 'third'].map(row => (
        <Skeleton animation={false} key={row} height={33} />
      ))}
      <Skeleton animation={false} height={20} width="40%" />
    </div>
  );
}
