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
    await findCoverage(repository, findings);
    const modules = [
      ...text.matchAll(/^\s*(?:require\s+)?([\w.-]+\.[a-z]+\/[^\s]+)\s+v\d/gm),
    ].map(([, name]) => name);
    findFrameworks(findings, FRAMEWORKS, modules, place);
    found.push(findings);
  }
  return found;
}

/** A coverage profile that the task file or a script of the module writes. */
async function findCoverage(
  repository: DetectionContext['repository'],
  findings: Findings,
): Promise<void> {
  const files = ['Makefile', 'justfile', 'Taskfile.yml', 'Taskfile.yaml'];
  const file = repository.find(findings.path, files);
  const text = await repository.text(file);
  if (file && /-coverprofile|\s-cover\b/.test(text)) {
    findings.offer(
      'coverage',
      'go test -coverprofile=coverage.out ./...',
      0.65,
      {
        file,
        line: lineOf(text, /-coverprofile|\s-cover\b/),
      },
    );
  }
}
