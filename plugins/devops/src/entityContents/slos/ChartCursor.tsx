import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import { localPoint } from '@visx/event';
import { useToneColors } from '../../components/useToneColors';
import type { BudgetPoint } from './series';

const useStyles = makeStyles<BackstageTheme>(theme => ({
  surface: {
    fill: 'transparent',
    '&:focus': { outline: 'none' },
    '&:focus-visible': { stroke: theme.palette.link, strokeWidth: 2 },
  },
}));

/** How far a key moves the cursor, in points. */
const steps: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/**
 * Lets pointer and keyboard visit the points of a line. To assistive
 * technology it is a slider whose value is the point in words: one stop for
 * the Tab key, whatever the number of points.
 */
export function ChartCursor(props: {
  points: BudgetPoint[];
  x: (at: number) => number;
  y: (left: number) => number;
  size: { width: number; height: number };
  label: string;
  textOf: (point: BudgetPoint) => string;
  cursor: BudgetPoint | undefined;
  onMove: (point: BudgetPoint | undefined) => void;
}) {
  const { points, x, y, size, label, textOf, cursor, onMove } = props;
  const classes = useStyles();
  const colors = useToneColors();
  const last = points.length - 1;
  const found = points.findIndex(point => point.at === cursor?.at);
  const index = found < 0 ? last : found;

  const followPointer = (event: React.PointerEvent<SVGRectElement>) => {
    const at = localPoint(event.currentTarget, event);
    if (at) {
      onMove(nearest(points, point => Math.abs(x(point.at) - at.x)));
    }
  };
  const followKey = (event: React.KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      onMove(points[Math.min(last, Math.max(0, index + step))]);
    }
  };

  return (
    <>
      {cursor && (
        <g pointerEvents="none">
          <line
            x1={x(cursor.at)}
            x2={x(cursor.at)}
            y1={0}
            y2={size.height}
            stroke={colors.neutral}
          />
          <circle
            cx={x(cursor.at)}
            cy={y(cursor.left)}
            r={4}
            fill={colors.active}
          />
        </g>
      )}
      <rect
        className={classes.surface}
        width={size.width}
        height={size.height}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={index}
        aria-valuetext={textOf(points[index])}
        onPointerMove={followPointer}
        onPointerLeave={() => onMove(undefined)}
        onKeyDown={followKey}
        onFocus={() => onMove(cursor ?? points[last])}
      />
    </>
  );
}

function nearest(
  points: BudgetPoint[],
  distance: (point: BudgetPoint) => number,
): BudgetPoint | undefined {
  return points.reduce<BudgetPoint | undefined>(
    (best, point) =>
      best === undefined || distance(point) < distance(best) ? point : best,
    undefined,
  );
}
