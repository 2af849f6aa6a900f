import { CiReading } from '../ci';
import { CONFIGURED, CUSTOM, Findings, GUESS, STATED } from '../Findings';
import { folderOf, nameOf, ROOT } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { DetectionContext, findFrameworks, groupByFolder } from './context';

const FRAMEWORKS: Record<string, RegExp> = {
  gin: /^github\.com\/gin-gonic\/gin$/,
  echo: /^github\.com\/labstack\/echo/,
  fiber: /^github\.com\/gofiber\/fiber/,
  chi: /^github\.com\/go-chi\/chi/,
  'gorilla-mux': /^github\.com\/gorilla\/mux$/,
  gorm: /^(?:gorm\.io\/gorm|github\.com\/jinzhu\/gorm)$/,
  grpc: /^google\.golang\.org\/grpc$/,
  cobra: /^github\.com\/spf13\/cobra$/,
};

const LINT_CONFIG = [
  '.golangci.yml',
  '.golangci.yaml',
  '.golangci.toml',
  '.golangci.json',
];

/** Files of the tools that fetched dependencies before modules did. */
const OLD_MANIFESTS = ['Gopkg.toml', 'glide.yaml'];

const HUGO_FILES = ['theme.toml', 'hugo.toml', 'hugo.yaml', 'config.toml'];

/** Finds Go modules, and programs that are built without one. */
export async function detectGo({
  repository,
  ci,
}: DetectionContext): Promise<Findings[]> {
  const manifests = repository.named('go.mod');
  const groups = groupByFolder(repository.paths, manifests.map(folderOf));
  const found: Findings[] = [];
  for (const file of manifests) {
    const folder = folderOf(file);
    if (isHugoModule(repository, folder, groups.get(folder) ?? [])) {
      continue;
    }
    const text = await repository.text(file);
    const findings = new Findings(folder, 'go', {
      file,
      line: lineOf(text, /^module\s/m),
    });
    const place = { file };
    findings.offer('packageManager', 'go', STATED, place);
    findings.offer('install', 'go mod download', CONFIGURED, place);
    findings.offer('build', 'go build ./...', CONFIGURED, place);
    const version = /^go\s+(\d+(?:\.\d+)*)/m.exec(text);
    findings.offer('version', version?.[1], STATED, {
      file,
      line: lineOf(text, /^go\s+\d/m),
    });
    const toolchain = /^toolchain\s+go(\d+(?:\.\d+)*)/m.exec(text);
    findings.offer('version', toolchain?.[1], 0.6, {
      file,
      line: lineOf(text, /^toolchain\s/m),
    });
    const test = groups
      .get(folder)
      ?.find(path => nameOf(path).endsWith('_test.go'));
    if (test) {
      findings.offer('test', 'go test ./...', CONFIGURED, { file: test });
    }
    const lintConfig = repository.findUpwards(folder, LINT_CONFIG);
    if (lintConfig) {
      const own = folderOf(lintConfig) === folder;
      findings.offer('lint', 'golangci-lint run', own ? CONFIGURED : 0.75, {
        file: lintConfig,
      });
    }
    await findTasks(repository, findings);
    const modules = [
      ...text.matchAll(/^\s*(?:require\s+)?([\w.-]+\.[a-z]+\/[^\s]+)\s+v\d/gm),
    ].map(([, name]) => name);
    findFrameworks(findings, FRAMEWORKS, modules, place);
    found.push(findings);
  }
  const whole = findPackage(repository, ci);
  const programs = await findPrograms(repository);
  return [
    ...found,
    ...whole,
    ...programs.filter(({ path }) => path !== ROOT || whole.length === 0),
  ];
}

/** A repository from before modules, in the folder that it had to lie in. */
function findPackage(repository: Repository, ci: CiReading): Findings[] {
  const sources = repository.filesIn(ROOT).filter(path => path.endsWith('.go'));
  const place =
    ci.versions.find(({ language }) => language === 'go') ??
    repository
      .filesIn(ROOT)
      .filter(path => OLD_MANIFESTS.includes(path))
      .map(file => ({ file }))[0];
  if (
    sources.length === 0 ||
    place === undefined ||
    repository.named('go.mod').length > 0
  ) {
    return [];
  }
  const findings = new Findings(ROOT, 'go', { file: sources[0] });
  findings.offer('packageManager', 'go', CUSTOM, place);
  findings.offer('build', 'go build ./...', CUSTOM, place);
  const test = repository.paths.find(path => path.endsWith('_test.go'));
  if (test) {
    findings.offer('test', 'go test ./...', CUSTOM, { file: test });
  }
  return [findings];
}

/** Hugo fetches themes as modules of Go that have no source in Go. */
function isHugoModule(
  repository: Repository,
  folder: string,
  files: string[],
): boolean {
  return (
    repository.find(folder, HUGO_FILES) !== undefined &&
    !files.some(path => path.endsWith('.go'))
  );
}

/** Programs from before modules, whose container file makes one of them. */
async function findPrograms(repository: Repository): Promise<Findings[]> {
  const found: Findings[] = [];
  for (const file of repository.named('main.go')) {
    const folder = folderOf(file);
    const container = repository.find(folder, ['Dockerfile', 'Containerfile']);
    if (
      container === undefined ||
      repository.findUpwards(folder, ['go.mod']) !== undefined ||
      !/^FROM\s.*\bgolang\b/im.test(await repository.text(container))
    ) {
      continue;
    }
    const findings = new Findings(folder, 'go', { file });
    findings.offer('packageManager', 'go', CUSTOM, { file });
    findings.offer('build', 'go build ./...', GUESS, { file });
    found.push(findings);
  }
  return found;
}

/** What the task file of the module calls. */
async function findTasks(
  repository: Repository,
  findings: Findings,
): Promise<void> {
  const files = ['Makefile', 'justfile', 'Taskfile.yml', 'Taskfile.yaml'];
  const file = repository.find(findings.path, files);
  const text = await repository.text(file);
  const calls = [
    {
      field: 'coverage',
      pattern: /-coverprofile|\s-cover\b/,
      command: 'go test -coverprofile=coverage.out ./...',
      confidence: 0.65,
    },
    {
      field: 'lint',
      pattern: /\bgolangci-lint\b.*\brun\b/,
      command: 'golangci-lint run',
      confidence: 0.8,
    },
    {
      field: 'lint',
      pattern: /^\s.*\bgo vet\b/m,
      command: 'go vet ./...',
      confidence: 0.65,
    },
  ] as const;
  for (const { field, pattern, command, confidence } of calls) {
    if (file && pattern.test(text)) {
      findings.offer(field, command, confidence, {
        file,
        line: lineOf(text, pattern),
      });
    }
  }
}
