import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf, nameOf } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { PackageManager } from './nodePackageManager';
import { nxTargets } from './nx';
import { NodePackage, scriptOf, SCRIPTS, usable } from './nodePackage';

const LINT_CONFIG =
  /^(?:\.eslintrc(?:\.\w+)?|eslint\.config\.\w+|biome\.jsonc?|\.oxlintrc\.json|tslint\.json)$/;

/** Commands that package.json has scripts for. */
export function findScripts(
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

/** Commands of tools that are set up without a script. */
export async function findTools(
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
  if (repository.find(folder, ['nx.json']) !== undefined) {
    await findProjects(repository, findings, folder, manager);
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

/** Targets of the projects in a workspace of Nx, which it runs together. */
async function findProjects(
  repository: Repository,
  findings: Findings,
  folder: string,
  manager: PackageManager,
): Promise<void> {
  const projects = repository
    .under(folder)
    .filter(
      path => nameOf(path) === 'project.json' && folderOf(path) !== folder,
    );
  for (const file of projects) {
    const targets = await nxTargets(repository, folderOf(file));
    for (const field of ['build', 'test', 'lint'] as const) {
      if (targets.has(field)) {
        findings.offer(
          field,
          manager.exec(`nx run-many --target=${field}`),
          0.75,
          {
            file,
            line: lineOf(await repository.text(file), `"${field}"`),
          },
        );
      }
    }
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
