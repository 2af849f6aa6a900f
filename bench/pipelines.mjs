/**
 * Measures how long it takes to detect what a repository of 10,000 files is
 * made of and to write its pipeline, and to check 1,000 lock files for drift:
 *
 *   node bench/pipelines.mjs [--files=10000] [--locks=1000] [--runs=5]
 *
 * The last lines are the ratios to a plain walk of the same tree and to
 * plainly parsing the same lock files.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { run } = require('../packages/cli/src');

const option = (name, otherwise) =>
  Number(
    process.argv
      .find(argument => argument.startsWith(`--${name}=`))
      ?.split('=')[1] ?? otherwise,
  );
const FILES = option('files', 10_000);
const LOCKS = option('locks', 1_000);
const RUNS = option('runs', 5);
/** A hundred services, each with a manifest, a container and sources. */
const SERVICES = 100;
const LIMIT_MS = 2_000;
const DRIFT_LIMIT_MS = 10_000;

const PROVIDERS = [
  'github',
  'gitlab',
  'jenkins',
  'azure',
  'tekton',
  'circleci',
];

const MANIFESTS = [
  [
    'package.json',
    '{"scripts":{"build":"tsc","test":"jest","lint":"eslint ."},"dependencies":{"express":"5"}}',
  ],
  [
    'pyproject.toml',
    '[project]\nname = "a"\nrequires-python = ">=3.12"\ndependencies = ["fastapi", "pytest"]\n',
  ],
  ['go.mod', 'module example.com/a\n\ngo 1.24\n'],
  [
    'pom.xml',
    '<project><artifactId>a</artifactId><properties><java.version>21</java.version></properties></project>',
  ],
];

const folder = mkdtempSync(join(tmpdir(), 'bench-pipelines-'));
try {
  createRepository(folder);
  const walk = await median(() => walkPlainly(folder));
  const detect = await median(() => devops('detect', folder, '--json'));
  const generate = await median(() =>
    devops('pipeline', folder, '--provider', 'github'),
  );
  console.log(`${FILES} files, ${SERVICES} components, median of ${RUNS} runs`);
  console.log(`plain walk            ${walk.toFixed(0)} ms`);
  console.log(`detect                ${detect.toFixed(0)} ms`);
  console.log(
    `detect and generate   ${generate.toFixed(0)} ms (limit ${LIMIT_MS} ms)`,
  );
  const locks = await createLocks(join(folder, 'locks'));
  const parse = await median(() => parsePlainly(locks));
  const drift = await median(() => devops('drift', '--json', ...locks));
  console.log(
    `drift of ${LOCKS} locks   ${drift.toFixed(0)} ms (limit ${DRIFT_LIMIT_MS} ms)`,
  );
  console.log(`ratio to a plain walk ${(generate / walk).toFixed(1)}`);
  console.log(`ratio to plain JSON   ${(drift / parse).toFixed(1)}`);
  process.exitCode = generate < LIMIT_MS && drift < DRIFT_LIMIT_MS ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function createRepository(root) {
  const perService = Math.floor(FILES / SERVICES);
  for (let service = 0; service < SERVICES; service++) {
    const [name, content] = MANIFESTS[service % MANIFESTS.length];
    const files = [
      [name, content],
      ['Dockerfile', 'FROM scratch\n'],
      ...Array.from({ length: perService - 2 }, (_, index) => [
        `src/part-${index % 10}/file-${index}.txt`,
        'text\n',
      ]),
    ];
    for (const [path, text] of files) {
      const target = join(root, `services/service-${service}`, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
}

/** Lock files of services that differ in name, stack and CI system. */
async function createLocks(root) {
  const paths = [];
  for (let index = 0; index < LOCKS; index++) {
    const service = join(root, `service-${index}`);
    const [name, content] = MANIFESTS[index % MANIFESTS.length];
    mkdirSync(service, { recursive: true });
    writeFileSync(join(service, name), content);
    await devops(
      ...['pipeline', service, '--out', service],
      ...['--provider', PROVIDERS[index % PROVIDERS.length]],
    );
    paths.push(join(service, '.devops/lock.json'));
  }
  return paths;
}

async function parsePlainly(paths) {
  for (const path of paths) {
    JSON.parse(await readFile(path, 'utf8'));
  }
}

async function walkPlainly(root) {
  const entries = await readdir(root, { withFileTypes: true });
  await Promise.all(
    entries
      .filter(entry => entry.isDirectory())
      .map(entry => walkPlainly(join(root, entry.name))),
  );
}

async function devops(...args) {
  const messages = [];
  const code = await run(args, {
    stdin: [],
    stdout: { write: () => true },
    stderr: { write: text => messages.push(text) },
    cwd: () => process.cwd(),
  });
  if (code !== 0) {
    throw new Error(messages.join(''));
  }
}

async function median(measured) {
  const times = [];
  await measured();
  for (let index = 0; index < RUNS; index++) {
    const start = performance.now();
    await measured();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}
