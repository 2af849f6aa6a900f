import { asList, asMapping, asText } from '../values';
import { folderOf, joinPath, ROOT } from './repository/paths';
import { lineOf, Repository } from './repository/Repository';

const COMPOSE_FILE = /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;

/** Files in which people call `docker build` themselves. */
const SCRIPT_FILE = /^(?:GNUm|m|M)akefile$|^[jJ]ustfile$|\.(?:sh|bash)$/;

/** Options of `docker build` that take no value. */
const SWITCHES =
  /^(?:--(?:push|load|pull|no-cache|rm|force-rm|squash|compress)|-q|--quiet)$/;

/** A container image that some file builds from a folder. */
export interface ContainerBuild {
  context: string;
  dockerfile: string;
  file: string;
  line: number;
  /** Whether it is a setting, as opposed to a step of some script. */
  declared: boolean;
}

/** What the files of a repository build container images from. */
export async function readContainerBuilds(
  repository: Repository,
): Promise<ContainerBuild[]> {
  const builds = [
    ...(await fromCompose(repository)),
    ...(await fromSkaffold(repository)),
    ...(await fromActions(repository)),
    ...(await fromScripts(repository)),
  ];
  return builds.filter(build => repository.has(build.dockerfile));
}

async function fromCompose(repository: Repository): Promise<ContainerBuild[]> {
  const builds: ContainerBuild[] = [];
  for (const file of repository.matching(COMPOSE_FILE)) {
    const text = await repository.text(file);
    const { services } = await repository.yaml(file);
    for (const service of Object.values(asMapping(services))) {
      const build = asMapping(service).build;
      const context = asText(build) ?? asText(asMapping(build).context);
      if (context !== undefined && !context.includes('$')) {
        builds.push({
          ...toBuild(
            joinPath(folderOf(file), context),
            asText(asMapping(build).dockerfile),
          ),
          file,
          line: lineOf(text, context),
          declared: true,
        });
      }
    }
  }
  return builds;
}

async function fromSkaffold(repository: Repository): Promise<ContainerBuild[]> {
  const builds: ContainerBuild[] = [];
  for (const file of repository.named('skaffold.yaml')) {
    const text = await repository.text(file);
    for (const document of await repository.yamlDocuments(file)) {
      for (const artifact of asList(asMapping(document.build).artifacts)) {
        const { context, docker } = asMapping(artifact);
        const folder = asText(context) ?? '.';
        builds.push({
          ...toBuild(
            joinPath(folderOf(file), folder),
            asText(asMapping(docker).dockerfile),
          ),
          file,
          line: lineOf(text, `context: ${folder}`),
          declared: true,
        });
      }
    }
  }
  return builds;
}

/** The inputs of Docker's action are relative to the root. */
async function fromActions(repository: Repository): Promise<ContainerBuild[]> {
  const builds: ContainerBuild[] = [];
  for (const file of repository.under('.github/workflows')) {
    const text = await repository.text(file);
    if (!text.includes('docker/build-push-action')) {
      continue;
    }
    const { jobs } = await repository.yaml(file);
    for (const job of Object.values(asMapping(jobs))) {
      for (const step of asList(asMapping(job).steps).map(asMapping)) {
        const inputs = asMapping(step.with);
        const context = asText(inputs.context) ?? ROOT;
        const dockerfile = asText(inputs.file);
        if (
          asText(step.uses)?.startsWith('docker/build-push-action') &&
          !`${context}${dockerfile}`.includes('$')
        ) {
          builds.push({
            context: joinPath(ROOT, context),
            dockerfile: joinPath(ROOT, dockerfile ?? `${context}/Dockerfile`),
            file,
            line: lineOf(text, dockerfile ?? 'docker/build-push-action'),
            declared: false,
          });
        }
      }
    }
  }
  return builds;
}

/** Scripts are called from the root, a Makefile from its own folder. */
async function fromScripts(repository: Repository): Promise<ContainerBuild[]> {
  const builds: ContainerBuild[] = [];
  for (const file of repository.matching(SCRIPT_FILE)) {
    const text = await repository.text(file);
    const lines = text.includes('docker')
      ? text
          .replace(/\\\n/g, '  ')
          .matchAll(/\bdocker (?:buildx )?build\s(.*)/g)
      : [];
    for (const [call, options] of lines) {
      const build = readOptions(options);
      for (const home of new Set([folderOf(file), ROOT])) {
        if (build) {
          builds.push({
            context: joinPath(home, build.context),
            dockerfile: joinPath(home, build.dockerfile),
            file,
            line: lineOf(text, call.slice(0, 20)),
            declared: false,
          });
        }
      }
    }
  }
  return builds;
}

function readOptions(
  options: string,
): { context: string; dockerfile: string } | undefined {
  const words = options
    .split(/\s(?:&&|\|\||[|;>])\s/)[0]
    .trim()
    .split(/\s+/)
    .map(word => word.replace(/["']/g, ''));
  let context: string | undefined;
  let dockerfile: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (/^(?:-f|--file)$/.test(word)) {
      dockerfile = words[++index];
    } else if (word.startsWith('--file=')) {
      dockerfile = word.slice('--file='.length);
    } else if (word.startsWith('-')) {
      index += word.includes('=') || SWITCHES.test(word) ? 0 : 1;
    } else {
      context ??= word;
    }
  }
  return context === undefined || `${context}${dockerfile}`.includes('$')
    ? undefined
    : { context, dockerfile: dockerfile ?? `${context}/Dockerfile` };
}

/** Compose and Skaffold look for the file in the folder that they build. */
function toBuild(context: string, dockerfile = 'Dockerfile') {
  return { context, dockerfile: joinPath(context, dockerfile) };
}
