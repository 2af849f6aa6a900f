type Orderable = { id: number; name: string; stage?: string };

/**
 * Position of each job for display: by stage, then in the order of creation.
 * A retried job takes the place of the one it replaces. The stages' order is
 * GitLab's where the payload tells it, else that of their first jobs: GitLab
 * creates the jobs of a pipeline stage by stage.
 */
export function orderJobs(
  jobs: Orderable[],
  stages: string[] = [],
): Map<number, number> {
  const byId = [...jobs].sort((a, b) => a.id - b.id);
  const stageOrder = new Map<string, number>();
  for (const stage of [...stages, ...byId.map(job => job.stage ?? '')]) {
    if (!stageOrder.has(stage)) {
      stageOrder.set(stage, stageOrder.size);
    }
  }
  const seats = new Map<string, number>();
  const positions = byId.map(job => {
    const seat = `${job.stage ?? ''}\n${job.name}`;
    if (!seats.has(seat)) {
      seats.set(seat, seats.size);
    }
    const stage = stageOrder.get(job.stage ?? '') ?? 0;
    return { id: job.id, stage, seat: seats.get(seat) ?? 0 };
  });
  positions.sort((a, b) => a.stage - b.stage || a.seat - b.seat || a.id - b.id);
  return new Map(positions.map((position, index) => [position.id, index]));
}

/**
 * Ids of jobs that a newer job of the same name replaced. GitLab's API lists
 * them when asked to, and does not say which they are.
 */
export function retriedJobs(jobs: Orderable[]): Set<number> {
  const latest = new Map<string, number>();
  for (const job of jobs) {
    const name = `${job.stage ?? ''}\n${job.name}`;
    latest.set(name, Math.max(latest.get(name) ?? 0, job.id));
  }
  const survivors = new Set(latest.values());
  return new Set(jobs.map(job => job.id).filter(id => !survivors.has(id)));
}
