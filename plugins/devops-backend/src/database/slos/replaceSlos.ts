import type { SloSpec } from '@backstage-devops/plugin-devops-slo';
import type { Knex } from 'knex';
import { READER_VERSION, type SloReading } from './SloStore';

/**
 * Brings the stored objectives of an entity to what was read. Objectives that
 * are gone are hidden and keep their state, so that they go on where they were
 * should they come back.
 */
export async function replaceSlos(
  tx: Knex.Transaction,
  reading: SloReading,
): Promise<void> {
  const { entityRef, slos, at } = reading;
  await tx('slo_repositories')
    .insert({
      entity_ref: entityRef,
      location: reading.location ?? null,
      reader_version: READER_VERSION,
      etag: reading.etag ?? null,
      attempted_at: at,
      read_at: at,
      error: null,
      problems: JSON.stringify(reading.problems),
    })
    .onConflict('entity_ref')
    .merge();

  const gone = await idsOfGone(tx, reading);
  if (gone.length > 0) {
    await tx('slos')
      .where('entity_ref', entityRef)
      .whereIn('slo_id', gone)
      .update({ removed_at: at });
  }
  for (const [position, { spec, url }] of slos.entries()) {
    await tx('slos')
      .insert({
        entity_ref: entityRef,
        slo_id: spec.id,
        position,
        spec: JSON.stringify(spec),
        url: url ?? null,
        removed_at: null,
      })
      .onConflict(['entity_ref', 'slo_id'])
      .merge(['position', 'spec', 'url', 'removed_at']);
  }
}

async function idsOfGone(
  tx: Knex.Transaction,
  { entityRef, slos, brokenFiles }: SloReading,
): Promise<string[]> {
  const present = new Set(slos.map(({ spec }) => spec.id));
  const stored = await tx('slos')
    .where({ entity_ref: entityRef, removed_at: null })
    .select('slo_id', 'spec');
  return stored
    .filter(row => {
      const spec: SloSpec = JSON.parse(row.spec);
      return !present.has(spec.id) && !brokenFiles.includes(spec.source.file);
    })
    .map(row => row.slo_id);
}
