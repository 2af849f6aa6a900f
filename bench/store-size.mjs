/**
 * Measures what a run, a job and a deployment take in the store on PostgreSQL,
 * indexes included:
 *
 *   node scripts/with-postgres.mjs node bench/store-size.mjs [last migration]
 *
 * The rows are what a GitLab project gives: once as the lists tell of them
 * (without commit, person and links), once in full. With the name of a
 * migration the tables are measured as they were after it.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const backend = new URL('../plugins/devops-backend/', import.meta.url);
const knexOf = createRequire(new URL('package.json', backend))('knex');
const directory = fileURLToPath(new URL('migrations', backend));
const ROWS = 200_000;
const last = process.argv[2];

const digest = text => `md5(${text})`;
const id = text => `substr(${digest(text)}, 1, 26)`;
const sha = text =>
  `${digest(text)} || substr(${digest(`${text} || 'b'`)}, 1, 8)`;
const created = '1764000000000 + n * 30000';
const scope = `'group-' || (n * 7919) % 40 || '/service-' || (n * 7919) % 400`;
const version = `lpad(to_hex((${created}) / 1000), 9, '0') || '1' || lpad(to_hex(${created}), 11, '0') || '4' || substr(${digest(`n::text`)}, 1, 6)`;
const commit = `json_build_object('sha', ${sha(`(n / 2)::text`)}, 'title', 'Let the cart keep what was put into it ' || n, 'author', 'Ada Lovelace', 'url', 'https://gitlab.example.com/' || ${scope} || '/-/commit/' || ${sha(`(n / 2)::text`)})::text`;
const actor = `'{"name":"Ada Lovelace","username":"ada","url":"https://gitlab.example.com/ada"}'`;
const url = kind =>
  `'https://gitlab.example.com/' || ${scope} || '/-/${kind}/' || n`;

const base = {
  source_id: `'gitlab'`,
  scope,
  changed_at: `${created} + 300000`,
  version,
};
const times = {
  started_at: `${created} + 5000`,
  finished_at: `${created} + 300000`,
  duration_ms: '295000',
};
const state = { status: `'succeeded'`, provider_status: `'success'` };

const TABLES = {
  pipeline_run: {
    lean: {
      ...base,
      ...state,
      ...times,
      id: id(`'r' || n`),
      record_key: `'pipeline:' || n`,
      external_id: 'n::text',
      ref: `case n % 5 when 0 then 'main' when 1 then 'main' else 'feature-' || n end`,
      revision: sha(`(n / 2)::text`),
      created_at: created,
      open: 'false',
      waiting_on: 'null',
      default_branch: 'n % 5 < 2',
      trigger_kind: `'push'`,
      controls_json: `'["retry"]'`,
    },
    full: { commit_json: commit, actor_json: actor, url: url('pipelines') },
  },
  job_run: {
    lean: {
      ...base,
      ...state,
      ...times,
      id: id(`'j' || n`),
      record_key: `'job:' || n`,
      run_id: id(`'r' || n / 6`),
      run_key: `'pipeline:' || n / 6`,
      external_id: 'n::text',
      name: `'unit tests ' || n % 6`,
      stage: `'test'`,
      waiting_on: 'null',
      failure_reason: 'null',
      allow_failure: 'false',
      created_at: created,
      retried: 'false',
      controls_json: `'["retry"]'`,
    },
    full: { url: url('jobs') },
  },
  deployment: {
    lean: {
      ...base,
      ...state,
      ...times,
      id: id(`'d' || n`),
      record_key: `'deployment:' || n`,
      external_id: 'n::text',
      environment: `case n % 2 when 0 then 'staging' else 'production' end`,
      tier: `case n % 2 when 0 then 'staging' else 'production' end`,
      revision: sha(`(n / 2)::text`),
      ref: `'main'`,
      created_at: created,
      run_id: id(`'r' || n`),
      job_id: id(`'j' || n`),
    },
    full: { commit_json: commit, actor_json: actor, url: url('deployments') },
  },
};

const knex = await openDatabase();
try {
  for (const [table, columns] of Object.entries(TABLES)) {
    await measure(table, 'lean', columns.lean);
    await measure(table, 'full', { ...columns.lean, ...columns.full });
  }
} finally {
  await knex.destroy();
}

async function openDatabase() {
  const server = new URL(
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING,
  );
  const admin = knexOf({ client: 'pg', connection: server.href });
  server.pathname = `/size_${randomUUID().replaceAll('-', '')}`;
  await admin.raw(`create database ${server.pathname.slice(1)}`);
  await admin.destroy();
  const opened = knexOf({ client: 'pg', connection: server.href });
  if (!last) {
    await opened.migrate.latest({ directory });
    return opened;
  }
  for (;;) {
    const [, [name]] = await opened.migrate.up({ directory });
    if (!name || name.endsWith(`${last}.js`) || name.includes(last)) {
      return opened;
    }
  }
}

async function measure(table, kind, values) {
  const existing = await knex(table).columnInfo();
  const columns = Object.keys(values).filter(column => column in existing);
  const compact = !('run_key' in (await knex('job_run').columnInfo()));
  const versions = Object.keys(existing).filter(name =>
    name.endsWith('_version'),
  );
  const versionOf = name => {
    const told = name.slice(0, -'_version'.length) in values;
    if (compact) {
      return told ? 'null' : `''`;
    }
    return told ? version : 'null';
  };
  await knex(table).delete();
  await knex.raw(`vacuum full ${table}`);
  // In two halves and in the order of time, as the store fills.
  await knex.raw(
    `insert into ${table} (${[...columns, ...versions].join(', ')})
     select ${[...columns.map(name => values[name]), ...versions.map(versionOf)].join(', ')}
     from generate_series(1, ${ROWS}::bigint) as series(n)`,
  );
  await knex.raw(`vacuum analyze ${table}`);
  const { rows } = await knex.raw(
    `select pg_total_relation_size('${table}') as total, pg_table_size('${table}') as heap`,
  );
  const each = bytes => Math.round(Number(bytes) / ROWS);
  const { rows: indexes } = await knex.raw(
    `select indexrelid::regclass::text as name, pg_relation_size(indexrelid) as size
     from pg_index where indrelid = '${table}'::regclass order by 1`,
  );
  process.stdout.write(
    `${table} ${kind}: ${each(rows[0].total)} bytes a row (${each(rows[0].heap)} table; ${indexes
      .map(index => `${index.name} ${each(index.size)}`)
      .join(', ')})\n`,
  );
}
