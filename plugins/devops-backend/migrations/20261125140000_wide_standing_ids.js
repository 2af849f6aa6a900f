/**
 * Every round takes a number for each objective that it tells of, also for one
 * that has a row already. On PostgreSQL four bytes of them last for months.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await changeType(knex, 'bigint');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await changeType(knex, 'integer');
};

/** Numbers of SQLite have eight bytes in any case. */
async function changeType(knex, type) {
  if (knex.client.config.client === 'better-sqlite3') {
    return;
  }
  await knex.raw(`alter table slo_standings alter column id type ${type}`);
  for (const table of ['slo_points', 'slo_ledger']) {
    await knex.raw(
      `alter table ${table} alter column standing_id type ${type}`,
    );
  }
  await knex.raw(`alter sequence slo_standings_id_seq as ${type}`);
}
