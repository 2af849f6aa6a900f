// @ts-check

/**
 * Makes rows of records smaller. Nearly all values of a row are from the same
 * record, so `<column>_version` becomes NULL where it is the version of the
 * row, and '' where no record told a value. The large tables are written anew:
 * columns of fixed width come first, where PostgreSQL pads least, and no space
 * stays behind that an update would leave.
 *
 * The key of a job's run is the key of that row of `pipeline_run`.
 */

/**
 * Columns that records may leave out, with their types.
 *
 * @type {Record<string, Record<string, string>>}
 */
const OPTIONAL = {
  pipeline_run: {
    started_at: 'bigInteger',
    finished_at: 'bigInteger',
    duration_ms: 'bigInteger',
    attempt: 'integer',
    default_branch: 'boolean',
    name: 'text',
    waiting_on: 'word',
    commit_json: 'text',
    actor_json: 'text',
    trigger_kind: 'string',
    url: 'text',
    controls_json: 'text',
  },
  job_run: {
    created_at: 'bigInteger',
    started_at: 'bigInteger',
    finished_at: 'bigInteger',
    duration_ms: 'bigInteger',
    coverage: 'double',
    sort_order: 'integer',
    allow_failure: 'boolean',
    retried: 'boolean',
    stage: 'text',
    waiting_on: 'word',
    failure_reason: 'text',
    environment: 'string',
    url: 'text',
    controls_json: 'text',
  },
  deployment: {
    started_at: 'bigInteger',
    finished_at: 'bigInteger',
    duration_ms: 'bigInteger',
    tier: 'word',
    environment_url: 'text',
    release_name: 'text',
    ref: 'text',
    commit_json: 'text',
    actor_json: 'text',
    run_id: 'id',
    job_id: 'id',
    url: 'text',
  },
  environment: { tier: 'word', url: 'text' },
};

/**
 * Columns that every record has, with their types.
 *
 * @type {Record<string, Record<string, string>>}
 */
const REQUIRED = {
  pipeline_run: {
    changed_at: 'bigInteger',
    created_at: 'bigInteger',
    open: 'boolean',
    id: 'id',
    version: 'version',
    source_id: 'string',
    scope: 'text',
    record_key: 'text',
    external_id: 'string',
    status: 'word',
    provider_status: 'string',
    ref: 'text',
    revision: 'string',
  },
  job_run: {
    changed_at: 'bigInteger',
    id: 'id',
    run_id: 'id',
    version: 'version',
    source_id: 'string',
    scope: 'text',
    record_key: 'text',
    external_id: 'string',
    name: 'text',
    status: 'word',
    provider_status: 'string',
  },
  deployment: {
    changed_at: 'bigInteger',
    created_at: 'bigInteger',
    id: 'id',
    version: 'version',
    source_id: 'string',
    scope: 'text',
    record_key: 'text',
    external_id: 'string',
    environment: 'string',
    status: 'word',
    provider_status: 'string',
    revision: 'string',
  },
};

/**
 * Columns that are not a record's.
 *
 * @type {Record<string, Record<string, string>>}
 */
const OWN = { pipeline_run: { checked_at: 'bigInteger' } };

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 * @param {string} type
 */
function addColumn(table, name, type) {
  switch (type) {
    case 'bigInteger':
      return table.bigInteger(name);
    case 'integer':
      return table.integer(name);
    case 'double':
      return table.double(name);
    case 'boolean':
      return table.boolean(name);
    case 'id':
      return table.string(name, 26);
    case 'version':
      return table.string(name, 32);
    case 'word':
      return table.string(name, 16);
    case 'string':
      return table.string(name);
    default:
      return table.text(name);
  }
}

/**
 * @param {import('knex').Knex} knex
 */
function isSqlite(knex) {
  return String(knex.client.config.client).includes('sqlite');
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const name of Object.keys(REQUIRED)) {
    await writeAnew(knex, name);
  }
  await knex('environment').update(versions(knex, 'environment', compacted));
  await createIndexes(knex, { withIds: isSqlite(knex) });
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} name
 */
