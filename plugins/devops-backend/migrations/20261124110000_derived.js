// @ts-check

/** What is counted in one day, of an entity or of a scope of entities. */
const COUNTS = [
  ['runs', 'Runs of the default branch that ended, by their creation'],
  ['runs_succeeded', ''],
  ['runs_failed', ''],
  ['deployments', 'Those that the deployment frequency counts: no redeploys'],
  [
    'deployments_succeeded',
    'Rollouts that succeeded: each attempt, also redeploys',
  ],
  ['deployments_failed', 'Rollouts that failed'],
  ['forward', ''],
  ['redeploys', ''],
  ['rollbacks', ''],
  ['failed_changes', 'Counted deployments that failed their users'],
  ['judged', 'Counted deployments with a verdict'],
  ['pending', 'Counted deployments that are too young for a verdict'],
  ['unplanned', 'Counted deployments that were not planned'],
  ['changes', 'Changes with a lead time'],
  ['recoveries', 'Failed deployments that recovered'],
  ['incidents', 'Incidents that started'],
];

/**
 * Durations of the day as mergeable histograms, NULL when there is none: of
 * runs in milliseconds, the others in seconds.
 */
const HISTOGRAMS = [
  'run_ms_hist',
  'lead_hist',
  'recovery_hist',
  'restore_hist',
];

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function measures(table) {
  for (const [name, comment] of COUNTS) {
    table.integer(name).notNullable().defaultTo(0).comment(comment);
  }
  for (const name of HISTOGRAMS) {
    table.text(name).nullable();
  }
}

/**
 * @param {import('knex').Knex.CreateTableBuilder} table
 */
