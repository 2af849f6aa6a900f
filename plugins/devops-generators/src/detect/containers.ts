import { asList, asMapping, asText } from '../values';
import { CUSTOM, Findings, STATED } from './Findings';
import {
  ancestors,
  folderOf,
  joinPath,
  nameOf,
  ROOT,
} from './repository/paths';
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
  { files, builds }: ContainerReading,
  repository: Repository,
): void {
  const folders = new Set(components.map(({ path }) => path));
  const owned = groupBy(files, file => nearestFolder(file, folders));
  const built = groupBy(builds, ({ context }) => context);
  for (const component of components) {
    const { path } = component;
    const shared = (built.get(path) ?? [])
      .map(({ dockerfile }) => dockerfile)
      .filter(file => [ROOT, undefined].includes(nearestFolder(file, folders)));
    const found = candidates(path, owned.get(path) ?? [], shared, repository);
    found.forEach(({ file, confidence }) =>
      component.offer('container', file, confidence, { file }),
    );
  }
}

function groupBy<K, V>(values: V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}

/** Files in the folder itself, then built from it, then in folders below. */
function candidates(
  path: string,
  owned: string[],
  shared: string[],
  repository: Repository,
): Array<{ file: string; confidence: number }> {
  const usual = USUAL_FOLDERS.map(folder => joinPath(path, folder));
  const isOwn = (file: string) => folderOf(file) === path;
  const isNearby = (file: string) => usual.includes(folderOf(file));
  const others = owned.filter(file => !isOwn(file));
  const sources =
    others.length > 0 ? sourceFolders(repository, path) : new Set();
  const groups = [
    owned.filter(isOwn),
    shared,
    others.filter(file => sources.has(folderOf(file))),
    others.filter(isNearby),
  ];
  const plainFirst = (a: string, b: string) =>
    Number(isPlain(b)) - Number(isPlain(a)) || (a < b ? -1 : 1);
  const found = new Set(groups.flatMap(group => [...group].sort(plainFirst)));
  return [...found]
    .filter(
      file =>
        !OTHER_PURPOSE.test(
          path === ROOT ? file : file.slice(path.length + 1),
        ) || shared.includes(file),
    )
    .map((file, index) => ({
      file,
      confidence:
        index === 0 && isPlain(file) && !isNearby(file) ? STATED : CUSTOM,
    }));
}

function isPlain(file: string): boolean {
  return /^(?:Dockerfile|Containerfile)$/.test(nameOf(file));
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

function nearestFolder(file: string, folders: Set<string>): string | undefined {
  return ancestors(folderOf(file)).find(folder => folders.has(folder));
}

function toBuild(file: string, context: string, dockerfile = 'Dockerfile') {
  const folder = joinPath(folderOf(file), context);
  return { file, context: folder, dockerfile: joinPath(folder, dockerfile) };
}
