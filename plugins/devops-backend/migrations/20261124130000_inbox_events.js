// @ts-check

/**
 * Finds the webhooks of one event without reading all of the others.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('inbox', table => {
    table.index(['event', 'id'], 'inbox_event_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('inbox', table => {
    table.dropIndex(['event', 'id'], 'inbox_event_idx');
  });
};