function owners(table) {
  table.string('owner_ref').nullable();
  table.string('system_ref').nullable();
  table.string('domain_ref').nullable();
}

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('entity', table => {
    table.comment('Components of the catalog, and those that were there once');
    table.string('uid').primary();
    table.string('ref').notNullable();
    table.string('kind').notNullable();
    table.string('namespace').notNullable();
    table.string('name').notNullable();
    table.text('title').nullable();
    table.string('type').nullable();
    table.string('lifecycle').nullable();
    owners(table);
    table
      .text('rules_json')
      .nullable()
      .comment('What of its scopes is its own');
    table.string('digest', 64).notNullable().comment('Of all that is mirrored');
    table.bigInteger('seen_at').notNullable().comment('Last found to differ');
    table.bigInteger('gone_at').nullable().comment('NULL while it exists');
    table.index(['ref'], 'entity_ref_idx');
    table.index(['owner_ref'], 'entity_owner_idx');
    table.index(['system_ref'], 'entity_system_idx');
    table.index(['domain_ref'], 'entity_domain_idx');
  });

  await knex.schema.createTable('entity_annotation', table => {
    table.string('entity_uid').notNullable();
    table.string('name').notNullable();
    table.text('value').notNullable();
    table.primary(['entity_uid', 'name']);
  });
  // Values can be longer than an entry of an index.
  await knex.raw(
    'CREATE INDEX entity_annotation_value_idx ON entity_annotation (name, substr(value, 1, 200))',
  );

  await knex.schema.createTable('entity_ownership', table => {
    table.comment('Who an entity belonged to, and when');
    table.string('entity_uid').notNullable();
    table.bigInteger('valid_from').notNullable();
    table.bigInteger('valid_to').nullable().comment('NULL for now');
    owners(table);
    table.primary(['entity_uid', 'valid_from']);
  });

  await knex.schema.createTable('dirty_entity', table => {
    table.comment('Entities whose figures are to be computed again');
    table.string('entity_uid').primary();
    table.bigInteger('from_at').notNullable().comment('Earliest change');
    table.string('reason', 32).notNullable();
    table.integer('revision').notNullable().defaultTo(1);
    table.bigInteger('due_at').notNullable();
    table.integer('attempts').notNullable().defaultTo(0);
    table.string('claim', 36).nullable();
    table.bigInteger('leased_until').nullable();
    table.text('error').nullable();
    table.index(['due_at'], 'dirty_entity_due_idx');
  });

  await knex.schema.createTable('dirty_scope_day', table => {
    table.comment('Cells of rollup_scope_day that are to be summed again');
    table.string('kind', 16).notNullable();
    table.string('id').notNullable();
    table.string('day', 10).notNullable();
    table.integer('revision').notNullable().defaultTo(1);
    table.bigInteger('due_at').notNullable();
    table.primary(['kind', 'id', 'day']);
    table.index(['due_at'], 'dirty_scope_day_due_idx');
  });

  await knex.schema.createTable('deployment_verdict', table => {
    table.string('entity_uid').notNullable();
    table.string('deployment_id', 26).notNullable();
    table.string('environment').notNullable();
    table.text('unit').notNullable().comment('Empty for the entity as a whole');
    table.string('tier', 16).notNullable();
    table.bigInteger('finished_at').notNullable();
    table.string('kind', 16).nullable().comment('NULL for a failed rollout');
    table.string('previous_id', 26).nullable().comment('The success before it');
    table.string('verdict', 16).nullable().comment('ok, failed, pending');
    table.boolean('unplanned').notNullable();
    table.text('reasons_json').notNullable();
    table.text('incident_ids_json').notNullable();
    table.integer('change_count').notNullable();
    table.primary(['entity_uid', 'deployment_id']);
    table.index(['entity_uid', 'finished_at'], 'deployment_verdict_end_idx');
  });

  await knex.schema.createTable('delivered_change', table => {
    table.string('entity_uid').notNullable();
    table.string('environment').notNullable();
    table.text('unit').notNullable();
    table.text('change_key').notNullable();
    table.string('deployment_id', 26).notNullable();
    table.string('change_id', 26).nullable().comment('NULL for a lone commit');
    table.string('revision').nullable();
    table.bigInteger('started_at').nullable();
    table.bigInteger('delivered_at').notNullable();
    table.bigInteger('lead_ms').nullable().comment('NULL when not countable');
    table.text('stages_json').nullable().comment('Milliseconds by stage');
    table.primary(['entity_uid', 'environment', 'unit', 'change_key']);
    table.index(['entity_uid', 'delivered_at'], 'delivered_change_end_idx');
  });

  await knex.schema.createTable('rollup_day', table => {
    table.string('entity_uid').notNullable();
    table
      .string('environment')
      .notNullable()
      .comment('Empty for runs, and for incidents of no known environment');
    table.string('day', 10).notNullable().comment('In devops.metrics.timezone');
    owners(table);
    table.boolean('pooled').notNullable().comment('Counts in rollup_scope_day');
    measures(table);
    table.primary(['entity_uid', 'environment', 'day']);
    table.index(['day', 'owner_ref'], 'rollup_day_owner_idx');
    table.index(['day', 'system_ref'], 'rollup_day_system_idx');
    table.index(['day', 'domain_ref'], 'rollup_day_domain_idx');
  });

  await knex.schema.createTable('rollup_scope_day', table => {
    table
      .string('kind', 16)
      .notNullable()
      .comment('fleet, owner, system, domain');
    table.string('id').notNullable().comment('Entity ref; empty for the fleet');
    table.string('day', 10).notNullable();
    table.integer('entities').notNullable().comment('How many contributed');
    measures(table);
    table.primary(['kind', 'id', 'day']);
  });

  await knex.schema.createTable('entity_snapshot', table => {
    table.comment('Figures of an entity over the days that end at as_of');
    table.integer('window_days').notNullable();
    table.string('entity_uid').notNullable();
    table.bigInteger('as_of').notNullable();
    table.string('version', 26).notNullable().comment('Digest of the content');
    table.integer('deployments').notNullable();
    table.double('deployment_frequency').nullable().comment('Per day');
    table.double('lead_ms').nullable();
    table.integer('lead_n').notNullable();
    table.double('change_fail_rate').nullable();
    table.integer('change_fail_n').notNullable();
    table.double('rework_rate').nullable();
    table.integer('rework_n').notNullable();
    table.double('recovery_ms').nullable();
    table.integer('recovery_n').notNullable();
    table.double('success_rate').nullable().comment('Of rollouts');
    table.integer('runs').notNullable();
    table.double('run_success_rate').nullable();
    table.double('run_median_ms').nullable();
    table.double('quality').nullable().comment('From 0 to 1');
    table.text('body_json').notNullable();
    table.primary(['window_days', 'entity_uid']);
    table.index(['window_days', 'change_fail_rate'], 'entity_snapshot_cfr_idx');
    table.index(['window_days', 'lead_ms'], 'entity_snapshot_lead_idx');
    table.index(
      ['window_days', 'deployment_frequency'],
      'entity_snapshot_frequency_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'entity_snapshot',
    'rollup_scope_day',
    'rollup_day',
    'delivered_change',
    'deployment_verdict',
    'dirty_scope_day',
    'dirty_entity',
    'entity_ownership',
    'entity_annotation',
    'entity',
  ]) {
    await knex.schema.dropTable(table);
  }
};
