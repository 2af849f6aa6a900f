import { CiReading } from '../ci';
import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf, joinPath, ROOT } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { lowestVersion } from '../versions';
import { DetectionContext } from './context';

/** Finds root modules of Terraform, as opposed to modules that others call. */
export async function detectTerraform({
  repository,
  ci,
}: DetectionContext): Promise<Findings[]> {
  const folders = [
    ...new Set(repository.matching(/\.tf$/).map(folderOf)),
  ].sort();
  const modules = await findModules(repository, folders);
  const found: Findings[] = [];
  for (const folder of folders) {
    if (isNested(folder) || modules.has(folder)) {
      continue;
    }
    const files = repository
      .filesIn(folder)
      .filter(path => path.endsWith('.tf'));
    const main =
      repository.find(folder, [
        'versions.tf',
        'terraform.tf',
        'main.tf',
        'providers.tf',
      ]) ?? files[0];
    const findings = new Findings(folder, 'terraform', { file: main });
    findings.offer('packageManager', 'terraform', STATED, { file: main });
    findings.offer('install', 'terraform init', CONFIGURED, { file: main });
    for (const file of files) {
      const text = await repository.text(file);
      const required = /required_version\s*=\s*"([^"]+)"/.exec(text);
      findings.offer('version', lowestVersion(required?.[1]), CONFIGURED, {
        file,
        line: lineOf(text, 'required_version'),
      });
    }
    const versionFile = repository.findUpwards(folder, ['.terraform-version']);
    findings.offer(
      'version',
      lowestVersion(await repository.text(versionFile)),
      STATED,
      { file: versionFile ?? '.terraform-version' },
    );
    const tests = repository
      .under(folder)
      .find(path => /\.tftest\.(?:hcl|json)$/.test(path));
    if (tests) {
      findings.offer('test', 'terraform test', CONFIGURED, { file: tests });
    }
    findCiChecks(ci, findings);
    const tflint = repository.findUpwards(folder, ['.tflint.hcl']);
    if (tflint) {
      findings.offer('lint', 'tflint', CONFIGURED, { file: tflint });
    }
    const hooks = repository.findUpwards(folder, ['.pre-commit-config.yaml']);
    const configured = await repository.text(hooks);
    if (hooks && /terraform_(?:fmt|tflint|validate)/.test(configured)) {
      findings.offer('lint', 'pre-commit run --all-files', CUSTOM, {
        file: hooks,
        line: lineOf(configured, 'terraform_'),
      });
    }
    findings.add('deploy', 'terraform', { file: main });
    found.push(findings);
  }
  return found;
}

/** Whether a folder is where modules and what shows or tests them are kept. */
function isNested(folder: string): boolean {
  return (
    /(?:^|\/)(?:modules|wrappers|examples?|tests?)\//.test(`${folder}/`) ||
    /(?:^|\/)\.[^/]+\//.test(`${folder}/`)
  );
}

/** Folders that others call, and that keep no state of their own. */
async function findModules(
  repository: Repository,
  folders: string[],
): Promise<Set<string>> {
  const called = new Set<string>();
  const stateful = new Set<string>();
  for (const folder of folders) {
    const files = repository
      .filesIn(folder)
      .filter(path => path.endsWith('.tf'));
    const text = (
      await Promise.all(files.map(file => repository.text(file)))
    ).join('\n');
    if (/^\s*(?:backend\s+"|cloud\s*\{)/m.test(text)) {
      stateful.add(folder);
    }
    // An example or a test of a module calls what it shows.
    const sources = isNested(folder)
      ? []
      : text.matchAll(/^\s*source\s*=\s*"(\.\.?\/[^"]*)"/gm);
    for (const [, source] of sources) {
      called.add(joinPath(folder, source));
    }
  }
  return new Set([...called].filter(folder => !stateful.has(folder)));
}

/**
 * What the existing CI checks. A line in the root may go to the modules by a
 * variable, for example one of a matrix.
 */
function findCiChecks(ci: CiReading, findings: Findings): void {
  const checks = [
    {
      field: 'test',
      pattern: /^terraform\b.{0,80}\svalidate\b/,
      command: 'terraform validate',
    },
    {
      field: 'lint',
      pattern: /^terraform\b.{0,80}\sfmt\b.{0,80}\s--?check\b/,
      command: 'terraform fmt -check -recursive',
    },
  ] as const;
  for (const { field, pattern, command } of checks) {
    const line = ci.commands.find(
      ({ text, folder }) =>
        pattern.test(text) && (folder === ROOT || folder === findings.path),
    );
    if (line) {
      findings.offer(
        field,
        command,
        line.folder === findings.path ? CONFIGURED : CUSTOM,
        { file: line.file, line: line.line },
      );
    }
  }
}
