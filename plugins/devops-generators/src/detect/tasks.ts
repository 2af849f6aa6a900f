import { asMapping, asText } from '../values';
import { CiCommand } from './ci';
import { CUSTOM, Findings, GUESS } from './Findings';
import { folderOf } from './repository/paths';
import { lineOf, Repository } from './repository/Repository';
import { ComponentCommands } from './types';

type CommandField = keyof ComponentCommands;

/** What targets and scripts are called in practice, the usual ones first. */
const TASK_NAMES: Record<CommandField, string[]> = {
  install: ['install', 'deps', 'setup', 'bootstrap', 'init'],
  build: ['build', 'compile'],
  test: ['test', 'tests', 'unit-test', 'test-unit', 'unittest', 'check'],
  lint: [
    'lint',
    'linters',
    'check-style',
    'style',
    'lint-all',
    'vet',
    'fmt-check',
    'check-format',
    'gofmt',
  ],
  coverage: [
    'coverage',
    'cover',
    'test-coverage',
    'test-cov',
    'cov',
    'test_cover',
    'cover-html',
  ],
};

/** How the lines of a CI script are told apart. */
const COMMAND_PATTERNS: Array<{ field: CommandField; pattern: RegExp }> = [
  {
    field: 'coverage',
    pattern:
      /^(?!.*(?:codecov|coveralls|curl|upload)).*(?:\b(?:cover(?:age)?|cov)\b(?!\.(?:out|xml|txt|json))|\s-coverprofile\b)/i,
  },
  {
    field: 'lint',
    pattern:
      /\b(?:lint|linters?|gofmt|golint|staticcheck|flake8|ruff check|pylint|rubocop|clippy|phpstan|phpcs|checkstyle|spotlessCheck|ktlintCheck|detekt|tflint|go vet|fmt\b.{0,80}\s--?check|format --verify-no-changes)\b/i,
  },
  {
    field: 'test',
    pattern:
      /\b(?:pytest|unittest|tox|nox|rspec|phpunit|(?:go|cargo|dotnet|mvnw?|gradlew?|make|bundle exec rake|composer|nx|just|task) (?:.*\s)?:?test)\b/i,
  },
];

