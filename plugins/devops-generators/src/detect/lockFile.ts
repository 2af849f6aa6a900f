import { Repository } from './repository/Repository';
import { DetectedComponent } from './types';

/**
 * The files that say what is installed, by package manager. Maven and Gradle
 * have no lock file unless asked for, so their manifests take its place.
 */
const LOCK_FILES: Record<string, string[]> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: ['bun.lock', 'bun.lockb'],
  pip: ['requirements.txt'],
  poetry: ['poetry.lock'],
  uv: ['uv.lock'],
  pdm: ['pdm.lock'],
  pipenv: ['Pipfile.lock'],
  go: ['go.sum'],
  maven: ['pom.xml'],
  gradle: ['gradle.lockfile', 'build.gradle.kts', 'build.gradle'],
  nuget: ['packages.lock.json'],
  bundler: ['Gemfile.lock'],
  cargo: ['Cargo.lock'],
  composer: ['composer.lock'],
};

/** Managers whose workspaces share the lock file of a folder above. */
const SHARED = ['npm', 'yarn', 'pnpm', 'bun', 'poetry', 'uv', 'cargo'];

/** How commands ask for exactly what the lock file says. */
const FROZEN = /\bnpm ci\b|--(?:frozen-lockfile|immutable|locked)\b/;

/** The file that fixes what a component installs, if there is one. */
export function findLockFile(
  repository: Repository,
  { path, packageManager, commands }: DetectedComponent,
): string | undefined {
  const names =
    packageManager !== null && Object.hasOwn(LOCK_FILES, packageManager)
      ? LOCK_FILES[packageManager]
      : [];
  const own = repository.find(path, names);
  if (own !== undefined || !SHARED.includes(packageManager ?? '')) {
    return own;
  }
  // The lock file of a neighbour above says nothing about this component.
  return packageManager === 'cargo' || FROZEN.test(commands.install ?? '')
    ? repository.findUpwards(path, names)
    : undefined;
}
