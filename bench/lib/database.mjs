import { createRequire } from 'node:module';

const require = createRequire(
  new URL('../../plugins/devops-backend/package.json', import.meta.url),
);
const createKnex = require('knex');

/** The database of the devops plugin on PostgreSQL. */
export function openDatabase(postgres, name = 'backstage_plugin_devops') {
  return createKnex({
    client: 'pg',
    connection: { ...postgres.connection, database: name },
    pool: { min: 0, max: 4 },
  });
}

/** The same on SQLite, beside the backend that has it open. */
export function openFile(filename) {
  return createKnex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
}
