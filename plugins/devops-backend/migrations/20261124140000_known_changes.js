// @ts-check

/**
 * Tells a deployment that brought no changes from one of which it is not known
 * what it brought. Rows that are there count as unknown until they are
 * computed again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('deployment_verdict', table => {
    table
      .boolean('changes_known')
      .notNullable()
      .defaultTo(false)
      .comment('Whether change_count is all that it brought');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // Not through the schema builder, which rebuilds the table on SQLite.
  await knex.raw('alter table ?? drop column ??', [
    'deployment_verdict',
    'changes_known',
  ]);
};
