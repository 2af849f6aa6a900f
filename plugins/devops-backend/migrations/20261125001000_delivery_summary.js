// @ts-check

/**
 * Keeps the summary of an entity until something that it tells of changes:
 * making it takes several times as long as everything else of a request.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('delivery_summary', table => {
    table.comment('Summaries as they were made last');
    table.string('entity_uid').notNullable().primary();
    table
      .bigInteger('revision')
      .notNullable()
      .comment('Rises whenever something that it tells of changes');
    table
      .bigInteger('made_of')
      .nullable()
      .comment('The revision that the content is of');
    table.string('format').nullable().comment('Who can read the content');
    table.text('content').nullable().comment('JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('delivery_summary');
};
