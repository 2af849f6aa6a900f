import { ContainerBuild, readContainerBuilds } from './containerBuilds';
import { CUSTOM, Findings, GUESS, STATED } from './Findings';
import {
  ancestors,
  folderOf,
  isWithin,
  joinPath,
  nameOf,
  ROOT,
} from './repository/paths';
import { Repository } from './repository/Repository';
import { IMAGES } from './versions';

const CONTAINER_FILE =
  /^(?:Dockerfile|Containerfile)(?:[.-][\w.-]+)?$|^[\w.-]+\.(?:Dockerfile|Containerfile)$/i;

/** Container files of other purposes than to run the component. */
const OTHER_PURPOSE =
  /devcontainer|\.gitpod|\.dockerignore$|(?:^|[./_-])(?:dev|development|local|tests?|e2e|playwright|cypress|ci|debug|lint|docs?|base|builder|tools?|scripts?|hack|examples?)(?:[./_-]|$)/i;

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
  return { files, builds: await readContainerBuilds(repository) };
}

/** Offers the container files of each component. */
export async function findContainers(
  components: Findings[],
  { files, builds }: ContainerReading,
  repository: Repository,
): Promise<void> {
  const folders = new Set(components.map(({ path }) => path));
  const owned = groupBy(files, file => nearestFolder(file, folders));
  const built = groupBy(builds, ({ context }) => context);
  for (const component of components) {
    const { path } = component;
    const shared = (built.get(path) ?? [])
      .filter(
        ({ dockerfile, declared }) =>
          declared || !OTHER_PURPOSE.test(dockerfile),
      )
      .map(({ dockerfile }) => dockerfile)
      .filter(file => [ROOT, undefined].includes(nearestFolder(file, folders)));
    const own = owned.get(path) ?? [];
    const found = candidates(path, own, shared, repository);
    found.forEach(({ file, confidence }) =>
      component.offer('container', file, confidence, { file }),
    );
    if (!component.has('container')) {
      await fromOtherFolder(component, { own, builds, repository });
    }
  }
  const outside = files.filter(file => {
    const nearest = nearestFolder(file, folders);
    return (
      (nearest === undefined ||
        (nearest === ROOT && folderOf(file) !== ROOT)) &&
      !OTHER_PURPOSE.test(file)
    );
  });
  const programs = components.filter(
    ({ language }) => language !== 'terraform',
  );
  for (const component of programs.filter(one => !one.has('container'))) {
    for (const file of outside) {
      const text = await repository.text(file);
      const confidence = confidenceFromOutside(component, programs, {
        file,
        text,
        contexts: builds
          .filter(({ dockerfile }) => dockerfile === file)
          .map(({ context }) => context),
      });
      if (confidence !== undefined) {
        component.offer('container', file, confidence, { file });
      }
    }
  }
}

/** A file below a component that is built where it lies, by its language. */
async function fromOtherFolder(
  component: Findings,
  {
    own,
    builds,
    repository,
  }: { own: string[]; builds: ContainerBuild[]; repository: Repository },
): Promise<void> {
  const image = IMAGES[component.language];
  for (const { dockerfile, declared } of builds) {
    if (
      declared &&
      own.includes(dockerfile) &&
      !OTHER_PURPOSE.test(dockerfile) &&
      image?.test(await repository.text(dockerfile))
    ) {
      component.offer('container', dockerfile, CUSTOM, { file: dockerfile });
    }
  }
}

/**
 * How sure it is that a container file outside of all components is of one
 * below it, or below the folder that it is built from: of the only one, of the
 * one that its last stage runs, of one that it copies, or of any where the
 * part is an argument of the build.
 */
function confidenceFromOutside(
  { path }: Findings,
  programs: Findings[],
  { file, text, contexts }: { file: string; text: string; contexts: string[] },
): number | undefined {
  const lastStage = text.split(/^FROM\s/im).pop() ?? '';
  for (const base of new Set([folderOf(file), ...contexts])) {
    const below = programs
      .map(program => relativeTo(base, program.path))
      .filter(relative => relative !== undefined);
    const own = relativeTo(base, path);
    if (own === undefined) {
      continue;
    }
    if (below.length === 1) {
      return 0.75;
    }
    const run = below.filter(relative => mentions(lastStage, relative));
    if (run.length === 1 && run[0] === own) {
      return CUSTOM;
    }
    if (copies(text, own)) {
      return 0.6;
    }
  }
  return choosesPart(text) &&
    contexts.some(context => relativeTo(context, path) !== undefined)
    ? GUESS
    : undefined;
}

/** The path below a folder, undefined when it is not below. */
function relativeTo(folder: string, path: string): string | undefined {
  if (path === folder || !isWithin(folder, path)) {
    return undefined;
  }
  return folder === ROOT ? path : path.slice(folder.length + 1);
}

function mentions(text: string, path: string): boolean {
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:^|[\\s"'=/])${escaped}(?:[\\s"'/]|$)`, 'm').test(text);
}

/** Files that are copied of all parts, to install what they need. */
const MANIFEST =
  /(?:^|\/)(?:package(?:-lock)?\.json|yarn\.lock|go\.(?:mod|sum)|pom\.xml|Cargo\.(?:toml|lock)|pyproject\.toml|[^/]*proj)$/;

function copies(dockerfile: string, path: string): boolean {
  return dockerfile
    .split('\n')
    .filter(line => /^\s*(?:COPY|ADD)\s/i.test(line))
    .flatMap(line => line.trim().split(/\s+/).slice(1, -1))
    .some(
      source =>
        isWithin(path, joinPath(ROOT, source)) && !MANIFEST.test(source),
    );
}

/** Whether an argument that must be given says what is copied or run. */
function choosesPart(dockerfile: string): boolean {
  const used = dockerfile
    .split('\n')
    .filter(line => /^\s*(?:COPY|ADD|WORKDIR)\s/i.test(line))
    .flatMap(line => [...line.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name));
  return [...dockerfile.matchAll(/^ARG[ \t]+(\w+)[ \t]*$/gim)].some(
    ([, name]) => used.includes(name),
  );
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
