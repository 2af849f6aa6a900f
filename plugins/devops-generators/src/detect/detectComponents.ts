import { RepositoryTree } from '../files';
import { readCi } from './ci';
import { findContainers, readContainers } from './containers';
import { findDeployTargets } from './deploy';
import { ecosystems } from './ecosystems';
import { findLockFile } from './lockFile';
import { findMonorepoTool } from './monorepo';
import { Findings } from './Findings';
import { readRecipes } from './recipes';
import { isWithin, ROOT } from './repository/paths';
import { Repository } from './repository/Repository';
import { findTasks } from './tasks';
import { Detection } from './types';
import { findSharedVersions } from './versions';

/**
 * Finds out what a repository is made of: its components, how each is
 * installed, built and checked, and where each answer comes from.
 *
 * It reads files only, never runs one, and never throws because of what is in
 * them: a file that cannot be parsed is listed under `problems`.
 *
 * @public
 */
export async function detectComponents(
  tree: RepositoryTree,
): Promise<Detection> {
  const repository = await Repository.open(tree);
  const ci = await readCi(repository);
  const found: Findings[] = [];
  for (const detect of ecosystems) {
    found.push(...(await detect({ repository, ci })));
  }
  const components = sortComponents(
    withoutEmptySites(
      joinBuildSystems(
        found,
        ci.commands.map(({ text }) => text),
      ),
    ),
    repository,
  );
  await findContainers(
    components,
    await readContainers(repository),
    repository,
  );
  const commands = [...ci.commands, ...(await readRecipes(repository))];
  for (const component of components) {
    await findTasks(repository, component, { commands, components });
    await findSharedVersions(repository, component, {
      ci,
      language: component.language === 'kotlin' ? 'java' : component.language,
    });
    ci.files.forEach(({ provider, file }) =>
      component.add('ci', provider, { file }),
    );
  }
  await findDeployTargets(repository, components);
  return {
    components: components.map(findings => {
      const component = findings.toComponent();
      const lockFile = findLockFile(repository, component);
      return { ...component, ...(lockFile === undefined ? {} : { lockFile }) };
    }),
    monorepo: await findMonorepoTool(repository, components),
    problems: repository.problems,
  };
}

const CALLS: Record<string, RegExp> = {
  maven: /\bmvnw?\b/,
  gradle: /\bgradlew?\b/,
};

/**
 * Two build systems of one language in one folder build the same component.
 * The one that the existing CI calls more often is given, else the first.
 */
function joinBuildSystems(found: Findings[], commands: string[]): Findings[] {
  const calls = (manager: string) =>
    commands.filter(command => CALLS[manager]?.test(command)).length;
  const joined = new Map<string, Findings>();
  for (const findings of found) {
    const family = ['java', 'kotlin'].includes(findings.language)
      ? 'jvm'
      : findings.language;
    const key = `${family} ${findings.path}`;
    const first = joined.get(key);
    if (!first) {
      joined.set(key, findings);
    } else if (
      calls(findings.best('packageManager')?.value ?? '') >
      calls(first.best('packageManager')?.value ?? '')
    ) {
      findings.others.push(first, ...first.others);
      joined.set(key, findings);
    } else {
      first.others.push(findings);
    }
  }
  return [...joined.values()];
}

/** Generators that need nothing but themselves; packages beside them are tools. */
const STANDALONE_GENERATORS = /^(?:hugo|zola)\b/;

/** Pages beside a program are part of it, or its manual, unless served alone. */
function withoutEmptySites(found: Findings[]): Findings[] {
  const programs = found.filter(({ language }) => language !== 'static');
  return found.filter(
    findings =>
      findings.language !== 'static' ||
      (findings.has('container') &&
        !programs.some(
          ({ path }) => path !== ROOT && isWithin(path, findings.path),
        )) ||
      (findings.has('build')
        ? !programs.some(({ path }) => path === findings.path) ||
          STANDALONE_GENERATORS.test(findings.best('build')?.value ?? '')
        : programs.length === 0),
  );
}

const SOURCES: Record<string, RegExp> = {
  go: /\.go$/,
  java: /\.(?:java|kt)$/,
  kotlin: /\.(?:java|kt)$/,
  dotnet: /\.(?:cs|fs|vb)$/,
  rust: /\.rs$/,
  ruby: /\.rb$/,
  php: /\.php$/,
  python: /\.py$/,
  node: /\.(?:[cm]?[jt]sx?|vue|svelte)$/,
  terraform: /\.tf$/,
};

/** By folder, and in one folder by how much of it is written in a language. */
function sortComponents(found: Findings[], repository: Repository): Findings[] {
  const shared = new Set(
    found
      .map(({ path }) => path)
      .filter((path, index, all) => all.indexOf(path) !== index),
  );
  const weights = new Map(
    found.map(findings => [
      findings,
      shared.has(findings.path)
        ? repository
            .under(findings.path)
            .filter(path => SOURCES[findings.language]?.test(path)).length
        : 0,
    ]),
  );
  const weight = (findings: Findings) => weights.get(findings) ?? 0;
  return [...found].sort((a, b) =>
    a.path === b.path
      ? weight(b) - weight(a)
      : Number(a.path > b.path) - Number(a.path < b.path),
  );
}
