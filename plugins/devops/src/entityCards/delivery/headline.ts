import type {
  DeliverySummary,
  RunStatus,
} from '@backstage-devops/plugin-devops-common';
import type { Translate } from '../../hooks/useTranslation';

/** The first line of the card. */
export type Headline = { text: string; status: RunStatus; since?: string };

/** Puts the headline into words: it answers "is it delivered?". */
export function headlineOf(delivery: DeliverySummary, t: Translate): Headline {
  const { headline, latestRun, environments } = delivery;
  const branch = headline.branch ?? latestRun?.ref ?? 'main';
  const since = headline.since ?? latestRun?.finishedAt ?? latestRun?.createdAt;
  switch (headline.kind) {
    case 'main_red':
      return { text: redText(delivery, branch, t), status: 'failed', since };
    case 'production_differs': {
      const production = environments.find(env => env.tier === 'production');
      const names = { environment: production?.name ?? 'production', branch };
      return {
        text: headline.commitsBehind
          ? t('deliveryCard.headline.behind', {
              ...names,
              count: headline.commitsBehind,
            })
          : t('deliveryCard.headline.differs', names),
        status: latestRun?.status ?? 'unknown',
        since,
      };
    }
    case 'main_running':
      return {
        text: t('deliveryCard.headline.running', { branch }),
        status: latestRun?.status ?? 'running',
        since,
      };
    case 'main_green':
      return {
        text: t('deliveryCard.headline.green', { branch }),
        status: 'succeeded',
        since,
      };
    default:
      return { text: t('deliveryCard.headline.none'), status: 'unknown' };
  }
}

function redText(delivery: DeliverySummary, branch: string, t: Translate) {
  const { failedJobs, failedRuns } = delivery.headline;
  const text = failedJobs?.length
    ? t('deliveryCard.headline.redJobs', {
        branch,
        jobs: failedJobs.join(', '),
      })
    : t('deliveryCard.headline.red', { branch });
  return failedRuns && failedRuns > 1
    ? `${text} ${t('deliveryCard.headline.redRuns', { count: failedRuns })}`
    : text;
}
