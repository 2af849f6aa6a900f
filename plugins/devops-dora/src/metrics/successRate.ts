import { inWindow } from '../options';
import type { SuccessRate } from '../result';
import { ratio, type MetricContext } from './context';

export function successRate({ settings, records }: MetricContext): SuccessRate {
  const ended = records.attempts.filter(
    ({ tier, outcome, finishedAt }) =>
      tier === 'production' &&
      (outcome === 'success' || outcome === 'failure') &&
      inWindow(settings, finishedAt),
  );
  const success = ended.filter(({ outcome }) => outcome === 'success').length;
  return {
    value: ratio(success, ended.length),
    unit: 'ratio',
    n: ended.length,
    success,
    failure: ended.length - success,
    dataQuality: {
      failuresWithoutEnd: records.attempts.filter(
        ({ tier, outcome, finishedAt }) =>
          tier === 'production' &&
          outcome === 'failure' &&
          finishedAt === undefined,
      ).length,
    },
    explanation: {
      rules: [
        'Rollouts to production that succeeded, divided by those that succeeded or failed; each attempt counts.',
      ],
      rows: ended.map(({ id, outcome, attempt }) => ({
        deployment: id,
        value: outcome === 'success' ? 1 : 0,
        counted: true,
        why: `${outcome}, attempt ${attempt}`,
      })),
    },
  };
}
