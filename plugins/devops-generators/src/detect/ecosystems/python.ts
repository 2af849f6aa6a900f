import { asList, asMapping, asText } from '../../values';
import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import {
  ancestors,
  folderOf,
  joinPath,
  nameOf,
  ROOT,
} from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { lowestVersion } from '../versions';
import { DetectionContext, findFrameworks, groupByFolder } from './context';
import { PythonProject, readPythonProject } from './pythonProject';

const FRAMEWORKS: Record<string, RegExp> = {
  django: /^django$/,
  fastapi: /^fastapi$/,
  flask: /^flask$/,
  starlette: /^starlette$/,
  aiohttp: /^aiohttp$/,
  celery: /^celery$/,
  streamlit: /^streamlit$/,
  locust: /^locust$/,
  grpc: /^grpcio$/,
  sqlalchemy: /^sqlalchemy$/,
  pytest: /^pytest$/,
};

const MANIFESTS = [
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'Pipfile',
  'requirements.txt',
  'requirements.in',
];

/** Finds Python projects. */
export async function detectPython({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const folders = [
    ...new Set(MANIFESTS.flatMap(name => repository.named(name)).map(folderOf)),
  ].sort();
  const groups = groupByFolder(repository.paths, folders);
  const found: Findings[] = [];
  for (const folder of folders) {
    const project = await readPythonProject(repository, folder);
    const sources =
      groups.get(folder)?.filter(path => path.endsWith('.py')) ?? [];
    if (
      !project ||
      (!project.packaged && !(isProgram(folder, project) && sources.length > 0))
    ) {
      continue;
    }
    const findings = new Findings(folder, 'python', { file: project.manifest });
    const manager = findManager(repository, project, findings);
    findInstall(repository, project, manager, findings);
    await findVersion(repository, project, findings);
    await findTests(repository, project, manager, sources, findings);
    await findLinters(repository, project, manager, findings);
    if (project.pyproject['build-system'] !== undefined && !project.virtual) {
      const command = {
        poetry: 'poetry build',
        uv: 'uv build',
        pdm: 'pdm build',
        hatch: 'hatch build',
      }[manager];
      findings.offer('build', command ?? 'python -m build', 0.6, {
        file: project.manifest,
        line: lineOf(project.text, '[build-system]'),
      });
    } else if (nameOf(project.manifest) === 'setup.py') {
      findings.offer('build', 'python -m build', 0.6, {
        file: project.manifest,
      });
    }
    findFrameworks(findings, FRAMEWORKS, project.dependencies, {
      file: project.manifest,
    });
    found.push(findings);
  }
  return found;
}

/** Requirements of documentation or tooling do not make a program. */
function isProgram(folder: string, { dependencies }: PythonProject): boolean {
  const name = nameOf(folder);
  return (
    dependencies.size > 0 &&
    !/^(?:docs?|documentation|requirements|tools?|scripts|ci|\.\w+)$/.test(name)
  );
}

/** The package manager, as the lock file or else the manifest says. */
function findManager(
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

function findInstall(
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

async function findVersion(
  repository: Repository,
  { folder, manifest, text, requiresPython, pyproject }: PythonProject,
  findings: Findings,
): Promise<void> {
  const versionFile = repository.findUpwards(folder, [
    '.python-version',
    'runtime.txt',
  ]);
  const written = await repository.text(versionFile);
  if (versionFile && /^(?:python-)?\d/.test(written.trim())) {
    findings.offer(
      'version',
      lowestVersion(written.trim().split('\n')[0]),
      0.95,
      { file: versionFile },
    );
  }
  findings.offer('version', lowestVersion(requiresPython), CONFIGURED, {
    file: manifest,
    line: lineOf(
      text,
      /requires-python|python_requires|python_version|^python\s*=/m,
    ),
  });
  const root =
    folder === ROOT
      ? {}
      : asMapping((await repository.toml('pyproject.toml')).project);
  if (pyproject.project === undefined) {
    findings.offer('version', lowestVersion(root['requires-python']), CUSTOM, {
      file: 'pyproject.toml',
    });
  }
}

async function findTests(
  repository: Repository,
  project: PythonProject,
  manager: string,
  sources: string[],
  findings: Findings,
): Promise<void> {
  const { folder, dependencies, pyproject, manifest, text } = project;
  const run = runnerOf(manager);
  const tools = asMapping(pyproject.tool);
  const setup = `${await repository.text(repository.find(folder, ['setup.cfg']))}\n${await repository.text(repository.find(folder, ['tox.ini']))}`;
  const configured =
    repository.find(folder, [
      'pytest.ini',
      'conftest.py',
      'tests/conftest.py',
    ]) ?? (tools.pytest === undefined ? undefined : manifest);
  const tests = sources.filter(path =>
    /(?:^|\/)(?:test_[^/]+|[^/]+_tests?|tests)\.py$/.test(path),
  );
  // A tool of somebody else's may ask for pytest too.
  const usesPytest =
    configured !== undefined ||
    /^\[(?:tool:)?pytest\]/m.test(setup) ||
    (dependencies.has('pytest') && tests.length > 0);
  const place = {
    file: configured ?? manifest,
    line: configured === manifest ? lineOf(text, '[tool.pytest') : 1,
  };
  const manage = repository.find(folder, ['manage.py']);
  if (usesPytest) {
    findings.offer('test', `${run}pytest`, CONFIGURED, place);
  } else if (manage) {
    findings.offer('test', `${run}python manage.py test`, 0.8, {
      file: manage,
    });
  } else if (tests.length > 0) {
    const unittest = (await repository.text(tests[0])).includes(
      'import unittest',
    );
    findings.offer(
      'test',
      unittest ? `${run}python -m unittest` : `${run}pytest`,
      0.6,
      { file: tests[0] },
    );
  }
  const tox =
    repository.find(folder, ['tox.ini']) ??
    (tools.tox === undefined ? undefined : manifest);
  if (tox) {
    findings.offer('test', `${run}tox`, usesPytest ? 0.6 : 0.8, { file: tox });
  }
  const nox = repository.find(folder, ['noxfile.py']);
  if (nox) {
    findings.offer('test', `${run}nox`, usesPytest ? 0.6 : 0.8, { file: nox });
  }
  if (
    dependencies.has('pytest-cov') ||
    /--cov\b/.test(JSON.stringify(tools.pytest ?? '') + setup)
  ) {
    findings.offer('coverage', `${run}pytest --cov`, CONFIGURED, {
      file: manifest,
      line: lineOf(text, /pytest-cov|--cov\b/),
    });
  } else if (
    dependencies.has('coverage') ||
    tools.coverage !== undefined ||
    repository.find(folder, ['.coveragerc'])
  ) {
    const program = usesPytest ? 'pytest' : 'unittest';
    findings.offer(
      'coverage',
      `${run}coverage run -m ${program}`,
      dependencies.has('coverage') ? 0.85 : CUSTOM,
      { file: manifest, line: lineOf(text, /coverage/) },
    );
  }
}

/** Linters and the configuration that shows that a project uses them. */
const LINTERS: Array<{
  name: string;
  command: string;
  files: RegExp;
  tool?: string;
  section?: RegExp;
}> = [
  {
    name: 'ruff',
    command: 'ruff check .',
    files: /^\.?ruff\.toml$/,
    tool: 'ruff',
  },
  {
    name: 'flake8',
    command: 'flake8',
    files: /^\.flake8$/,
    tool: 'flake8',
    section: /^\[flake8\]/m,
  },
  {
    name: 'pylint',
    command: 'pylint .',
    files: /^\.?pylintrc$/,
    tool: 'pylint',
  },
  {
    name: 'mypy',
    command: 'mypy .',
    files: /^\.?mypy\.ini$/,
    tool: 'mypy',
    section: /^\[mypy\]/m,
  },
  { name: 'black', command: 'black --check .', files: /^$/, tool: 'black' },
];

async function findLinters(
  repository: Repository,
  { folder, dependencies, pyproject, manifest, text }: PythonProject,
  manager: string,
  findings: Findings,
): Promise<void> {
  const run = runnerOf(manager);
  const tools = asMapping(pyproject.tool);
  const setup = `${await repository.text(repository.find(folder, ['setup.cfg']))}\n${await repository.text(repository.find(folder, ['tox.ini']))}`;
  LINTERS.forEach(({ name, command, files, tool, section }, index) => {
    const config = repository.match(folder, files);
    const depends = [...dependencies].some(
      dependency =>
        dependency === name ||
        (name === 'flake8' &&
          /^flake8-|^wemake-python-styleguide$/.test(dependency)),
    );
    const configured =
      (tool !== undefined && tools[tool] !== undefined) || section?.test(setup);
    if (config || depends || configured) {
      findings.offer(
        'lint',
        `${run}${command}`,
        (index > 2 ? 0.75 : 0.85) - index / 100,
        {
          file: config ?? manifest,
          line: config
            ? 1
            : lineOf(text, new RegExp(`\\[tool\\.${name}|${name}`)),
        },
      );
    }
  });
  const hooks = repository.findUpwards(folder, ['.pre-commit-config.yaml']);
  if (hooks) {
    findings.offer(
      'lint',
      `${run}pre-commit run --all-files`,
      folderOf(hooks) === folder ? 0.72 : 0.5,
      { file: hooks },
    );
  }
}

function runnerOf(manager: string): string {
  return ['poetry', 'uv', 'pdm', 'pipenv'].includes(manager)
    ? `${manager} run `
    : '';
}

/** Whether the root of a repository only ties Python projects together. */
export async function hasUvWorkspace(repository: Repository): Promise<boolean> {
  const { tool } = await repository.toml(joinPath(ROOT, 'pyproject.toml'));
  const { workspace } = asMapping(asMapping(tool).uv);
  return asList(asMapping(workspace).members).length > 0;
}
