import type { DeliveryPipeline } from '@backstage-devops/plugin-devops-generators';

/** The gates of a pipeline, and why others are left out, for people. */
export function describeGates({ gates, notes }: DeliveryPipeline): string {
  const lines = gates.map(({ gate, jobs, reason }) =>
    reason === undefined
      ? `gate: ${gate}: ${jobs.join(', ')}`
      : `gate: ${gate}: left out, ${reason}`,
  );
  return [...lines, ...notes.map(note => `note: ${note}`)]
    .map(line => `${line}\n`)
    .join('');
}
