import type {
  DoraMetric,
  DoraResult,
} from '@backstage-devops/plugin-devops-dora';
import { Duration } from 'luxon';
import { scores } from './json';

const NAMES: Record<keyof DoraResult['metrics'], string> = {
  deploymentFrequency: 'Deployment frequency',
  leadTime: 'Change lead time',
  changeFailRate: 'Change fail rate',
  reworkRate: 'Deployment rework rate',
  recoveryTime: 'Failed deployment recovery time',
  deployDaysPerWeek: 'Days with deployments in a week',
  successRate: 'Rollouts that succeeded',
};

/** The result for people. */
export function toTable(
  result: DoraResult,
  options: { explain?: boolean } = {},
): string {
  const rows = Object.entries(NAMES).map(([key, name]) => {
    const metric = result.metrics[key as keyof DoraResult['metrics']];
    return { name, value: format(metric), n: `n=${metric.n}`, metric };
  });
  const width = (key: 'name' | 'value') =>
    Math.max(...rows.map(row => row[key].length));
  const { overall, known } = scores(result);
  const score =
    overall === null ? '' : `  score ${overall.toFixed(1)}/10 (${known} of 5)`;
  const lines = [
    `${day(result.from)} to ${day(result.to)} ${result.timezone}  definition ${result.definition}${score}`,
    '',
    ...rows.flatMap(({ name, value, n, metric }) => [
      `${name.padEnd(width('name'))}  ${value.padEnd(width('value'))}  ${n}`,
      ...(options.explain ? explain(metric) : []),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function explain({ explanation }: DoraMetric): string[] {
  return [
    ...explanation.rules.map(rule => `    ${rule}`),
    ...explanation.rows.map(row => {
      const subject = [row.deployment, row.change, row.incident]
        .filter(id => id !== undefined)
        .join(' ');
      return `    ${row.counted ? '+' : '-'} ${subject}  ${row.why}`;
    }),
  ];
}

function format({ value, unit }: DoraMetric): string {
  if (value === null) {
    return 'no data';
  }
  switch (unit) {
    case 'seconds':
      return duration(value);
    case 'ratio':
      return `${(value * 100).toFixed(1)} %`;
    default:
      return `${Number(value.toPrecision(3))} ${unit}`;
  }
}

function duration(seconds: number): string {
  const { days, hours, minutes } = Duration.fromMillis(seconds * 1000).shiftTo(
    'days',
    'hours',
    'minutes',
  );
  const parts: Array<[number, string]> = [
    [days, 'd'],
    [hours, 'h'],
    [Math.round(minutes), 'min'],
  ];
  const shown = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return shown.length === 0
    ? `${Math.round(seconds)} s`
    : shown.map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}

function day(time: number): string {
  return new Date(time).toISOString().replace(/T00:00:00\.000Z$/, '');
}
