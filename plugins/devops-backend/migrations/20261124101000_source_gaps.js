// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('source_state', table => {
    table
      .bigInteger('counted_until')
      .nullable()
      .comment('Runs created before are as many as the provider has');
    table
      .bigInteger('gap_at')
      .nullable()
      .comment('Runs created from here on are missing; null when none are');
    table.integer('gap_count').nullable().comment('How many are missing');
    table
      .integer('gap_sweeps')
      .notNullable()
      .defaultTo(0)
      .comment('How many sweeps ended without closing the gap');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const column of ['counted_until', 'gap_at', 'gap_count', 'gap_sweeps']) {
    // Not through the schema builder, which rebuilds the table on SQLite.
    await knex.raw('alter table ?? drop column ??', ['source_state', column]);
  }
};
