import { CONFIGURED, Findings, STATED } from '../Findings';
import { folderOf, nameOf } from '../repository/paths';
import { lineOf } from '../repository/Repository';
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

/** Finds Go modules; each `go.mod` is one. */
export async function detectGo({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const manifests = repository.named('go.mod');
  const groups = groupByFolder(repository.paths, manifests.map(folderOf));
  const found: Findings[] = [];
  for (const file of manifests) {
    const folder = folderOf(file);
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
  return found;
}

/** What the task file of the module calls. */
async function findTasks(
  repository: DetectionContext['repository'],
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
