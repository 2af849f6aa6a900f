import { asMapping } from '../../values';
import { CONFIGURED, CUSTOM, Findings } from '../Findings';
import { folderOf } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { runnerOf } from './pythonManager';
import { PythonProject } from './pythonProject';

/** How a project is tested, and how its coverage is measured. */
export async function findTests(
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
  // What uploads the results brings the tool along.
  const measures = ['coverage', 'coveralls', 'covdefaults'].some(name =>
    dependencies.has(name),
  );
  if (
    dependencies.has('pytest-cov') ||
    /--cov\b/.test(JSON.stringify(tools.pytest ?? '') + setup)
  ) {
    findings.offer('coverage', `${run}pytest --cov`, CONFIGURED, {
      file: manifest,
      line: lineOf(text, /pytest-cov|--cov\b/),
    });
  } else if (
    measures ||
    // Managers with a runner install no more than the manifest names.
    (run === '' &&
      (tools.coverage !== undefined ||
        repository.find(folder, ['.coveragerc'])))
  ) {
    const program = usesPytest ? 'pytest' : 'unittest';
    findings.offer(
      'coverage',
      `${run}coverage run -m ${program}`,
      measures ? 0.85 : CUSTOM,
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

/** The linters that a project uses. */
export async function findLinters(
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
