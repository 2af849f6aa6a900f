// @ts-check

/**
 * Finds what waits and what was set aside without reading what is done, tells
 * failures from claims that were lost, and keeps large bodies in parts, so
 * that no statement carries much.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('inbox', table => {
    table
      .integer('lost_claims')
      .notNullable()
      .defaultTo(0)
      .comment('How often a worker ended before it was done');
    table.integer('size_bytes').nullable().comment('Of the body as it came');
    table
      .integer('parts')
      .notNullable()
      .defaultTo(0)
      .comment('How many rows of inbox_part continue the body');
    table.dropIndex(['state', 'due_at'], 'inbox_due_idx');
  });
  await knex.schema.createTable('inbox_part', table => {
    table.comment('The bodies of large webhooks after their first part');
    table.bigInteger('inbox_id').notNullable();
    table.integer('part').notNullable();
    table.binary('body').notNullable();
    table.primary(['inbox_id', 'part']);
  });
  await knex.schema.alterTable('work_queue', table => {
    table.integer('lost_claims').notNullable().defaultTo(0);
  });
  await knex.raw(
    `CREATE INDEX inbox_pending_idx ON inbox (id) WHERE state = 'pending'`,
  );
  for (const state of ['pending', 'parked']) {
    await knex.raw(
      `CREATE INDEX inbox_${state}_source_idx ON inbox (source_id, received_at) WHERE state = '${state}'`,
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX inbox_parked_source_idx');
  await knex.raw('DROP INDEX inbox_pending_source_idx');
  await knex.raw('DROP INDEX inbox_pending_idx');
  await knex.schema.alterTable('work_queue', table => {
    table.dropColumn('lost_claims');
  });
  await knex.schema.dropTable('inbox_part');
  await knex.schema.alterTable('inbox', table => {
    table.dropColumn('parts');
    table.dropColumn('size_bytes');
    table.dropColumn('lost_claims');
    table.index(['state', 'due_at'], 'inbox_due_idx');
  });
};