async function writeAnew(knex, name) {
  const fresh = `${name}_compact`;
  const optional = OPTIONAL[name];
  const plain = { ...REQUIRED[name], ...OWN[name] };
  await knex.schema.createTable(fresh, table => {
    for (const [column, type] of Object.entries(REQUIRED[name])) {
      addColumn(table, column, type).notNullable();
    }
    for (const [column, type] of Object.entries({
      ...OWN[name],
      ...optional,
    })) {
      addColumn(table, column, type).nullable();
    }
    for (const column of Object.keys(optional)) {
      addColumn(table, `${column}_version`, 'version').nullable();
    }
    table.primary(['id']);
  });
  const values = [...Object.keys(plain), ...Object.keys(optional)];
  const versioned = Object.keys(optional);
  await knex.raw(
    `insert into ${fresh} (${[
      ...values,
      ...versioned.map(column => `${column}_version`),
    ].join(', ')})
     select ${[...values, ...versioned.map(compacted)].join(', ')}
     from ${name}`,
  );
  await knex.schema.dropTable(name);
  await knex.schema.renameTable(fresh, name);
  if (!isSqlite(knex)) {
    await knex.raw(`alter index ${fresh}_pkey rename to ${name}_pkey`);
  }
}

/** @param {string} column */
function compacted(column) {
  return `nullif(coalesce(${column}_version, ''), version)`;
}

/** @param {string} column */
function writtenOut(column) {
  return `nullif(coalesce(${column}_version, version), '')`;
}

/**
 * @param {import('knex').Knex} knex
 * @param {string} name
 * @param {(column: string) => string} expression
 */
function versions(knex, name, expression) {
  const columns = Object.keys(OPTIONAL[name]);
  return Object.fromEntries(
    columns.map(column => [`${column}_version`, knex.raw(expression(column))]),
  );
}

/**
 * PostgreSQL sorts the few rows of the same instant itself, so that its
 * indexes need no ids; SQLite would sort all of them.
 *
 * @param {import('knex').Knex} knex
 * @param {{ withIds: boolean }} options
 */
async function createIndexes(knex, { withIds }) {
  const id = withIds ? ', id DESC' : '';
  // The figures of an entity are answered from this index alone.
  const figures = isSqlite(knex)
    ? `${id}, status, duration_ms, default_branch)`
    : `${id}) INCLUDE (status, duration_ms, default_branch)`;
  for (const index of [
    `pipeline_run_scope_idx ON pipeline_run (source_id, scope, created_at DESC${figures}`,
    `pipeline_run_default_branch_idx ON pipeline_run (source_id, scope, created_at DESC${id}) WHERE default_branch = true`,
    'pipeline_run_open_idx ON pipeline_run (source_id, scope, changed_at) WHERE open = true',
    'job_run_run_idx ON job_run (run_id)',
    `deployment_scope_idx ON deployment (source_id, scope, created_at DESC${id})`,
    `deployment_environment_idx ON deployment (source_id, scope, environment, created_at DESC${id})`,
    `deployment_current_idx ON deployment
       (source_id, scope, environment, (coalesce(finished_at, created_at)) DESC${id}) WHERE status = 'succeeded'`,
  ]) {
    await knex.raw(`CREATE INDEX ${index}`);
  }
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const name of Object.keys(OPTIONAL)) {
    await knex(name).update(versions(knex, name, writtenOut));
  }
  await knex.schema.alterTable('job_run', table => {
    table.text('run_key').notNullable().defaultTo('');
  });
  await knex('job_run').update({
    run_key: knex.raw(
      `coalesce((select record_key from pipeline_run r where r.id = job_run.run_id), '')`,
    ),
  });
  for (const index of [
    'pipeline_run_scope_idx',
    'pipeline_run_default_branch_idx',
    'pipeline_run_open_idx',
    'job_run_run_idx',
    'deployment_scope_idx',
    'deployment_environment_idx',
    'deployment_current_idx',
  ]) {
    await knex.raw(`DROP INDEX ${index}`);
  }
  await createIndexes(knex, { withIds: true });
};
