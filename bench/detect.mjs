/**
 * Measures how often detection is right about real repositories:
 *
 *   node bench/detect.mjs DIR [--truth=bench/detect-truth.json] [--all]
 *
 * DIR holds a checkout of each repository of the truth file as DIR/OWNER/NAME,
 * at the revision that the file names; those that are missing are passed over
 * with a word. The truth was written by reading the repositories, before
 * detection ran on them. It prints what is right of each field and every wrong
 * answer that was given with high confidence (all of them with --all). The
 * last line is the ratio to 95 % of the fields.
 *
 * In the truth file a component is what its package manager does in
 * `conventions`, what holds for the whole repository in `defaults`, and its own
 * fields; what none of them names is `null`. A text is the value, `~` in front
 * of it begins a regular expression, and a list names several right answers.
 * In the lists `deploy` and `ci` a name that ends in `?` may be left out.
 * Components under `optional` may be given or not; any other one is wrong.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { flag, text } from './lib/options.mjs';

const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const { run } = require('../packages/cli/src');

/** From here on a value is relied on without a look at its evidence. */
const HIGH_CONFIDENCE = 0.8;
const TARGET = 0.95;
const COMMANDS = ['install', 'build', 'test', 'lint', 'coverage'];
const LISTS = ['deploy', 'ci'];
const FIELDS = [
  ...['component', 'language', 'version', 'packageManager'],
  ...COMMANDS,
  ...['container', ...LISTS, 'monorepo'],
];

const root = process.argv.slice(2).find(argument => !argument.startsWith('--'));
if (root === undefined) {
  throw new Error(
    'Give the folder with the checkouts: node bench/detect.mjs DIR',
  );
}
const { conventions, repositories } = JSON.parse(
  readFileSync(
    text('truth') ?? new URL('detect-truth.json', import.meta.url),
    'utf8',
  ),
);

const answers = [];
for (const [name, expected] of Object.entries(repositories)) {
  const folder = join(root, name);
  if (!existsSync(folder)) {
    console.log(`${name} is not in ${root}: passed over`);
    continue;
  }
  const revision = revisionOf(folder);
  if (revision !== undefined && revision !== expected.revision) {
    console.log(`${name} is at ${revision}, the truth is of another revision`);
  }
  const judged = judge(expected, await detect(folder));
  answers.push(...judged.map(answer => ({ ...answer, name })));
  console.log(`${name.padEnd(50)} ${percent(judged)}`);
}
report(answers);

async function detect(folder) {
  let output = '';
  const code = await run(['detect', folder, '--json'], {
    stdin: [],
    stdout: { write: part => (output += part) },
    stderr: { write: () => true },
    cwd: () => process.cwd(),
  });
  if (code !== 0) {
    throw new Error(`devops detect ${folder} ended with ${code}`);
  }
  return JSON.parse(output);
}

/** Undefined for a folder that is no checkout of its own. */
function revisionOf(folder) {
  return existsSync(join(folder, '.git'))
    ? execFileSync('git', ['-C', folder, 'rev-parse', 'HEAD'], {
        encoding: 'utf8',
      }).trim()
    : undefined;
}

/** The components of a repository, each with all that is known of it. */
function componentsOf({ defaults, components }) {
  return components.flatMap(({ paths, path, ...own }) =>
    (paths ?? [path]).map(at => {
      const stated = { ...defaults, ...own };
      const [manager] = [stated.packageManager ?? null].flat();
      return {
        ...conventions[manager],
        ...stated,
        path: at,
        container: inFolder(stated.container, [at].flat()[0]),
      };
    }),
  );
}

function inFolder(container, path) {
  return typeof container === 'string'
    ? container.replace('{path}', path)
    : container;
}

/** One answer for each field of each component that one side names. */
function judge(expected, { components, monorepo }) {
  const left = new Set(components);
  const judged = componentsOf(expected).flatMap(truthful => {
    const given = components.find(
      ({ path, language }) =>
        accepts(truthful.path, path) && accepts(truthful.language, language),
    );
    left.delete(given);
    return judgeComponent(truthful, given);
  });
  for (const { path, language } of left) {
    if (!expected.optional?.some(pattern => matchesPath(pattern, path))) {
      judged.push({
        path,
        field: 'component',
        right: false,
        given: language,
        wanted: 'no component',
        confidence: 1,
      });
    }
  }
  judged.push({
    path: '.',
    field: 'monorepo',
    right: accepts(expected.monorepo ?? null, monorepo),
    given: monorepo,
    wanted: expected.monorepo ?? null,
    confidence: 1,
  });
  return judged;
}

function judgeComponent(wanted, given) {
  const path = [wanted.path].flat()[0];
  return FIELDS.filter(field => field !== 'monorepo').map(field => {
    if (field === 'component' || given === undefined) {
      const name = wanted[field] ?? [wanted.language].flat()[0];
      return {
        ...{ path, field, right: given !== undefined },
        ...{ given: undefined, wanted: name, confidence: 0 },
      };
    }
    const value = COMMANDS.includes(field)
      ? given.commands[field]
      : given[field];
    return {
      ...{ path, field, given: value, wanted: wanted[field] ?? null },
      right: LISTS.includes(field)
        ? acceptsList(wanted[field] ?? [], value)
        : accepts(wanted[field] ?? null, value),
      confidence: given.confidence[field] ?? 1,
    };
  });
}

function accepts(wanted, value) {
  return [wanted].flat().some(one => {
    if (one === null || value === null) {
      return one === value;
    }
    return one.startsWith('~')
      ? new RegExp(one.slice(1)).test(plain(value))
      : plain(one) === plain(value);
  });
}

function acceptsList(wanted, values) {
  return (
    wanted.every(name => name.endsWith('?') || values.includes(name)) &&
    values.every(
      value => wanted.includes(value) || wanted.includes(`${value}?`),
    )
  );
}

/** Without what makes no difference: `npm run test` is `npm test`. */
function plain(command) {
  return command.replace(/^(npm|pnpm|yarn|composer) run /, '$1 ');
}

function matchesPath(pattern, path) {
  const expression = pattern
    .replace(/[.+]/g, '\\$&')
    .replace(/\*\*|\*/g, stars => (stars === '**' ? '.+' : '[^/]+'));
  return new RegExp(`^${expression}$`).test(path);
}

function report(judged) {
  console.log();
  for (const field of FIELDS) {
    const ofField = judged.filter(answer => answer.field === field);
    console.log(
      `${field.padEnd(16)} ${percent(ofField)} of ${String(ofField.length).padStart(4)}`,
    );
  }
  const wrong = judged.filter(({ right }) => !right);
  const confident = wrong.filter(
    ({ given, confidence }) =>
      given !== undefined && confidence >= HIGH_CONFIDENCE,
  );
  const shown = flag('all') ? wrong : confident;
  console.log(
    `\n${wrong.length} wrong, ${confident.length} with high confidence`,
  );
  for (const { name, path, field, given, wanted, confidence } of shown) {
    console.log(
      `${name} ${path} ${field}: ${show(given)} (${confidence}), right is ${show(wanted)}`,
    );
  }
  const share = (judged.length - wrong.length) / judged.length;
  console.log(`\n${percent(judged)} of ${judged.length} fields are right`);
  console.log(`ratio to 95 % of fields ${(share / TARGET).toFixed(3)}`);
  process.exitCode = share >= TARGET && confident.length === 0 ? 0 : 1;
}

function percent(judged) {
  const right = judged.filter(answer => answer.right).length;
  return `${((100 * right) / judged.length).toFixed(1).padStart(5)} %`;
}

function show(value) {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
