import { asList, asMapping, asText } from '../values';
import { CUSTOM, Findings, STATED } from './Findings';
import { folderOf, joinPath, nameOf, ROOT } from './repository/paths';
import { lineOf, Repository } from './repository/Repository';

const CONTAINER_FILE =
  /^(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|^[\w.-]+\.(?:Dockerfile|Containerfile)$/i;

/** Container files of other purposes than to run the component. */
const OTHER_PURPOSE =
  /devcontainer|\.gitpod|\.dockerignore$|(?:^|[./_-])(?:dev|development|local|tests?|e2e|playwright|cypress|ci|debug|lint|docs?|base|builder|tools?|scripts?|hack|examples?)(?:[./_-]|$)/i;

const COMPOSE_FILE = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;

/** Folders in which projects keep the container file of the folder above. */
const USUAL_FOLDERS = [
  'docker',
  '.docker',
  'build',
  'deploy',
  'build/package',
  'build/docker',
  'deployments',
  'container',
  'src/main/docker',
];

/** A container image that some file builds from a folder. */
export interface ContainerBuild {
  context: string;
  dockerfile: string;
  file: string;
  line: number;
}

/** The container files of a repository, and who builds them from where. */
export interface ContainerReading {
  files: string[];
  builds: ContainerBuild[];
}

/** Reads container files and the files that say how images are built. */
export async function readContainers(
  repository: Repository,
): Promise<ContainerReading> {
  const files = repository
    .matching(CONTAINER_FILE)
    .filter(path => !path.includes('.devcontainer/'));
  const builds: ContainerBuild[] = [];
  for (const file of repository.matching(COMPOSE_FILE)) {
    const text = await repository.text(file);
    const { services } = await repository.yaml(file);
    for (const service of Object.values(asMapping(services))) {
      const build = asMapping(service).build;
      const context = asText(build) ?? asText(asMapping(build).context);
      if (context !== undefined && !context.includes('$')) {
        builds.push({
          ...toBuild(file, context, asText(asMapping(build).dockerfile)),
          line: lineOf(text, context),
        });
      }
    }
  }
  for (const file of repository.named('skaffold.yaml')) {
    const text = await repository.text(file);
    for (const document of await repository.yamlDocuments(file)) {
      for (const artifact of asList(asMapping(document.build).artifacts)) {
        const { context, docker } = asMapping(artifact);
        const folder = asText(context) ?? '.';
        builds.push({
          ...toBuild(file, folder, asText(asMapping(docker).dockerfile)),
          line: lineOf(text, `context: ${folder}`),
        });
      }
    }
  }
  return {
    files,
    builds: builds.filter(build => repository.has(build.dockerfile)),
  };
}

/** Offers the container files of each component. */
export function findContainers(
  components: Findings[],
  reading: ContainerReading,
  repository: Repository,
): void {
  const folders = new Set(components.map(component => component.path));
  for (const component of components) {
    for (const { file, confidence } of candidates(
      component,
      folders,
      reading,
      sourceFolders(repository, component.path),
    )) {
      component.offer('container', file, confidence, { file });
    }
  }
}

function candidates(
  { path }: Findings,
  folders: Set<string>,
  { files, builds }: ContainerReading,
  sources: Set<string>,
): Array<{ file: string; confidence: number }> {
  const rank = (file: string) => {
    const relative = path === ROOT ? file : file.slice(path.length + 1);
    return [
      Number(OTHER_PURPOSE.test(relative)),
      Number(!/^(?:Dockerfile|Containerfile)$/.test(nameOf(file))),
    ];
  };
  const fits = (file: string) => rank(file)[0] === 0;
  const own = files.filter(file => folderOf(file) === path);
  const usual = USUAL_FOLDERS.map(folder => joinPath(path, folder));
  const nearby = files.filter(file => usual.includes(folderOf(file)));
  const built = builds
    .filter(
      build => build.context === path && folderOf(build.dockerfile) !== path,
    )
    .map(build => build.dockerfile)
    .filter(file =>
      [path, ROOT, undefined].includes(nearestFolder(file, folders)),
    );
  const below = files.filter(
    file =>
      folderOf(file) !== path &&
      nearestFolder(file, folders) === path &&
      sources.has(folderOf(file)),
  );
  const sorted = (list: string[]) =>
    [...new Set(list)].sort(
      (a, b) => compare(rank(a), rank(b)) || (a < b ? -1 : 1),
    );
  const found = [
    ...sorted(own),
    ...sorted(built),
    ...sorted(below),
    ...sorted(nearby),
  ];
  return [...new Set(found)].filter(fits).map((file, index) => ({
    file,
    confidence:
      index === 0 && !nearby.includes(file) && rank(file)[1] === 0
        ? STATED
        : CUSTOM,
  }));
}

/** Folders below a component that have something to run in them. */
function sourceFolders(repository: Repository, path: string): Set<string> {
  const source = /\.(?:cs|fs|go|java|kt|[cm]?[jt]sx?|php|py|rb|rs)$|proj$/;
  return new Set(
    repository
      .under(path)
      .filter(file => source.test(file))
      .map(folderOf),
  );
}

function compare(a: number[], b: number[]): number {
  return a[0] - b[0] || a[1] - b[1];
}

function nearestFolder(file: string, folders: Set<string>): string | undefined {
  for (let at = folderOf(file); ; at = folderOf(at)) {
    if (folders.has(at)) {
      return at;
    }
    if (at === ROOT) {
      return undefined;
    }
  }
}

function toBuild(file: string, context: string, dockerfile = 'Dockerfile') {
  const folder = joinPath(folderOf(file), context);
  return { file, context: folder, dockerfile: joinPath(folder, dockerfile) };
}
