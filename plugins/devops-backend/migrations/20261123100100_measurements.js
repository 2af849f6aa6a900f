/**
 * Results of checks, and their counts by minute and by hour.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('measurement_series', table => {
    table.comment(
      'What is measured: one check of one environment of an entity',
    );
    table.increments('id');
    table.string('entity_ref', 255).notNullable();
    table.string('environment', 255).notNullable();
    table.string('check', 255).notNullable();
    table
      .string('source_id', 255)
      .notNullable()
      .comment('Who measured last; says how long results are kept');
    table
      .bigInteger('newest_at')
      .comment('Start of the newest check, epoch ms');
    table.unique(['entity_ref', 'environment', 'check']);
  });

  await knex.schema.createTable('measurements', table => {
    table.comment('Single results, kept for a few days');
    table
      .integer('series_id')
      .notNullable()
      .references('id')
      .inTable('measurement_series')
      .onDelete('CASCADE');
    table
      .bigInteger('at')
      .notNullable()
      .comment('Start of the check, epoch ms');
    table.boolean('ok').notNullable();
    table.bigInteger('latency_us').notNullable().comment('Microseconds');
    table.string('reason', 255).comment('Why it was not ok');
    table.primary(['series_id', 'at']);
    table.index(['at']);
  });

  await knex.schema.createTable('measurement_rollups', table => {
    table.comment('Counts by minute and by hour, written with the results');
    table
      .integer('series_id')
      .notNullable()
      .references('id')
      .inTable('measurement_series')
      .onDelete('CASCADE');
    table.integer('length_ms').notNullable().comment('60000 or 3600000');
    table.bigInteger('start').notNullable().comment('Epoch ms');
    table.integer('total').notNullable();
    table.integer('good').notNullable();
    table
      .integer('measured_minutes')
      .notNullable()
      .comment('How many minutes of it have a result');
    table
      .text('good_latencies')
      .notNullable()
      .comment('JSON: results by lower bound of their latency, microseconds');
    table.text('bad_latencies').notNullable().comment('Likewise');
    table.primary(['series_id', 'length_ms', 'start']);
    table.index(['start']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('measurement_rollups');
  await knex.schema.dropTable('measurements');
  await knex.schema.dropTable('measurement_series');
};
