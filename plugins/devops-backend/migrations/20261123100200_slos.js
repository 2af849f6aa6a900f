/**
 * Objectives as they were last read from the repositories of entities.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('slo_repositories', table => {
    table.comment(
      'Where the files of an entity are, and how reading them went',
    );
    table.string('entity_ref', 255).primary();
    table.text('location').comment('URL with a glob; null: there is none');
    table.integer('reader_version').notNullable();
    table.text('etag');
    table.bigInteger('attempted_at').notNullable().comment('Epoch ms');
    table.bigInteger('read_at').comment('Last success, epoch ms');
    table.text('error').comment('Why the last attempt failed');
    table
      .text('problems')
      .notNullable()
      .comment('JSON: what is wrong in files');
  });

  await knex.schema.createTable('slos', table => {
    table.comment('Objectives, the last version that could be used');
    table.string('entity_ref', 255).notNullable();
    table.string('slo_id', 255).notNullable();
    table.integer('position').notNullable();
    table.text('spec').notNullable().comment('JSON');
    table.text('url').comment('Of the file');
    table.bigInteger('removed_at').comment('Epoch ms; null: in the files');
    table.string('state', 32);
    table.bigInteger('state_since').comment('Epoch ms');
    table.primary(['entity_ref', 'slo_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('slos');
  await knex.schema.dropTable('slo_repositories');
};
