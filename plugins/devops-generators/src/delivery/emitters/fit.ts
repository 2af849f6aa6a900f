import { DeliveryJob, DeliveryPipeline } from '../model';
import { DeliveryProvider } from './types';

/** Something that a system cannot do for some jobs, and why. */
interface Limit {
  provider: DeliveryProvider;
  /** Whether a job asks for it. */
  concerns(job: DeliveryJob): boolean;
  /** The job without it. */
  without(job: DeliveryJob): DeliveryJob;
  reason: string;
}

const withoutCache = ({ cache, ...job }: DeliveryJob): DeliveryJob => job;

const withoutReports = ({ artifacts, ...job }: DeliveryJob): DeliveryJob => job;

const reportsTests = ({ artifacts }: DeliveryJob) =>
  artifacts?.junit !== undefined || artifacts?.cobertura !== undefined;

const LIMITS: Limit[] = [
  {
    provider: 'tekton',
    concerns: job => job.cache !== undefined,
    without: withoutCache,
    reason:
      'nothing is cached, because Tekton keeps only volumes that somebody made for it, and tasks of all branches would share them',
  },
  {
    provider: 'github',
    concerns: job => job.cache !== undefined && job.shell !== 'bash',
    without: withoutCache,
    reason:
      'nothing is cached where the image may be without the tar of GNU, which actions/cache needs',
  },
  {
    provider: 'tekton',
    concerns: reportsTests,
    without: withoutReports,
    reason:
      'reports of tests stay in the workspace, because Tekton has no place that shows or keeps them',
  },
  {
    provider: 'circleci',
    concerns: job =>
      job.artifacts?.paths.some(path => path.includes('*')) ?? false,
    without: withoutReports,
    reason:
      'reports of tests are left out where each module has its own, because CircleCI takes a file or a folder and no pattern',
  },
];

/**
 * A pipeline as a system can run it: what the system cannot do is left out,
 * with a note that says why.
 *
 * @public
 */
export function fitDeliveryPipeline(
  pipeline: DeliveryPipeline,
  provider: DeliveryProvider,
): DeliveryPipeline {
  return LIMITS.filter(limit => limit.provider === provider).reduce(
    (fitted, { concerns, without, reason }) => {
      const concerned = fitted.jobs.filter(concerns);
      return concerned.length === 0
        ? fitted
        : {
            ...fitted,
            jobs: fitted.jobs.map(job => (concerns(job) ? without(job) : job)),
            notes: [
              ...fitted.notes,
              `${provider}: ${reason} (${concerned.map(({ id }) => id).join(', ')})`,
            ],
          };
    },
    pipeline,
  );
}
