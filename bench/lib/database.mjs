import { createRequire } from 'node:module';

const require = createRequire(
  new URL('../../plugins/devops-backend/package.json', import.meta.url),
);
const createKnex = require('knex');

/** The database of the devops plugin. */
export function openDatabase(postgres, name = 'backstage_plugin_devops') {
  return createKnex({
    client: 'pg',
    connection: { ...postgres.connection, database: name },
    pool: { min: 0, max: 4 },
  });
}
