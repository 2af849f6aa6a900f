/**
 * Objectives as stores of time series tell them, and what their figures were.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('slo_standings', table => {
    table.comment('Where objectives stand, as their sources told last');
    table.increments('id');
    table.string('source_id', 255).notNullable();
    table.string('slo_id', 255).notNullable();
    table
      .string('environment', 255)
      .notNullable()
      .comment('Empty: the source tells none');
    table.string('service', 255).notNullable();
    table.text('record').notNullable().comment('JSON');
    table
      .bigInteger('read_at')
      .notNullable()
      .comment('The moment that the figures are of, epoch ms');
    table
      .bigInteger('measured_at')
      .comment('Newest moment at which it was measured, epoch ms');
    table
      .bigInteger('gone_at')
      .comment('Since when the source does not know it any more, epoch ms');
    table.string('state', 32);
    table.bigInteger('state_since').comment('Epoch ms');
    table.unique(['source_id', 'slo_id', 'environment']);
    table.index(['service']);
    table.index(['slo_id']);
  });

  await knex.schema.createTable('slo_points', table => {
    table.comment('Figures of objectives over time, fine for a short time');
    table
      .integer('standing_id')
      .notNullable()
      .references('id')
      .inTable('slo_standings')
      .onDelete('CASCADE');
    table.integer('length_ms').notNullable().comment('300000 or 3600000');
    table.bigInteger('start').notNullable().comment('Epoch ms');
    table.double('error_ratio').comment('Of the window that ends with it');
    table.double('recent_ratio').comment('Of the shortest window');
    table.double('objective').notNullable();
    table.primary(['standing_id', 'length_ms', 'start']);
    table.index(['length_ms', 'start']);
  });

  await knex.schema.createTable('slo_ledger', table => {
    table.comment('One line for each day: what was promised and what was left');
    table
      .integer('standing_id')
      .notNullable()
      .references('id')
      .inTable('slo_standings')
      .onDelete('CASCADE');
    table.bigInteger('day').notNullable().comment('Its start in UTC, epoch ms');
    table.double('objective').notNullable();
    table.bigInteger('window_ms').notNullable();
    table.double('error_ratio').comment('At the end of the day');
    table.double('highest_error_ratio').comment('Within the day');
    table.primary(['standing_id', 'day']);
    table.index(['day']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('slo_ledger');
  await knex.schema.dropTable('slo_points');
  await knex.schema.dropTable('slo_standings');
};
