/**
 * Where the objectives of all entities stand, as it was judged last: lists of
 * many objectives are answered from here, and nothing is evaluated for them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('slo_overview', table => {
    table.comment('Objectives of entities, for questions over many of them');
    // Every judgement takes a number, also one that changes a row.
    table.bigIncrements('id');
    table.string('entity_uid', 255).notNullable();
    table.text('slo_id').notNullable().comment('Unique within its entity');
    table
      .string('source_id', 255)
      .comment('Who told it; null: counted from results, or not measured');
    table.text('title').notNullable();
    table.string('environment', 255).comment('Null: it names none');
    table.double('objective').notNullable();
    table.string('window_text', 64).notNullable();
    table.string('state', 32).notNullable();
    table
      .double('budget_remaining')
      .comment('1: untouched, below 0: overspent');
    table.double('current_burn');
    table.bigInteger('measured_at').comment('Newest result, epoch ms');
    table
      .bigInteger('stale_at')
      .comment('When it is stale unless it is measured again, epoch ms');
    table.bigInteger('judged_at').notNullable().comment('Epoch ms');
    table.unique(['entity_uid', 'slo_id'], {
      indexName: 'slo_overview_entity_idx',
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('slo_overview');
};
