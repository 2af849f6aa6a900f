import { CiReading } from './ci';
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
      /^(?!.*(?:codecov|coveralls|curl|upload)).*\b(?:cover(?:age)?|cov)\b(?!\.(?:out|xml|txt|json))/i,
  },
  {
    field: 'lint',
    pattern:
      /\b(?:lint|linters?|gofmt|golint|staticcheck|flake8|ruff check|pylint|rubocop|clippy|phpstan|phpcs|checkstyle|spotlessCheck|ktlintCheck|detekt|tflint|go vet|fmt --check|format --verify-no-changes)\b/i,
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
 * Task, scripts in `scripts/`, and lines that the existing CI runs.
 */
export async function findTasks(
  repository: Repository,
  findings: Findings,
  context: { ci: CiReading; components: Findings[] },
): Promise<void> {
  await fromRunners(repository, findings);
  fromScripts(repository, findings);
  fromCi(findings, context);
}

async function fromRunners(repository: Repository, findings: Findings) {
  for (const { files, command, targets } of RUNNERS) {
    const file = repository.find(findings.path, files);
    const text = await repository.text(file);
    const names = new Set([...text.matchAll(targets)].map(([, name]) => name));
    for (const [field, wanted] of Object.entries(TASK_NAMES)) {
      const name = wanted.find(candidate => names.has(candidate));
      if (file && name && isCommandField(field)) {
        findings.offer(field, `${command} ${name}`, confidenceOf(field), {
          file,
          line: lineOf(text, new RegExp(`^ {0,2}@?${name}[\\s:]`, 'm')),
        });
      }
    }
  }
}

/** Installing and building is what package managers do; the rest is custom. */
function confidenceOf(field: CommandField): number {
  return field === 'install' ? 0.4 : CUSTOM;
}

function fromScripts(repository: Repository, findings: Findings) {
  for (const file of repository.under(findings.path)) {
    const relative =
      findings.path === '.' ? file : file.slice(findings.path.length + 1);
    const match =
      /^(?:scripts?|bin|hack|ci|tools)\/([\w-]+?)(?:\.(?:sh|bash))?$/.exec(
        relative,
      );
    const field = match && fieldOfTask(match[1]);
    if (match && field && field !== 'install' && folderOf(relative) !== '.') {
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

function fromCi(
  findings: Findings,
  { ci, components }: { ci: CiReading; components: Findings[] },
) {
  const alone = components.length === 1;
  for (const { text, file, line, folder } of ci.commands) {
    // A line in the root belongs to the component there, or to the only one.
    if (folder !== findings.path && !(alone && folder === '.')) {
      continue;
    }
    const field = COMMAND_PATTERNS.find(({ pattern }) =>
      pattern.test(text),
    )?.field;
    if (field && isPlain(text)) {
      findings.offer(field, text, field === 'test' ? GUESS : 0.65, {
        file,
        line,
      });
    }
  }
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
