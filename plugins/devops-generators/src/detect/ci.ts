import { LOCK_PATH, parseLock } from '../lock';
import { asList, asMapping, asText } from '../values';
import { joinPath, ROOT } from './repository/paths';
import { lineOf, Repository } from './repository/Repository';

/** A CI system that a repository is set up for. */
export interface CiFile {
  provider: string;
  file: string;
}

/** A line of a script that a CI system runs. */
export interface CiCommand {
  text: string;
  file: string;
  line: number;
  /** The folder that it runs in. */
  folder: string;
}

/** A version of a language that a CI system installs. */
export interface CiVersion {
  language: string;
  version: string;
  file: string;
  line: number;
}

/** What the existing CI configuration of a repository says. */
export interface CiReading {
  files: CiFile[];
  commands: CiCommand[];
  versions: CiVersion[];
}

const PROVIDERS: Array<{ provider: string; pattern: RegExp }> = [
  {
    provider: 'github-actions',
    pattern: /^\.github\/workflows\/[^/]+\.ya?ml$/,
  },
  { provider: 'gitlab-ci', pattern: /^\.gitlab-ci\.ya?ml$/ },
  {
    provider: 'jenkins',
    pattern: /(?:^|\/)(?:Jenkinsfile(?:[._-][\w.-]+)?|[\w.-]+\.jenkinsfile)$/i,
  },
  { provider: 'travis-ci', pattern: /^\.travis\.ya?ml$/ },
  { provider: 'circleci', pattern: /^\.circleci\/config\.ya?ml$/ },
  {
    provider: 'azure-pipelines',
    pattern: /(?:^|\/)\.?azure-pipelines?[\w.-]*\.ya?ml$/,
  },
  { provider: 'tekton', pattern: /^\.tekton\/.+\.ya?ml$/ },
  { provider: 'bitbucket-pipelines', pattern: /^bitbucket-pipelines\.ya?ml$/ },
  { provider: 'drone', pattern: /^\.drone\.(?:ya?ml|star|jsonnet)$/ },
  { provider: 'woodpecker', pattern: /^\.woodpecker(?:\/.+)?\.ya?ml$/ },
  { provider: 'appveyor', pattern: /^\.?appveyor\.ya?ml$/ },
  { provider: 'buildkite', pattern: /^\.buildkite\/.+\.ya?ml$/ },
  { provider: 'cirrus-ci', pattern: /^\.cirrus\.ya?ml$/ },
  { provider: 'cloud-build', pattern: /(?:^|\/)cloudbuild\.ya?ml$/ },
  { provider: 'semaphore', pattern: /^\.semaphore\/.+\.ya?ml$/ },
];

/** Keys below which a CI file has the lines of its scripts. */
const SCRIPT_KEYS = new Set([
  'run',
  'script',
  'before_script',
  'after_script',
  'install',
  'before_install',
  'bash',
  'command',
  'commands',
]);

/** Inputs of setup steps, and top-level keys of Travis, with a version. */
const VERSION_KEYS: Record<string, string> = {
  'node-version': 'node',
  node_js: 'node',
  'python-version': 'python',
  'go-version': 'go',
  'java-version': 'java',
  'dotnet-version': 'dotnet',
  'ruby-version': 'ruby',
  'php-version': 'php',
  terraform_version: 'terraform',
};

/** Travis names the language as a key of the root. */
const TRAVIS_LANGUAGES = ['go', 'python', 'rust', 'php', 'jdk', 'rvm'];
const TRAVIS_NAMES: Record<string, string> = { jdk: 'java', rvm: 'ruby' };

/** Reads the CI configuration that a repository already has. */
export async function readCi(repository: Repository): Promise<CiReading> {
  const files = repository.paths.flatMap(file =>
    PROVIDERS.filter(({ pattern }) => pattern.test(file)).map(
      ({ provider }) => ({ provider, file }),
    ),
  );
  const reading: CiReading = { files, commands: [], versions: [] };
  const generated = await generatedFiles(repository);
  for (const file of files.filter(it => !generated.has(it.file))) {
    if (file.provider === 'jenkins') {
      await readJenkinsfile(repository, file.file, reading);
    } else if (/\.ya?ml$/.test(file.file)) {
      await readYaml(repository, file, reading);
    }
  }
  return reading;
}

/**
 * Pipelines that were made of what was detected. What they run is no evidence:
 * the repository would seem to configure whatever a template adds.
 */