const RUNNERS = [
  {
    files: ['Makefile', 'makefile', 'GNUmakefile'],
    command: 'make',
    targets: /^([A-Za-z0-9][\w.-]*)(?:\s+[\w.-]+)*\s*:(?![:=])/gm,
  },
  {
    files: ['justfile', 'Justfile', '.justfile'],
    command: 'just',
    targets: /^@?([A-Za-z_][\w-]*)(?:\s+[^:\n]*)?:(?!=)/gm,
  },
  {
    files: ['Taskfile.yml', 'Taskfile.yaml', 'Taskfile.dist.yml'],
    command: 'task',
    targets: /^ {2}([\w-]+):\s*(?:#.*)?$/gm,
  },
];

/**
 * Offers what the repository's own task files do: targets of make, just and
 * Task, scripts in `scripts/`, and commands that the existing CI or a Makefile
 * above runs.
 */
export async function findTasks(
  repository: Repository,
  findings: Findings,
  context: { commands: CiCommand[]; components: Findings[] },
): Promise<void> {
  await fromRunners(repository, findings);
  await fromNx(repository, findings);
  await fromScripts(repository, findings);
  fromCommands(findings, context);
}

async function fromRunners(repository: Repository, findings: Findings) {
  for (const { files, command, targets } of RUNNERS) {
    const file = repository.find(findings.path, files);
    const text = await repository.text(file);
    const names = new Set([...text.matchAll(targets)].map(([, name]) => name));
    for (const [field, wanted] of Object.entries(TASK_NAMES)) {
      const name = wanted.find(
        candidate =>
          names.has(candidate) &&
          (candidate !== 'check' || runsTests(text, candidate)),
      );
      if (file && name && isCommandField(field)) {
        findings.offer(field, `${command} ${name}`, confidenceOf(field), {
          file,
          line: lineOf(text, new RegExp(`^ {0,2}@?${name}[\\s:]`, 'm')),
        });
      }
    }
  }
}

/** Some check the code, others only that some program is there. */
function runsTests(text: string, target: string): boolean {
  const recipe = new RegExp(
    `^@?${target}(?:\\s[^:\\n]*)?:(.*(?:\\n[ \\t]+.*)*)`,
    'm',
  ).exec(text);
  return /test|spec|verify/i.test(recipe?.[1] ?? '');
}

/** Installing and building is what package managers do; the rest is custom. */
function confidenceOf(field: CommandField): number {
  return field === 'install' ? 0.4 : CUSTOM;
}

/** Nx also runs commands of other languages, in the folder of the project. */
async function fromNx(repository: Repository, findings: Findings) {
  const file = repository.find(findings.path, ['project.json']);
  const settings = repository.findUpwards(findings.path, ['nx.json']);
  if (file === undefined || settings === undefined) {
    return;
  }
  const targets = asMapping((await repository.json(file)).targets);
  const { targetDefaults } = await repository.json(settings);
  for (const field of ['build', 'test', 'lint'] as const) {
    const options = {
      ...asMapping(asMapping(asMapping(targetDefaults)[field]).options),
      ...asMapping(asMapping(targets[field]).options),
    };
    const command = asText(options.command);
    const folder = asText(options.cwd)?.replace('{projectRoot}', findings.path);
    if (
      folder === findings.path &&
      command !== undefined &&
      !/^exit\b/.test(command) &&
      isPlain(command)
    ) {
      findings.offer(field, command, CUSTOM, {
        file,
        line: lineOf(await repository.text(file), `"${field}"`),
      });
    }
  }
}

/** A script that builds an image does not build what goes into it. */
const BUILDS_IMAGE = /\bdocker\S{0,20}(?: compose)? (?:buildx )?build\b/i;

async function fromScripts(repository: Repository, findings: Findings) {
  for (const file of repository.under(findings.path)) {
    const relative =
      findings.path === '.' ? file : file.slice(findings.path.length + 1);
    const match =
      /^(?:scripts?|bin|hack|ci|tools)\/([\w-]+?)(?:\.(?:sh|bash))?$/.exec(
        relative,
      );
    const field = match && fieldOfTask(match[1]);
    if (match && field && field !== 'install' && folderOf(relative) !== '.') {
      const text = field === 'build' ? await repository.text(file) : '';
      if (BUILDS_IMAGE.test(text)) {
        continue;
      }
      const shell = /\.(?:sh|bash)$/.test(relative) ? 'bash ' : './';
      findings.offer(field, `${shell}${relative}`, 0.6, { file });
    }
  }
}

function fieldOfTask(name: string): CommandField | undefined {
  const field = Object.entries(TASK_NAMES).find(([, names]) =>
    names.includes(name),
  )?.[0];
  return field && isCommandField(field) ? field : undefined;
}

function fromCommands(
  findings: Findings,
  { commands, components }: { commands: CiCommand[]; components: Findings[] },
) {
  const alone = components.length === 1;
  for (const { text, file, line, folder } of commands) {
    // A line in the root belongs to the component there, or to the only one.
    if (folder !== findings.path && !(alone && folder === '.')) {
      continue;
    }
    const field = COMMAND_PATTERNS.find(({ pattern }) =>
      pattern.test(text),
    )?.field;
    if (field && isPlain(text) && speaks(text, findings.language)) {
      findings.offer(field, text, field === 'test' ? GUESS : 0.65, {
        file,
        line,
      });
    }
  }
}

/** Programs that work on one language only. */
const PROGRAMS: Record<string, RegExp> = {
  node: /^(?:npm|npx|yarn|pnpm|bun|bunx|node|nx|turbo|eslint|jest|vitest|tsc)\b/,
  python:
    /^(?:python3?|pytest|poetry|uv|uvx|pdm|pipenv|tox|nox|hatch|ruff|flake8|pylint|mypy|black)\b/,
  go: /^(?:go|gofmt|golangci-lint)\b/,
  java: /^(?:\.\/)?(?:mvnw?|gradlew?)\b/,
  dotnet: /^dotnet\b/,
  ruby: /^(?:bundle|rake|rspec|rubocop|(?:\.\/)?bin\/(?:rails|rake|rspec))\b/,
  rust: /^cargo\b/,
  php: /^(?:php|composer|phpunit|phpcs|phpstan|(?:\.\/)?vendor\/bin\/\w+)\b/,
  terraform: /^(?:terraform|tflint)\b/,
};

/** Whether a command may be about a component, by the program that it calls. */
function speaks(command: string, language: string): boolean {
  const about = Object.keys(PROGRAMS).find(name =>
    PROGRAMS[name].test(command),
  );
  return (
    about === undefined || about === (language === 'kotlin' ? 'java' : language)
  );
}

/** Whether a line says the same outside the CI system it was written for. */
function isPlain(text: string): boolean {
  return (
    /^[\w./-]/.test(text) &&
    !/[$`<>|"'{}\\]/.test(text) &&
    text.length < 200 &&
    !/^(?:echo|ls|cat|tar|unzip|test|chmod|bash <|export|if|for|while|mkdir|cp|mv|rm|git|pip3?|npm i|apt|brew|sudo|curl|wget|go (?:get|install))\b/.test(
      text,
    )
  );
}

function isCommandField(field: string): field is CommandField {
  return field in TASK_NAMES;
}
