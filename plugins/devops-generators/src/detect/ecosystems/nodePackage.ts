import { asMapping, asText } from '../../values';
import { folderOf, joinPath } from '../repository/paths';
import { Repository } from '../repository/Repository';
import { isWorkspaceMember, Workspaces } from './nodePackageManager';

/** The names that people give their scripts, the usual one first. */
export const SCRIPTS = {
  build: ['build', 'compile', 'build:prod', 'bundle', 'dist', 'production'],
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

/** Scripts that check the sources of a package that is not built itself. */
const CHECKS = [
  ...['lint', 'lint:check', 'eslint'],
  ...['typecheck', 'type-check', 'check-types', 'types:check'],
];

/** What npm writes for projects without tests. */
const PLACEHOLDER =
  /no test specified|exit 1\s*$|^\s*(?:true|:|exit 0)?\s*$|^echo\b[^&|;]*$/;

/** A package.json with what is around it. */
export interface NodePackage {
  file: string;
  folder: string;
  content: Record<string, unknown>;
  scripts: Record<string, unknown>;
  dependencies: Set<string>;
  /** Whether it has sources of its own, as opposed to settings. */
  hasSources: boolean;
}

/** All packages of a repository. */
export async function readPackages(
  repository: Repository,
): Promise<NodePackage[]> {
  const packages: NodePackage[] = [];
  for (const file of repository.named('package.json')) {
    const content = await repository.json(file);
    const folder = folderOf(file);
    packages.push({
      file,
      folder,
      content,
      scripts: asMapping(content.scripts),
      dependencies: new Set(
        ['dependencies', 'devDependencies', 'peerDependencies'].flatMap(key =>
          Object.keys(asMapping(content[key])),
        ),
      ),
      hasSources: repository
        .under(joinPath(folder, 'src'))
        .some(path => /\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(path)),
    });
  }
  return packages;
}

/**
 * A package.json is also written to set a module type, to hold the tools of a
 * repository in another language, or to list the packages of a workspace.
 */
export function isBuildable(
  { content, scripts, folder, hasSources }: NodePackage,
  workspaces: Workspaces,
  targets: Set<string>,
): boolean {
  if (targets.has('build')) {
    return true;
  }
  if (workspaces.roots.has(folder)) {
    return scriptOf(scripts, SCRIPTS.build) !== undefined;
  }
  // Members of a workspace also hold shared settings. Sources that the others
  // compile are built with them, but checked on their own.
  const has = (names: string[]) => scriptOf(scripts, names) !== undefined;
  if (has(['build', 'start', 'test', 'dev', 'serve'])) {
    return true;
  }
  if (isWorkspaceMember(folder, workspaces)) {
    return hasSources && has(CHECKS);
  }
  return (
    Object.keys(asMapping(content.dependencies)).length > 0 ||
    ['main', 'module', 'exports', 'bin', 'types', 'files'].some(
      key => content[key] !== undefined,
    )
  );
}

/** The text of a script that does something. */
export function usable(
  scripts: Record<string, unknown>,
  name: string,
): string | undefined {
  const script = Object.hasOwn(scripts, name)
    ? asText(scripts[name])
    : undefined;
  return script !== undefined && !PLACEHOLDER.test(script) ? script : undefined;
}

/** The first of several scripts that does something. */
export function scriptOf(
  scripts: Record<string, unknown>,
  names: readonly string[],
): string | undefined {
  return names.find(name => usable(scripts, name) !== undefined);
}
