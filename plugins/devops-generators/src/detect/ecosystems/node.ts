import { asMapping, asText } from '../../values';
import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf, ROOT } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { isChoice, lowestVersion } from '../versions';
import { DetectionContext, findFrameworks } from './context';
import { nxTargets } from './nx';
import {
  findPackageManager,
  findWorkspaces,
  isWorkspaceMember,
  PackageManager,
  Workspaces,
} from './nodePackageManager';

const FRAMEWORKS: Record<string, RegExp> = {
  angular: /^@angular\/core$/,
  astro: /^astro$/,
  express: /^express$/,
  fastify: /^fastify$/,
  gatsby: /^gatsby$/,
  hono: /^hono$/,
  koa: /^koa$/,
  nestjs: /^@nestjs\/core$/,
  next: /^next$/,
  nuxt: /^nuxt$/,
  prisma: /^(?:prisma|@prisma\/client)$/,
  react: /^react$/,
  remix: /^@remix-run\/.+/,
  svelte: /^svelte$/,
  vite: /^vite$/,
  vue: /^vue$/,
  docusaurus: /^@docusaurus\/core$/,
  electron: /^electron$/,
  expo: /^expo$/,
  jest: /^jest$/,
  vitest: /^vitest$/,
};

const SCRIPTS = {
  build: ['build', 'compile', 'build:prod', 'bundle', 'dist'],
  test: ['test', 'test:unit', 'unit', 'test:ci', 'tests', 'test-unit'],
  lint: [
    'lint',
    'lint:check',
    'eslint',
    'lint:js',
    'lint:ts',
    'lint:all',
    'lint:ci',
    'check:lint',
    'biome',
    'standard',
    'xo',
  ],
  coverage: [
    'coverage',
    'test:coverage',
    'test:cov',
    'test-coverage',
    'test-cov',
    'cover',
    'cov',
    'coverage:ci',
    'test:cover',
    'unit:coverage',
    'test:unit:coverage',
  ],
} as const;

/** What npm writes for projects without tests. */
const PLACEHOLDER =
  /no test specified|exit 1\s*$|^\s*(?:true|:)?\s*$|^echo\b[^&|;]*$/;

const LINT_CONFIG =
  /^(?:\.eslintrc(?:\.\w+)?|eslint\.config\.\w+|biome\.jsonc?|\.oxlintrc\.json|tslint\.json)$/;

/** A package.json with what is around it. */
interface NodePackage {
  file: string;
  folder: string;
  content: Record<string, unknown>;
  scripts: Record<string, unknown>;
  dependencies: Set<string>;
}

