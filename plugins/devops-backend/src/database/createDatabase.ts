import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { prepareConnection, wantsMigrations } from './dialect';

export const migrationsDirectory = resolvePackagePath(
  '@backstage-devops/plugin-devops-backend',
  'migrations',
);

/** Opens the plugin's database and brings its tables up to date. */
export async function createDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  await prepareConnection(knex);
  if (wantsMigrations(database)) {
    await knex.migrate.latest({ directory: migrationsDirectory });
  }
  return knex;
}
