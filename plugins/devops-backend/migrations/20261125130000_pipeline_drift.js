/**
 * How generated pipelines differ from what their generator would write today:
 * a row for each entity whose repository was asked for a lock file.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('pipeline_drift', table => {
    table.comment('What became of generated pipelines');
    table.string('entity_uid').primary();
    table.text('lock_url').comment('Of the lock file');
    table.text('lock_etag');
    table.text('etags_json').comment('Of files that are as generated, by path');
    table
      .string('fingerprint', 64)
      .comment('Of the generators and the policy that it was checked with');
    table
      .string('state', 16)
      .comment('current, behind, edited or broken; NULL without a lock file');
    table.string('generator_name', 255);
    table.string('generator_version', 255);
    table.text('gates_json');
    for (const kind of ['template', 'local', 'pins', 'policy', 'stack']) {
      table.integer(`${kind}_count`).notNullable().defaultTo(0);
    }
    table.text('differences_json').comment('The first of them');
    table.text('unchecked_json');
    table.text('lock_error').comment('Why the lock file cannot be used');
    table.text('read_error').comment('Why the repository could not be read');
    table.integer('failures').notNullable().defaultTo(0).comment('In a row');
    table.bigInteger('due_at').notNullable().comment('Epoch ms');
    table.bigInteger('checked_at').comment('Last time that it held, epoch ms');
    table.bigInteger('files_read_at').comment('Epoch ms');
    table.index(['due_at'], 'pipeline_drift_due_idx');
    table.index(['state'], 'pipeline_drift_state_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('pipeline_drift');
};
