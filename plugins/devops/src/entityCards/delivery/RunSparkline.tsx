import type { PipelineRun } from '@backstage-devops/plugin-devops-common';
import { scaleLinear } from '@visx/scale';
import type { Tone } from '../../components/colors';
import { runAppearance } from '../../components/StatusMark/shapes';
import { useToneColors } from '../../components/useToneColors';
import { useTranslation } from '../../hooks/useTranslation';

const BAR = 6;
const GAP = 2;
const HEIGHT = 24;
const SHORTEST = 3;

/**
 * One bar for each run, oldest first, as high as the run was long, and a hollow
 * square for a run that has no end yet. A failed run also carries a cross, so that it does not hang on colour.
 */
export function RunSparkline(props: { runs: PipelineRun[] }) {
  const runs = [...props.runs].reverse();
  const colors = useToneColors();
  const { t } = useTranslation();
  const longest = Math.max(1, ...runs.map(run => run.durationMs ?? 0));
  const height = scaleLinear({
    domain: [0, longest],
    range: [SHORTEST, HEIGHT - BAR],
  });
  const succeeded = runs.filter(run => run.status === 'succeeded').length;
  const failed = runs.filter(run => run.status === 'failed').length;
  const width = runs.length * (BAR + GAP) - GAP;
  return (
    <svg
      role="img"
      aria-label={t('deliveryCard.sparkline', {
        total: String(runs.length),
        branch: runs[0].ref,
        succeeded: String(succeeded),
        failed: String(failed),
        other: String(runs.length - succeeded - failed),
      })}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
    >
      {runs.map((run, index) => (
        <Bar
          key={run.id}
          run={run}
          x={index * (BAR + GAP)}
          height={run.durationMs === undefined ? BAR : height(run.durationMs)}
          colors={colors}
        />
      ))}
    </svg>
  );
}

function Bar(props: {
  run: PipelineRun;
  x: number;
  height: number;
  colors: Record<Tone, string>;
}) {
  const { run, x, height, colors } = props;
  const color = colors[runAppearance[run.status].tone];
  const top = HEIGHT - height;
  const finished = run.durationMs !== undefined;
  return (
    <g>
      <rect
        x={finished ? x : x + 0.5}
        y={top}
        width={finished ? BAR : BAR - 1}
        height={height}
        fill={finished ? color : 'none'}
        stroke={finished ? undefined : color}
      />
      {run.status === 'failed' && (
        <path
          d={`M${x + 1} ${top - 5.5}l4 4m0 -4l-4 4`}
          stroke={color}
          strokeWidth={1.5}
          strokeLinecap="round"
        />
      )}
    </g>
  );
}
