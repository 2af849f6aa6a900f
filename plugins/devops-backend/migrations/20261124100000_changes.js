// @ts-check

/**
 * A column that a record may leave out. Beside it is the version of the record
 * that its value is from: NULL for the version of the row, '' when no record
 * told a value yet.
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
  table.bigInteger('changed_at').notNullable();
  table.string('id', 26).primary();
  table.string('source_id').notNullable();
  table.text('scope').notNullable();
  table.string('version', 32).notNullable();
}

/** Columns that existing tables gain, all of which records may leave out. */
const ADDED = {
  deployment: ['unit', 'attempt', 'marked_failed', 'marked_unplanned'],
  job_run: ['steps_json'],
};

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployment', table => {
    versioned(table.text('unit'), table, 'unit');
    versioned(table.integer('attempt'), table, 'attempt');
    versioned(table.boolean('marked_failed'), table, 'marked_failed');
    versioned(table.boolean('marked_unplanned'), table, 'marked_unplanned');
  });
  await knex.schema.alterTable('job_run', table => {
    versioned(table.text('steps_json'), table, 'steps_json');
  });
  for (const [name, columns] of Object.entries(ADDED)) {
    const never = columns.map(column => [`${column}_version`, '']);
    await knex(name).update(Object.fromEntries(never));
  }

  await knex.schema.createTable('change', table => {
    table.comment('Merge requests and pull requests');
    recordColumns(table);
    table.bigInteger('created_at').notNullable();
    table.text('record_key').notNullable();
    table.string('external_id').notNullable();
    table.string('status', 16).notNullable();
    versioned(table.bigInteger('first_review_at'), table, 'first_review_at');
    versioned(table.bigInteger('approved_at'), table, 'approved_at');
    versioned(table.bigInteger('merged_at'), table, 'merged_at');
    versioned(table.bigInteger('closed_at'), table, 'closed_at');
    versioned(table.text('title'), table, 'title');
    versioned(table.text('author_json'), table, 'author_json');
    versioned(table.text('unit'), table, 'unit');
    versioned(table.text('source_branch'), table, 'source_branch');
    versioned(table.text('target_branch'), table, 'target_branch');
    versioned(table.string('revision'), table, 'revision');
    versioned(table.text('commits_json'), table, 'commits_json');
    versioned(table.text('labels_json'), table, 'labels_json');
    versioned(table.text('paths_json'), table, 'paths_json');
    versioned(table.text('url'), table, 'url');
    table.index(['source_id', 'scope', 'merged_at'], 'change_scope_idx');
  });

  await knex.schema.createTable('revision_range', table => {
    table.comment('What lies between two revisions');
    recordColumns(table);
    table.text('record_key').notNullable();
    table.string('from_revision').notNullable();
    table.string('to_revision').notNullable();
    table.string('direction', 16).notNullable();
    table.boolean('complete').notNullable();
    table.text('commits_json').notNullable();
    versioned(table.text('unit'), table, 'unit');
    table.index(
      ['source_id', 'scope', 'to_revision'],
      'revision_range_scope_idx',
    );
  });

  await knex.schema.createTable('incident', table => {
    recordColumns(table);
    table.bigInteger('started_at').notNullable();
    table.text('record_key').notNullable();
    table.string('external_id').notNullable();
    table.string('status', 16).notNullable();
    versioned(table.bigInteger('acknowledged_at'), table, 'acknowledged_at');
    versioned(table.bigInteger('resolved_at'), table, 'resolved_at');
    versioned(table.text('title'), table, 'title');
    versioned(table.string('severity'), table, 'severity');
    versioned(table.text('service'), table, 'service');
    versioned(table.string('environment'), table, 'environment');
    versioned(table.text('unit'), table, 'unit');
    versioned(table.string('deployment_id', 26), table, 'deployment_id');
    versioned(table.text('url'), table, 'url');
    table.index(['source_id', 'scope', 'started_at'], 'incident_scope_idx');
  });

  await knex.schema.createTable('alert', table => {
    table.comment('Each firing of an alert, from its start to its end');
    recordColumns(table);
    table.bigInteger('started_at').notNullable();
    table.text('record_key').notNullable();
    table.string('external_id').notNullable();
    table.text('name').notNullable();
    table.string('status', 16).notNullable();
    versioned(table.bigInteger('ended_at'), table, 'ended_at');
    versioned(table.string('severity'), table, 'severity');
    versioned(table.string('environment'), table, 'environment');
    versioned(table.text('summary'), table, 'summary');
    versioned(table.text('labels_json'), table, 'labels_json');
    versioned(table.text('runbook_url'), table, 'runbook_url');
    versioned(table.text('url'), table, 'url');
    table.index(['source_id', 'scope', 'started_at'], 'alert_scope_idx');
  });

  await knex.schema.createTable('gate_result', table => {
    table.comment('What quality gates said about runs');
    recordColumns(table);
    table.bigInteger('created_at').notNullable();
    table.text('record_key').notNullable();
    table.string('run_id', 26).notNullable();
    table.text('name').notNullable();
    table.string('kind').notNullable();
    table.string('status', 16).notNullable();
    versioned(table.double('value'), table, 'value');
    versioned(table.double('threshold'), table, 'threshold');
    versioned(table.string('job_id', 26), table, 'job_id');
    versioned(table.string('measure'), table, 'measure');
    versioned(table.text('summary'), table, 'summary');
    versioned(table.text('url'), table, 'url');
    table.index(['run_id'], 'gate_result_run_idx');
    table.index(['created_at'], 'gate_result_created_idx');
  });

  await knex.schema.createTable('attempt', table => {
    table.comment(
      'The state of each attempt of runs and deployments that have several',
    );
    recordColumns(table);
    table.integer('attempt').notNullable();
    table.string('subject', 16).notNullable().comment('run, deployment');
    table.string('subject_id', 26).notNullable();
    table.string('status', 16).notNullable();
    versioned(table.bigInteger('started_at'), table, 'started_at');
    versioned(table.bigInteger('finished_at'), table, 'finished_at');
    versioned(table.bigInteger('duration_ms'), table, 'duration_ms');
    table.index(['subject_id'], 'attempt_subject_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'attempt',
    'gate_result',
    'alert',
    'incident',
    'revision_range',
    'change',
  ]) {
    await knex.schema.dropTable(table);
  }
  for (const [name, columns] of Object.entries(ADDED)) {
    for (const column of columns.flatMap(c => [c, `${c}_version`])) {
      // Not through the schema builder, which rebuilds the table on SQLite.
      await knex.raw('alter table ?? drop column ??', [name, column]);
    }
  }
};
