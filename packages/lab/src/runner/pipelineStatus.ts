import { Job, JobStatus } from '../state/types';

export function isFinished(status: JobStatus): boolean {
  return ['success', 'failed', 'canceled', 'skipped'].includes(status);
}

/** A job that ended badly, or was not played, without harm to its pipeline. */
function isIgnored(job: Job): boolean {
  return (
    job.allowFailure && ['failed', 'canceled', 'manual'].includes(job.status)
  );
}

/** The status of a pipeline from those of its latest jobs, by GitLab's precedence. */
export function composeStatus(jobs: Job[]): JobStatus {
  const counted = jobs.filter(job => !isIgnored(job));
  const statuses = new Set(counted.map(job => job.status));
  const only = (...allowed: JobStatus[]) =>
    [...statuses].every(status => allowed.includes(status));

  if (only('skipped')) {
    return jobs.some(job => job.status === 'failed') ? 'success' : 'skipped';
  }
  if (only('success', 'skipped')) return 'success';
  if (only('created'))
    return jobs.length === counted.length ? 'created' : 'running';
  if (only('canceled', 'success', 'skipped')) return 'canceled';
  if (only('pending', 'created', 'skipped')) return 'pending';
  if (statuses.has('running') || statuses.has('pending')) return 'running';
  if (statuses.has('manual')) return 'manual';
  if (statuses.has('created')) return 'running';
  return 'failed';
}

/**
 * What a job that was only created should become now: the same while it still waits,
 * `pending` or `manual` when its turn has come, `skipped` when it never will.
 */
export function nextStatus(job: Job, pipelineJobs: Job[]): JobStatus {
  const awaited = job.needs
    ? pipelineJobs.filter(other =>
        job.needs?.some(need => need.job === other.name),
      )
    : pipelineJobs.filter(other => other.stageIndex < job.stageIndex);
  const waits = awaited.some(
    other => !isFinished(other.status) && !isIgnored(other),
  );
  if (waits) {
    return 'created';
  }
  // An optional manual job holds nothing up by stage, but who needs it needs its result.
  const missing = (other: Job) =>
    other.status === 'skipped' || (job.needs && other.status === 'manual');
  const broken = awaited.some(
    other =>
      missing(other) || (other.status !== 'success' && !isIgnored(other)),
  );
  if (job.when === 'on_failure') {
    return awaited.some(
      other => other.status === 'failed' && !other.allowFailure,
    )
      ? 'pending'
      : 'skipped';
  }
  if (broken && job.when !== 'always') {
    return 'skipped';
  }
  return job.when === 'manual' ? 'manual' : 'pending';
}

/**
 * Puts the jobs first that most others wait for, so that the way to a deployment is not
 * held up by jobs at the side of it. Equals keep their order.
 */
export function byUrgency(
  waiting: Job[],
  pipelineJobs: (job: Job) => Job[],
): Job[] {
  const followers = new Map(
    waiting.map(job => [job.id, countFollowers(job, pipelineJobs(job))]),
  );
  return [...waiting].sort(
    (a, b) =>
      a.pipelineId - b.pipelineId ||
      (followers.get(b.id) ?? 0) - (followers.get(a.id) ?? 0) ||
      a.id - b.id,
  );
}

function countFollowers(job: Job, all: Job[]): number {
  const followers = new Set<Job>();
  const collect = (cause: Job) => {
    for (const other of all) {
      const follows = other.needs
        ? other.needs.some(need => need.job === cause.name)
        : other.stageIndex > cause.stageIndex;
      if (follows && !followers.has(other)) {
        followers.add(other);
        collect(other);
      }
    }
  };
  collect(job);
  return followers.size;
}
