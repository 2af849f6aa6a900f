import { asList, asMapping, asText } from '../../values';
import { joinPath, nameOf } from '../repository/paths';
import { Repository } from '../repository/Repository';

/** What the manifests in a folder say about a Python project. */
export interface PythonProject {
  folder: string;
  manifest: string;
  /** The text of the manifest. */
  text: string;
  pyproject: Record<string, unknown>;
  /** Whether it has a name, as opposed to a mere list of requirements. */
  packaged: boolean;
  /** Whether it says that it is not to be built as a package. */
  virtual: boolean;
  requiresPython: string | undefined;
  /** Names of all packages that it asks for, in normal form. */
  dependencies: Set<string>;
  extras: Set<string>;
}

/** Reads the manifests of a folder. */
export async function readPythonProject(
  repository: Repository,
  folder: string,
): Promise<PythonProject | undefined> {
  const pyproject = await repository.toml(joinPath(folder, 'pyproject.toml'));
  const project = asMapping(pyproject.project);
  const poetry = asMapping(asMapping(pyproject.tool).poetry);
  const uv = asMapping(asMapping(pyproject.tool).uv);
  const pipfile = await repository.toml(joinPath(folder, 'Pipfile'));
  const setup = await repository.text(joinPath(folder, 'setup.py'));
  const setupConfig = await repository.text(joinPath(folder, 'setup.cfg'));
  const stated = project.name !== undefined || Object.keys(poetry).length > 0;
  const manifest = repository.find(folder, [
    ...(stated ? ['pyproject.toml'] : []),
    'setup.py',
    ...(/^\[metadata\]/m.test(setupConfig) ? ['setup.cfg'] : []),
    'Pipfile',
    'requirements.txt',
    'requirements.in',
  ]);
  if (!manifest) {
    return undefined;
  }
  return {
    folder,
    manifest,
    text: await repository.text(manifest),
    pyproject,
    packaged:
      stated || ['setup.py', 'setup.cfg', 'Pipfile'].includes(nameOf(manifest)),
    virtual: poetry['package-mode'] === false || uv.package === false,
    requiresPython:
      asText(project['requires-python']) ??
      asText(asMapping(poetry.dependencies).python) ??
      asText(asMapping(pipfile.requires).python_version) ??
      /python_requires\s*=\s*["']?([^"'\n]+)/.exec(setup + setupConfig)?.[1],
    dependencies: new Set(
      [
        ...asList(project.dependencies),
        ...Object.values(asMapping(project['optional-dependencies'])).flatMap(
          asList,
        ),
        ...Object.values(asMapping(pyproject['dependency-groups'])).flatMap(
          asList,
        ),
        ...asList(uv['dev-dependencies']),
        ...Object.keys(asMapping(poetry.dependencies)),
        ...Object.keys(asMapping(poetry['dev-dependencies'])),
        ...Object.values(asMapping(poetry.group)).flatMap(group =>
          Object.keys(asMapping(asMapping(group).dependencies)),
        ),
        ...Object.keys(asMapping(pipfile.packages)),
        ...Object.keys(asMapping(pipfile['dev-packages'])),
        ...(await requirements(repository, folder)),
        ...[
          ...setup.matchAll(
            /["']([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[<>=~!;][^"']*)?["']/g,
          ),
        ].map(([, name]) => name),
      ].flatMap(nameOfRequirement),
    ),
    extras: new Set(Object.keys(asMapping(project['optional-dependencies']))),
  };
}

async function requirements(
  repository: Repository,
  folder: string,
): Promise<string[]> {
  const files = [
    ...repository.filesIn(folder),
    ...repository.filesIn(joinPath(folder, 'requirements')),
  ].filter(path => /(?:require|^requirements\/)[^/]*\.(?:txt|in)$/.test(path));
  const texts = await Promise.all(files.map(file => repository.text(file)));
  return texts.flatMap(text => text.split('\n'));
}

function nameOfRequirement(requirement: unknown): string[] {
  const name = /^\s*([A-Za-z0-9][\w.-]*)/.exec(asText(requirement) ?? '');
  return name ? [name[1].toLowerCase().replace(/[._]+/g, '-')] : [];
}
