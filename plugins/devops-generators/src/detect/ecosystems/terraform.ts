import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf, isWithin, joinPath } from '../repository/paths';
import { lineOf } from '../repository/Repository';
import { lowestVersion } from '../versions';
import { DetectionContext } from './context';

/** Finds root modules of Terraform, as opposed to modules that others call. */
export async function detectTerraform({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const folders = [
    ...new Set(repository.matching(/\.tf$/).map(folderOf)),
  ].sort();
  const texts = new Map<string, string>();
  const called = new Set<string>();
  for (const folder of folders) {
    const files = repository
      .filesIn(folder)
      .filter(path => path.endsWith('.tf'));
    const text = (
      await Promise.all(files.map(file => repository.text(file)))
    ).join('\n');
    texts.set(folder, text);
    for (const [, source] of text.matchAll(
      /^\s*source\s*=\s*"(\.\.?\/[^"]*)"/gm,
    )) {
      called.add(joinPath(folder, source));
    }
  }
  const found: Findings[] = [];
  for (const folder of folders) {
    const nested =
      /(?:^|\/)(?:modules|wrappers|examples?|tests?)\//.test(`${folder}/`) ||
      /(?:^|\/)\.[^/]+\//.test(`${folder}/`);
    const calledByOthers =
      called.has(folder) &&
      [...texts.keys()].some(
        other => other !== folder && isWithin(other, folder),
      );
    if (nested || calledByOthers) {
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
