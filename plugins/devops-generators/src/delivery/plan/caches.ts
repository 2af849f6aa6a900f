import { DeliveryCache, PipelineComponent } from '../model';
import { isPlainPath } from './names';

/** Where a package manager puts what it loads, below the folder of the job. */
const FOLDER = '$PWD/.cache';

/**
 * The variables that lead package managers to a folder of the repository,
 * because some systems keep nothing from elsewhere. All begin with a dot, so
 * tools that read the code pass them by.
 */
const VARIABLES: Record<string, Record<string, string>> = {
  npm: { npm_config_cache: `${FOLDER}/npm` },
  yarn: {
    YARN_CACHE_FOLDER: `${FOLDER}/yarn`,
    YARN_ENABLE_GLOBAL_CACHE: 'false',
  },
  pnpm: { npm_config_store_dir: `${FOLDER}/pnpm` },
  bun: { BUN_INSTALL_CACHE_DIR: `${FOLDER}/bun` },
  pip: { PIP_CACHE_DIR: `${FOLDER}/pip` },
  poetry: {
    POETRY_CACHE_DIR: `${FOLDER}/poetry`,
    // Poetry would put them into its cache, where linters read their code.
    POETRY_VIRTUALENVS_PATH: '/tmp/virtualenvs',
  },
  uv: { UV_CACHE_DIR: `${FOLDER}/uv` },
  pdm: { PDM_CACHE_DIR: `${FOLDER}/pdm` },
  pipenv: { PIPENV_CACHE_DIR: `${FOLDER}/pipenv` },
  go: {
    GOMODCACHE: `${FOLDER}/go`,
    // Without it nobody but root can remove the folder again.
    GOFLAGS: '-modcacherw',
  },
  maven: { MAVEN_OPTS: `-Dmaven.repo.local=${FOLDER}/maven` },
  gradle: { GRADLE_USER_HOME: `${FOLDER}/gradle` },
  nuget: { NUGET_PACKAGES: `${FOLDER}/nuget` },
  bundler: {
    BUNDLE_GLOBAL_GEM_CACHE: 'true',
    BUNDLE_USER_CACHE: `${FOLDER}/bundler`,
  },
  cargo: { CARGO_HOME: `${FOLDER}/cargo` },
  composer: { COMPOSER_CACHE_DIR: `${FOLDER}/composer` },
};

/** Managers that keep unpacked code, which linters of folders would read. */
const UNPACKED = ['uv'];

/** What a job of a component keeps for the next run, if that can be said. */
export function cacheOf(
  { packageManager, lockFile, path }: PipelineComponent,
  prefix: string,
  options: { lints: boolean },
  notes: string[],
): DeliveryCache | undefined {
  if (
    packageManager === null ||
    lockFile === undefined ||
    !Object.hasOwn(VARIABLES, packageManager) ||
    (options.lints && UNPACKED.includes(packageManager))
  ) {
    return undefined;
  }
  if (![lockFile, path].every(isPlainPath)) {
    const note = `${path}: what ${packageManager} loads is not kept, because the path of ${JSON.stringify(lockFile)} is a pattern to some systems; rename it`;
    if (!notes.includes(note)) {
      notes.push(note);
    }
    return undefined;
  }
  return {
    name: `${prefix}${packageManager}`,
    lockFile,
    path: `${path === '.' ? '' : `${path}/`}.cache/${packageManager}`,
    variables: VARIABLES[packageManager],
  };
}
