import type { Knex } from 'knex';

/** An entity that is bound to a source, with an environment of that source. */
export type BoundEnvironment = {
  entityRef: string;
  entityUid: string;
  healthPath?: string;
  /** Absent for an entity without environments. */
  environment?: string;
  url?: string;
  /** A deployment to it has succeeded. */
  deployed: boolean;
};

/** The environments of all bound entities, whether they have a URL or not. */
export async function listBoundEnvironments(
  knex: Knex,
): Promise<BoundEnvironment[]> {
  const rows = await knex('entity_binding as b')
    .leftJoin('environment as e', join =>
      join
        .on('e.source_id', 'b.source_id')
        .andOn('e.scope', 'b.scope')
        .andOnVal('e.gone', false),
    )
    .select(
      'b.entity_ref',
      'b.entity_uid',
      'b.health_path',
      'e.name',
      knex.raw(
        // Some providers tell the URL with deployments alone.
        `coalesce(e.url, (
           select d.environment_url from deployment d
           where d.source_id = e.source_id and d.scope = e.scope
             and d.environment = e.name and d.environment_url is not null
           order by d.created_at desc, d.id desc limit 1
         )) as url`,
      ),
      knex.raw(
        `exists (
           select 1 from deployment d
           where d.source_id = e.source_id and d.scope = e.scope
             and d.environment = e.name and d.status = 'succeeded'
         ) as deployed`,
      ),
    )
    .orderBy(['b.entity_ref', 'e.name', 'b.source_id']);
  return rows.map(row => ({
    entityRef: row.entity_ref,
    entityUid: row.entity_uid,
    healthPath: row.health_path ?? undefined,
    environment: row.name ?? undefined,
    url: row.url ?? undefined,
    deployed: Boolean(row.deployed),
  }));
}
