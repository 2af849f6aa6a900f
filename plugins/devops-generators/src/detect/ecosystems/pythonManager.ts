import { asMapping, asText } from '../../values';
import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { ancestors, nameOf } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { PythonProject } from './pythonProject';

/** The package manager, as the lock file or else the manifest says. */
export function findManager(
  repository: Repository,
  { folder, manifest, pyproject, text }: PythonProject,
  findings: Findings,
): string {
  const tools = asMapping(pyproject.tool);
  const locks = {
    'uv.lock': 'uv',
    'poetry.lock': 'poetry',
    'pdm.lock': 'pdm',
    'Pipfile.lock': 'pipenv',
  };
  for (const [lock, name] of Object.entries(locks)) {
    const own = repository.find(folder, [lock]);
    if (own) {
      findings.offer('packageManager', name, STATED, { file: own });
    }
  }
  if (nameOf(manifest) === 'Pipfile') {
    findings.offer('packageManager', 'pipenv', STATED, { file: manifest });
  }
  for (const name of ['poetry', 'uv', 'pdm']) {
    if (
      !(name === 'pdm' && isBackendOnly(asMapping(tools.pdm))) &&
      tools[name] !== undefined &&
      !(
        name === 'poetry' &&
        asMapping(tools.poetry).name === undefined &&
        asMapping(tools.poetry).dependencies === undefined &&
        asMapping(pyproject.project).name !== undefined
      )
    ) {
      findings.offer('packageManager', name, 0.95, {
        file: manifest,
        line: lineOf(text, `[tool.${name}`),
      });
    }
  }
  const backend =
    asText(asMapping(pyproject['build-system'])['build-backend']) ?? '';
  if (/^poetry/.test(backend)) {
    findings.offer('packageManager', 'poetry', CUSTOM, {
      file: manifest,
      line: lineOf(text, 'build-backend'),
    });
  } else if (/^uv_build/.test(backend)) {
    findings.offer('packageManager', 'uv', CUSTOM, {
      file: manifest,
      line: lineOf(text, 'build-backend'),
    });
  }
  const lockAbove = ancestors(folder)
    .slice(1)
    .flatMap(at => repository.find(at, ['uv.lock', 'poetry.lock']) ?? [])[0];
  if (lockAbove && pyproject.project !== undefined) {
    findings.offer('packageManager', nameOf(lockAbove).split('.')[0], 0.8, {
      file: lockAbove,
    });
  }
  const requirements = repository.match(folder, /^requirements.*\.(?:txt|in)$/);
  findings.offer('packageManager', 'pip', requirements ? CONFIGURED : 0.6, {
    file: requirements ?? manifest,
  });
  return findings.best('packageManager')?.value ?? 'pip';
}

/** PDM also comes as a mere build backend, with settings of its own. */
function isBackendOnly(pdm: Record<string, unknown>): boolean {
  return Object.keys(pdm).every(key =>
    ['build', 'distribution', 'source', 'version'].includes(key),
  );
}

/** How the package manager installs what a project needs. */
export function findInstall(
  repository: Repository,
  project: PythonProject,
  manager: string,
  findings: Findings,
): void {
  const { folder, manifest, extras } = project;
  const commands: Record<string, string> = {
    poetry: 'poetry install',
    uv: repository.findUpwards(folder, ['uv.lock'])
      ? 'uv sync --locked'
      : 'uv sync',
    pdm: 'pdm install',
    pipenv: repository.find(folder, ['Pipfile.lock'])
      ? 'pipenv sync --dev'
      : 'pipenv install --dev',
  };
  if (commands[manager]) {
    const requirements = manager === 'uv' && !project.packaged;
    findings.offer(
      'install',
      requirements ? 'uv pip install -r requirements.txt' : commands[manager],
      0.95,
      findings.best('packageManager') ?? { file: manifest },
    );
    return;
  }
  const development = repository.match(
    folder,
    /^(?:requirements[-_.](?:dev|test|tests|development|ci)|(?:dev|test)[-_.]requirements)\.txt$/,
  );
  const files = [
    repository.find(folder, ['requirements.txt']),
    development,
  ].flatMap(path => path ?? []);
  if (files.length > 0) {
    findings.offer(
      'install',
      `pip install ${files.map(path => `-r ${nameOf(path)}`).join(' ')}`,
      CONFIGURED,
      { file: files[0] },
    );
  }
  if (project.packaged) {
    const extra = ['dev', 'test', 'tests', 'testing', 'all'].find(name =>
      extras.has(name),
    );
    findings.offer(
      'install',
      extra ? `pip install -e ".[${extra}]"` : 'pip install -e .',
      0.75,
      { file: manifest },
    );
  }
}

/** What stands before a command so that it finds what was installed. */
export function runnerOf(manager: string): string {
  return ['poetry', 'uv', 'pdm', 'pipenv'].includes(manager)
    ? `${manager} run `
    : '';
}
