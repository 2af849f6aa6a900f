import { DeliveryJob, DeliveryPipeline } from '../model';
import { hasGate } from '../plan/gates';
import { slsaNote } from '../plan/slsa';
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

/** Why a system cannot sign, or say how an image was built. */
const UNSIGNED: Partial<Record<DeliveryProvider, string>> = {
  jenkins: 'Jenkins gives jobs no identity that Sigstore accepts',
  azure: 'Sigstore does not accept the identity tokens of Azure Pipelines',
  tekton:
    'in Tekton that is done by Tekton Chains in the cluster, not by a pipeline',
};
const UNATTESTED: Partial<Record<DeliveryProvider, string>> = {
  ...UNSIGNED,
  jenkins: 'Jenkins vouches for no build',
  azure: 'Azure Pipelines vouches for no build',
  gitlab: 'GitLab vouches for files, not for images in a registry',
  circleci: 'CircleCI vouches for no build',
};

/** Publications without what the system cannot do for them. */
function fitPublications(
  pipeline: DeliveryPipeline,
  provider: DeliveryProvider,
): DeliveryPipeline {
  const jobs = pipeline.jobs.map(({ publication, ...job }) =>
    publication
      ? {
          ...job,
          publication: {
            ...publication,
            signing: UNSIGNED[provider] ? [] : publication.signing,
            attested: publication.attested && !UNATTESTED[provider],
          },
        }
      : job,
  );
  const gates = pipeline.gates.map(status => {
    const left = status.jobs.filter(id =>
      jobs.some(job => job.id === id && hasGate(job, status.gate)),
    );
    const reason = { signing: UNSIGNED, provenance: UNATTESTED }[
      String(status.gate)
    ]?.[provider];
    return reason && status.jobs.length > 0 && left.length === 0
      ? { gate: status.gate, jobs: [], reason }
      : status;
  });
  return { ...pipeline, jobs, gates };
}

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
  const published = fitPublications(pipeline, provider);
  const start = {
    ...published,
    notes: [...published.notes, ...slsaNote(published)],
  };
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
    start,
  );
}