/** Finds packages of Node.js and other JavaScript runtimes. */
export async function detectNode({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const packages = await readPackages(repository);
  const workspaces = await findWorkspaces(repository);
  const found: Findings[] = [];
  for (const candidate of packages) {
    const targets = await nxTargets(repository, candidate.folder);
    if (!isBuildable(candidate, workspaces, targets)) {
      continue;
    }
    const text = await repository.text(candidate.file);
    const findings = new Findings(candidate.folder, 'node', {
      file: candidate.file,
    });
    const manager = await findPackageManager(
      repository,
      candidate.folder,
      workspaces,
    );
    manager.offers.forEach(({ name, confidence, place }) =>
      findings.offer('packageManager', name, confidence, place),
    );
    findings.offer(
      'install',
      manager.install,
      manager.locked ? STATED : CONFIGURED,
      manager.offers[0].place,
    );
    findScripts(findings, candidate, manager, text);
    await findTools(repository, findings, candidate, manager, targets);
    await findVersion(repository, findings, candidate, text);
    findFrameworks(findings, FRAMEWORKS, candidate.dependencies, {
      file: candidate.file,
      line: lineOf(text, '"dependencies"'),
    });
    found.push(findings);
  }
  return found;
}

async function readPackages(repository: Repository): Promise<NodePackage[]> {
  const packages: NodePackage[] = [];
  for (const file of repository.named('package.json')) {
    const content = await repository.json(file);
    packages.push({
      file,
      folder: folderOf(file),
      content,
      scripts: asMapping(content.scripts),
      dependencies: new Set(
        ['dependencies', 'devDependencies', 'peerDependencies'].flatMap(key =>
          Object.keys(asMapping(content[key])),
        ),
      ),
    });
  }
  return packages;
}

/**
 * A package.json is also written to set a module type, to hold the tools of a
 * repository in another language, or to list the packages of a workspace.
 */
function isBuildable(
  { content, scripts, folder }: NodePackage,
  workspaces: Workspaces,
  targets: Set<string>,
): boolean {
  if (targets.has('build')) {
    return true;
  }
  if (workspaces.roots.has(folder)) {
    return scriptOf(scripts, SCRIPTS.build) !== undefined;
  }
  // Members of a workspace also hold shared settings and sources that the
  // others compile; those are built with them.
  const works = ['build', 'start', 'test', 'dev', 'serve'].some(
    name => usable(scripts, name) !== undefined,
  );
  if (works || isWorkspaceMember(folder, workspaces)) {
    return works;
  }
  return (
    Object.keys(asMapping(content.dependencies)).length > 0 ||
    ['main', 'module', 'exports', 'bin', 'types', 'files'].some(
      key => content[key] !== undefined,
    )
  );
}

function usable(
  scripts: Record<string, unknown>,
  name: string,
): string | undefined {
  const script = Object.hasOwn(scripts, name)
    ? asText(scripts[name])
    : undefined;
  return script !== undefined && !PLACEHOLDER.test(script) ? script : undefined;
}

function scriptOf(
  scripts: Record<string, unknown>,
  names: readonly string[],
): string | undefined {
  return names.find(name => usable(scripts, name) !== undefined);
}

function findScripts(
  findings: Findings,
  { file, scripts }: NodePackage,
  manager: PackageManager,
  text: string,
): void {
  for (const [field, names] of Object.entries(SCRIPTS)) {
    names
      .filter(name => usable(scripts, name) !== undefined)
      .forEach((name, index) => {
        if (
          field === 'build' ||
          field === 'test' ||
          field === 'lint' ||
          field === 'coverage'
        ) {
          const exact =
            index === 0 && (name === names[0] || field === 'coverage');
          findings.offer(
            field,
            manager.run(name),
            exact ? STATED : 0.8 - index / 100,
            {
              file,
              line: lineOf(text, new RegExp(`"${name}"\\s*:`)),
            },
          );
        }
      });
  }
  const test = scriptOf(scripts, SCRIPTS.test);
  const script = test && usable(scripts, test);
  if (
    test &&
    script &&
    /--coverage|--experimental-test-coverage|\b(?:nyc|c8|istanbul)\b|--cov\b/.test(
      script,
    )
  ) {
    findings.offer('coverage', manager.run(test), CONFIGURED, {
      file,
      line: lineOf(text, new RegExp(`"${test}"\\s*:`)),
    });
  }
}

async function findTools(
  repository: Repository,
  findings: Findings,
  { file, folder, content, scripts, dependencies }: NodePackage,
  manager: PackageManager,
  targets: Set<string>,
): Promise<void> {
  for (const field of ['build', 'test', 'lint'] as const) {
    if (targets.has(field)) {
      const project = repository.find(folder, ['project.json']) ?? file;
      findings.offer(field, manager.exec(`nx ${field}`), CONFIGURED, {
        file: project,
        line: lineOf(await repository.text(project), `"${field}"`),
      });
    }
  }
  const lintConfig = repository.match(folder, LINT_CONFIG);
  const linter = lintConfig && linterOf(lintConfig);
  if (lintConfig && linter) {
    findings.offer('lint', manager.exec(linter), 0.75, { file: lintConfig });
  }
  const jestConfig = repository.match(folder, /^jest\.config\.\w+$/);
  const runner = ['vitest', 'jest', 'mocha', 'ava', 'tap'].find(name =>
    dependencies.has(name),
  );
  if (runner && !findings.has('test') && !scriptOf(scripts, ['test'])) {
    const command = runner === 'vitest' ? 'vitest run' : runner;
    findings.offer('test', manager.exec(command), 0.6, { file });
  }
  if (!findings.has('test')) {
    return;
  }
  const test = scriptOf(scripts, SCRIPTS.test);
  const jestSettings = `${jestConfig ? await repository.text(jestConfig) : ''}${JSON.stringify(content.jest ?? '')}`;
  if (
    /collectCoverage|coverage(?:Directory|Threshold|Reporters)/.test(
      jestSettings,
    )
  ) {
    findings.offer(
      'coverage',
      test
        ? manager.run(test, ['--coverage'])
        : manager.exec('jest --coverage'),
      CUSTOM,
      { file: jestConfig ?? file },
    );
  }
  if ([...dependencies].some(name => /^@vitest\/coverage-/.test(name))) {
    findings.offer('coverage', manager.exec('vitest run --coverage'), 0.75, {
      file,
    });
  }
  const wrapper = ['c8', 'nyc'].find(name => dependencies.has(name));
  if (wrapper && test) {
    findings.offer(
      'coverage',
      manager.exec(`${wrapper} ${manager.run(test)}`),
      CUSTOM,
      { file },
    );
  }
}

function linterOf(config: string): string {
  if (/biome/.test(config)) {
    return 'biome check';
  }
  if (/oxlint/.test(config)) {
    return 'oxlint';
  }
  return /tslint/.test(config) ? 'tslint --project .' : 'eslint .';
}

/** The names that Node.js gave its long-term releases. */
const LTS_NAMES: Record<string, string> = {
  carbon: '8',
  dubnium: '10',
  erbium: '12',
  fermium: '14',
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};

async function findVersion(
  repository: Repository,
  findings: Findings,
  { file, content }: NodePackage,
  text: string,
): Promise<void> {
  const versionFile = repository.findUpwards(findings.path, [
    '.nvmrc',
    '.node-version',
  ]);
  const written = (await repository.text(versionFile)).trim().toLowerCase();
  const named = LTS_NAMES[written.replace(/^lts\//, '')];
  if (versionFile) {
    findings.offer('version', named ?? lowestVersion(written), STATED, {
      file: versionFile,
    });
  }
  const volta = asMapping(content.volta).node;
  findings.offer('version', lowestVersion(volta), 0.95, {
    file,
    line: lineOf(text, '"volta"'),
  });
  const rootFile = repository.has('package.json') ? 'package.json' : file;
  for (const [manifest, confidence] of [
    [file, CONFIGURED],
    [rootFile, 0.85],
  ] as const) {
    const { engines } =
      manifest === file ? content : await repository.json(manifest);
    const { node } = asMapping(engines);
    findings.offer(
      'version',
      lowestVersion(node),
      isChoice(node) ? 0.6 : confidence,
      {
        file: manifest,
        line: lineOf(await repository.text(manifest), /"engines"/),
      },
    );
  }
}

/** The tool that ties the packages of a repository together, if any does. */
export async function nodeMonorepo(
  repository: Repository,
): Promise<string | undefined> {
  const tool = (
    [
      ['nx.json', 'nx'],
      ['turbo.json', 'turborepo'],
      ['turbo.jsonc', 'turborepo'],
      ['rush.json', 'rush'],
      ['lerna.json', 'lerna'],
      ['.moon/workspace.yml', 'moon'],
    ] as const
  ).find(([file]) => repository.has(file));
  if (tool) {
    return tool[1];
  }
  const { roots } = await findWorkspaces(repository);
  if (!roots.has(ROOT)) {
    return undefined;
  }
  const workspaces = await findWorkspaces(repository);
  return (await findPackageManager(repository, ROOT, workspaces)).name;
}
