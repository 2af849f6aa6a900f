/** Folders whose files were installed, generated or only look like projects. */
const IGNORED_FOLDERS = new Set([
  '.git',
  '.hg',
  '.svn',
  '.idea',
  '.gradle',
  '.terraform',
  '.tox',
  '.nox',
  '.venv',
  'venv',
  '.mypy_cache',
  '.pytest_cache',
  '.next',
  '.nuxt',
  '.yarn',
  '.pnpm-store',
  '.turbo',
  '.nx',
  '__pycache__',
  'bower_components',
  'node_modules',
  'site-packages',
  'vendor',
  'testdata',
  'fixtures',
  '__fixtures__',
  '__mocks__',
  '__snapshots__',
]);

/**
 * Whether a folder of this name is left out. Folders with placeholders in their
 * names belong to project templates: what is in them is not a project yet.
 *
 * @public
 */
export function isIgnoredFolder(name: string): boolean {
  return IGNORED_FOLDERS.has(name) || /\{\{|\{%|<%|\$\{/.test(name);
}

/** Whether a path is inside a folder that is left out. */
export function isIgnored(path: string): boolean {
  return path.split('/').slice(0, -1).some(isIgnoredFolder);
}
