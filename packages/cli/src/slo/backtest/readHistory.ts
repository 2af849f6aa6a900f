import type {
  BacktestHistory,
  BacktestPoint,
} from '@backstage-devops/plugin-devops-slo';
import { parseInstant } from '@backstage-devops/plugin-devops-common';
import { InputError } from '@backstage/errors';

const EXAMPLE = '{"at": "2026-01-31T12:00:00Z", "bad": 1, "total": 100}';

/**
 * Reads a history of one line a step, such as {@link EXAMPLE}; `at` is the end
 * of the step.
 *
 * @throws InputError with the number of the first line that cannot be used.
 */
export function readHistory(
  text: string,
  options: { file: string; stepMs: number },
): BacktestHistory {
  const { file, stepMs } = options;
  const points: BacktestPoint[] = [];
  text.split('\n').forEach((line, i) => {
    const refuse = (problem: string): never => {
      throw new InputError(`${file}, line ${i + 1}: ${problem}`);
    };
    if (line.trim() === '') {
      return;
    }
    const point = readPoint(line, refuse);
    const previous = points[points.length - 1];
    const steps = previous ? (point.at - previous.at) / stepMs : 1;
    if (steps <= 0) {
      refuse('"at" must be later than in the line before');
    }
    if (!Number.isInteger(steps)) {
      refuse(
        `"at" must be whole steps of ${stepMs / 60_000}m after the line before; give the step of the history with --step`,
      );
    }
    points.push(point);
  });
  if (points.length === 0) {
    throw new InputError(`${file} is empty: write lines such as ${EXAMPLE}`);
  }
  return { stepMs, points };
}

function readPoint(
  line: string,
  refuse: (problem: string) => never,
): BacktestPoint {
  let value: { at?: unknown; bad?: unknown; total?: unknown } | null;
  try {
    value = JSON.parse(line);
  } catch {
    return refuse(`this is no JSON; write ${EXAMPLE}`);
  }
  const at = typeof value?.at === 'string' ? parseInstant(value.at) : undefined;
  if (at === undefined) {
    return refuse('"at" must be an instant such as 2026-01-31T12:00:00Z');
  }
  const count = (key: 'bad' | 'total'): number => {
    const events = value?.[key];
    return typeof events === 'number' && events >= 0 && events < Infinity
      ? events
      : refuse(`"${key}" must be a number of events, 0 or more`);
  };
  const bad = count('bad');
  const total = count('total');
  if (bad > total) {
    refuse('"bad" must not be more than "total"');
  }
  return { at, bad, total };
}
