// @ts-check

/**
 * Finds where jobs of a name deploy. Few jobs deploy anywhere, so that the index
 * is small.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    'CREATE INDEX job_run_environment_idx ON job_run (source_id, scope, name, environment) WHERE environment IS NOT NULL',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX job_run_environment_idx');
};
