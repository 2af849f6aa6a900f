/**
 * Who let deployments pass that an error budget held back. The rows stay when
 * an override is over: they say who answered for what.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('gate_override', table => {
    table.comment('Deployments that somebody allowed against the error budget');
    table.string('id', 36).primary();
    table.string('entity_ref', 255).notNullable();
    table.string('environment', 255).notNullable();
    table.text('reason').notNullable();
    table.string('created_by', 255).notNullable().comment('Entity ref');
    table.bigInteger('created_at').notNullable().comment('Epoch ms');
    table.bigInteger('until_at').notNullable().comment('Epoch ms');
    table.bigInteger('ended_at').comment('Epoch ms; null if it ran out');
    table.string('ended_by', 255).comment('Entity ref');
    table.index(
      ['entity_ref', 'environment', 'created_at'],
      'gate_override_entity_idx',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('gate_override');
};