async function generatedFiles(repository: Repository): Promise<Set<string>> {
  if (!repository.paths.includes(LOCK_PATH)) {
    return new Set();
  }
  try {
    const { files } = parseLock(await repository.text(LOCK_PATH));
    return new Set(files.map(({ path }) => path));
  } catch {
    // Whoever reads the lock file itself says what is wrong with it.
    return new Set();
  }
}

async function readJenkinsfile(
  repository: Repository,
  file: string,
  reading: CiReading,
): Promise<void> {
  const text = await repository.text(file);
  const steps = /\bsh\s*\(?\s*(?:script:\s*)?("""|'''|"|')([\s\S]*?[^\\])\1/g;
  for (const match of text.matchAll(steps)) {
    const line = text.slice(0, match.index).split('\n').length;
    addCommands(reading.commands, match[2], { file, line, folder: ROOT });
  }
}

async function readYaml(
  repository: Repository,
  { provider, file }: CiFile,
  reading: CiReading,
): Promise<void> {
  const text = await repository.text(file);
  const find = (needle: string) => lineOf(text, needle.split('\n')[0]);
  const visit = (value: unknown, folder: string, above: Matrix) => {
    if (Array.isArray(value)) {
      value.forEach(item => visit(item, folder, above));
      return;
    }
    const mapping = asMapping(value);
    const at = workingDirectory(mapping, folder);
    const { matrix: own } = asMapping(mapping.strategy);
    const matrix = own === undefined ? above : asMapping(own);
    for (const [key, child] of Object.entries(mapping)) {
      if (SCRIPT_KEYS.has(key)) {
        for (const script of scripts(child)) {
          addCommands(reading.commands, script, {
            file,
            line: find(script),
            folder: at,
          });
        }
      }
      const language = VERSION_KEYS[key];
      if (language) {
        const values = fromMatrix(child, matrix);
        addVersions(reading, language, values, file, find(`${key}:`));
      }
      visit(child, at, matrix);
    }
  };
  const content = await repository.yaml(file);
  visit(content, ROOT, {});
  if (provider === 'travis-ci') {
    for (const key of TRAVIS_LANGUAGES) {
      const language = TRAVIS_NAMES[key] ?? key;
      addVersions(reading, language, content[key], file, find(`${key}:`));
    }
  }
}

type Matrix = Record<string, unknown>;

/** The values that `${{ matrix.name }}` takes; other values as they are. */
function fromMatrix(value: unknown, matrix: Matrix): unknown {
  const name = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(
    asText(value) ?? '',
  )?.[1];
  if (name === undefined) {
    return value;
  }
  const included = asList(matrix.include).map(item => asMapping(item)[name]);
  return [...asList(matrix[name]), ...included].filter(
    item => item !== undefined,
  );
}

function scripts(value: unknown): string[] {
  const nested = asText(asMapping(value).command);
  return nested ? [nested] : asList(value).flatMap(item => asText(item) ?? []);
}

/** The folder of a step, or of all steps of a job or a workflow. */
function workingDirectory(mapping: Record<string, unknown>, above: string) {
  const defaults = asMapping(asMapping(mapping.defaults).run);
  const own =
    asText(mapping['working-directory']) ??
    asText(mapping.workingDirectory) ??
    asText(mapping.working_directory) ??
    asText(defaults['working-directory']);
  return own && !own.includes('$') && !own.startsWith('~')
    ? joinPath(ROOT, own)
    : above;
}

/** Splits a script into its commands, each with the folder that it runs in. */
export function addCommands(
  commands: CiCommand[],
  script: string,
  place: { file: string; line: number; folder: string },
): void {
  let folder = place.folder;
  const joined = script.replace(/\\\n\s*/g, ' ');
  for (const line of joined.split(/\n|&&|;/)) {
    const text = line.trim();
    const directory = /^\(?\s*cd\s+(?:\.\/)?([\w./-]+)$/.exec(text);
    if (directory) {
      folder = joinPath(folder, directory[1]);
    } else if (text !== '' && !text.startsWith('#')) {
      commands.push({ ...place, text, folder });
    }
  }
}

function addVersions(
  reading: CiReading,
  language: string,
  value: unknown,
  file: string,
  line: number,
): void {
  for (const item of asList(value)) {
    const version = /^v?(\d+(?:\.\d+)*)/.exec(String(item));
    if (version) {
      reading.versions.push({ language, version: version[1], file, line });
    }
  }
}
