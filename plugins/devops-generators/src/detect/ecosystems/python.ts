import { asList, asMapping } from '../../values';
import { CONFIGURED, CUSTOM, Findings } from '../Findings';
import { folderOf, joinPath, nameOf, ROOT } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { lowestVersion } from '../versions';
import { DetectionContext, findFrameworks, groupByFolder } from './context';
import { findLinters, findTests } from './pythonChecks';
import { findInstall, findManager } from './pythonManager';
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

/** Whether the root of a repository only ties Python projects together. */
export async function hasUvWorkspace(repository: Repository): Promise<boolean> {
  const { tool } = await repository.toml(joinPath(ROOT, 'pyproject.toml'));
  const { workspace } = asMapping(asMapping(tool).uv);
  return asList(asMapping(workspace).members).length > 0;
}
