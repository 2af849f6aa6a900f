/**
 * Alerts that fire are few among those that once did, and are asked for every
 * minute.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    "CREATE INDEX alert_firing_idx ON alert (source_id) WHERE status = 'firing'",
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX alert_firing_idx');
};
