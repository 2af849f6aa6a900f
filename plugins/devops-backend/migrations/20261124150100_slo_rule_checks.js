/**
 * What is wrong with the rules that stores of time series evaluate.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('slo_rule_checks', table => {
    table.comment('Objectives whose rules are not as they should be');
    table.string('source_id', 255).notNullable();
    table.string('slo_id', 255).notNullable();
    table.bigInteger('checked_at').notNullable().comment('Epoch ms');
    table.text('findings').notNullable().comment('JSON: sentences');
    table.primary(['source_id', 'slo_id']);
    table.index(['slo_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('slo_rule_checks');
};
