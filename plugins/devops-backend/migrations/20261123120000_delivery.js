// @ts-check

/**
 * A column that a record may leave out, with the version of the record that
 * its value is from.
 *
 * @param {import('knex').Knex.ColumnBuilder} column
 * @param {import('knex').Knex.CreateTableBuilder} table
 * @param {string} name
 */
function versioned(column, table, name) {
  column.nullable();
  table.string(`${name}_version`, 32).nullable();
}

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function recordColumns(table) {
  table.string('id', 26).primary();
  table.string('source_id').notNullable();
  table.text('scope').notNullable();
  table.bigInteger('changed_at').notNullable();
  table.string('version', 32).notNullable();
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('inbox', table => {
    table.comment('Webhooks as they arrived, until they are applied and after');
    table.bigIncrements('id');
    table.string('source_id').notNullable();
    table.string('delivery_id').nullable();
    table.string('event').notNullable();
    table.bigInteger('received_at').notNullable();
    table.binary('body').notNullable().comment('gzip');
    table.string('state', 16).notNullable().comment('pending, applied, parked');
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('due_at').notNullable();
    table.bigInteger('leased_until').nullable();
    table.string('claim', 36).nullable();
    table.text('error').nullable();
    table.unique(['source_id', 'delivery_id'], {
      indexName: 'inbox_delivery_uniq',
    });
    table.index(['state', 'due_at'], 'inbox_due_idx');
    table.index(['received_at'], 'inbox_received_idx');
  });

  await knex.schema.createTable('work_queue', table => {
    table.comment('What is to be asked of providers soon');
    table.bigIncrements('id');
    table.string('kind', 32).notNullable();
    table.string('source_id').notNullable();
    table.text('item_key').notNullable().comment('Equal work collapses');
    table.text('payload').notNullable().comment('JSON');
    table.integer('priority').notNullable().comment('Lowest first');
    table.integer('revision').notNullable().defaultTo(1);
    table.string('state', 16).notNullable().comment('pending, parked');
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('due_at').notNullable();
    table.bigInteger('leased_until').nullable();
    table.string('claim', 36).nullable();
    table.text('error').nullable();
    table.unique(['kind', 'source_id', 'item_key'], {
      indexName: 'work_queue_item_uniq',
    });
    table.index(['state', 'priority', 'due_at'], 'work_queue_due_idx');
  });

  await knex.schema.createTable('source_state', table => {
    table.comment(
      'How far each scope of each source is read; scope "" is the source',
    );
    table.string('source_id').notNullable();
    table.text('scope').notNullable();
    table
      .bigInteger('cursor')
      .nullable()
      .comment('Where the next sweep starts');
    table.bigInteger('complete_until').nullable();
    table.bigInteger('last_success_at').nullable();
    table.bigInteger('last_event_at').nullable();
    table.bigInteger('last_error_at').nullable();
    table.text('last_error').nullable();
    table.integer('failures').notNullable().defaultTo(0);
    table.bigInteger('retry_at').nullable();
    table.primary(['source_id', 'scope']);
  });

  await knex.schema.createTable('entity_binding', table => {
    table.comment('Which scopes of which sources an entity is bound to');
    table.string('entity_uid').notNullable();
    table.string('entity_ref').notNullable();
    table.string('source_id').notNullable();
    table.text('scope').notNullable();
    table.string('etag').notNullable();
    table.text('health_path').nullable();
    table.bigInteger('seen_at').notNullable();
    table.primary(['entity_uid', 'source_id', 'scope']);
    table.index(['source_id', 'scope'], 'entity_binding_scope_idx');
  });

  await knex.schema.createTable('pipeline_run', table => {
    recordColumns(table);
    table.text('record_key').notNullable();
    table.string('external_id').notNullable();
    table.string('status', 16).notNullable();
    table.string('provider_status').notNullable();
    table.text('ref').notNullable();
    table.string('revision').notNullable();
    table.bigInteger('created_at').notNullable();
    table.boolean('open').notNullable();
    table.bigInteger('checked_at').nullable().comment('Last read by a sweep');
    versioned(table.text('name'), table, 'name');
    versioned(table.string('waiting_on', 16), table, 'waiting_on');
    versioned(table.integer('attempt'), table, 'attempt');
    versioned(table.boolean('default_branch'), table, 'default_branch');
    versioned(table.text('commit_json'), table, 'commit_json');
    versioned(table.text('actor_json'), table, 'actor_json');
    versioned(table.string('trigger_kind'), table, 'trigger_kind');
    versioned(table.bigInteger('started_at'), table, 'started_at');
    versioned(table.bigInteger('finished_at'), table, 'finished_at');
    versioned(table.bigInteger('duration_ms'), table, 'duration_ms');
    versioned(table.text('url'), table, 'url');
    versioned(table.text('controls_json'), table, 'controls_json');
  });

  await knex.schema.createTable('job_run', table => {
    recordColumns(table);
    table.text('record_key').notNullable();
    table.string('run_id', 26).notNullable();
    table.text('run_key').notNullable();
    table.string('external_id').notNullable();
    table.text('name').notNullable();
    table.string('status', 16).notNullable();
    table.string('provider_status').notNullable();
    versioned(table.text('stage'), table, 'stage');
    versioned(table.integer('sort_order'), table, 'sort_order');
    versioned(table.string('waiting_on', 16), table, 'waiting_on');
    versioned(table.boolean('allow_failure'), table, 'allow_failure');
    versioned(table.text('failure_reason'), table, 'failure_reason');
    versioned(table.string('environment'), table, 'environment');
    versioned(table.double('coverage'), table, 'coverage');
    versioned(table.bigInteger('created_at'), table, 'created_at');
    versioned(table.bigInteger('started_at'), table, 'started_at');
    versioned(table.bigInteger('finished_at'), table, 'finished_at');
    versioned(table.bigInteger('duration_ms'), table, 'duration_ms');
    versioned(table.boolean('retried'), table, 'retried');
    versioned(table.text('url'), table, 'url');
    versioned(table.text('controls_json'), table, 'controls_json');
    table.index(['run_id'], 'job_run_run_idx');
  });

  await knex.schema.createTable('job_trace', table => {
    table.comment('The log of a job as far as it was fetched');
    table.string('job_id', 26).primary();
    table.string('state', 16).notNullable();
    table.binary('body').nullable().comment('gzip');
    table.integer('size_bytes').notNullable();
    table.string('job_version', 32).notNullable();
    table.bigInteger('stored_at').notNullable();
    table.index(['stored_at'], 'job_trace_stored_idx');
  });

  await knex.schema.createTable('deployment', table => {
    recordColumns(table);
    table.text('record_key').notNullable();
    table.string('external_id').notNullable();
    table.string('environment').notNullable();
    table.string('status', 16).notNullable();
    table.string('provider_status').notNullable();
    table.string('revision').notNullable();
    table.bigInteger('created_at').notNullable();
    versioned(table.string('tier', 16), table, 'tier');
    versioned(table.text('environment_url'), table, 'environment_url');
    versioned(table.text('release_name'), table, 'release_name');
    versioned(table.text('ref'), table, 'ref');
    versioned(table.text('commit_json'), table, 'commit_json');
    versioned(table.text('actor_json'), table, 'actor_json');
    versioned(table.string('run_id', 26), table, 'run_id');
    versioned(table.string('job_id', 26), table, 'job_id');
    versioned(table.bigInteger('started_at'), table, 'started_at');
    versioned(table.bigInteger('finished_at'), table, 'finished_at');
    versioned(table.bigInteger('duration_ms'), table, 'duration_ms');
    versioned(table.text('url'), table, 'url');
  });

  await knex.schema.createTable('environment', table => {
    recordColumns(table);
    table.string('name').notNullable();
    table.boolean('gone').notNullable();
    versioned(table.string('tier', 16), table, 'tier');
    versioned(table.text('url'), table, 'url');
    table.index(['source_id', 'scope', 'name'], 'environment_scope_idx');
  });

  await createIndexes(knex);
};

