import { asMapping, asText } from '../../values';
import { folderOf } from '../repository/paths';
import { Repository } from '../repository/Repository';
import { isWorkspaceMember, Workspaces } from './nodePackageManager';

/** The names that people give their scripts, the usual one first. */
export const SCRIPTS = {
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

/** A package.json with what is around it. */
export interface NodePackage {
  file: string;
  folder: string;
  content: Record<string, unknown>;
  scripts: Record<string, unknown>;
  dependencies: Set<string>;
}

/** All packages of a repository. */
export async function readPackages(
  repository: Repository,
): Promise<NodePackage[]> {
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
export function isBuildable(
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