/**
 * Indexes that the schema builder cannot express.
 *
 * @param {import('knex').Knex} knex
 */
async function createIndexes(knex) {
  const sqlite = String(knex.client.config.client).includes('sqlite');
  // The figures of an entity are answered from this index alone.
  await knex.raw(
    sqlite
      ? `CREATE INDEX pipeline_run_scope_idx ON pipeline_run
           (source_id, scope, created_at DESC, id DESC, status, duration_ms, default_branch)`
      : `CREATE INDEX pipeline_run_scope_idx ON pipeline_run
           (source_id, scope, created_at DESC, id DESC) INCLUDE (status, duration_ms, default_branch)`,
  );
  await knex.raw(
    'CREATE INDEX pipeline_run_default_branch_idx ON pipeline_run (source_id, scope, created_at DESC, id DESC) WHERE default_branch = true',
  );
  await knex.raw(
    'CREATE INDEX pipeline_run_open_idx ON pipeline_run (source_id, scope, changed_at) WHERE open = true',
  );
  await knex.raw(
    'CREATE INDEX deployment_scope_idx ON deployment (source_id, scope, created_at DESC, id DESC)',
  );
  await knex.raw(
    'CREATE INDEX deployment_environment_idx ON deployment (source_id, scope, environment, created_at DESC, id DESC)',
  );
  await knex.raw(
    `CREATE INDEX deployment_current_idx ON deployment
       (source_id, scope, environment, (coalesce(finished_at, created_at)) DESC, id DESC) WHERE status = 'succeeded'`,
  );
}

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'environment',
    'deployment',
    'job_trace',
    'job_run',
    'pipeline_run',
    'entity_binding',
    'source_state',
    'work_queue',
    'inbox',
  ]) {
    await knex.schema.dropTable(table);
  }
};
