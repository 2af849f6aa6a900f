import { asList, asMapping } from '../values';
import { nodeMonorepo } from './ecosystems/node';
import { hasUvWorkspace } from './ecosystems/python';
import { Findings } from './Findings';
import { ROOT } from './repository/paths';
import { Repository } from './repository/Repository';

/** The tool that ties several components together, null when none does. */
export async function findMonorepoTool(
  repository: Repository,
  components: Findings[],
): Promise<string | null> {
  const build = [
    { files: ['MODULE.bazel', 'WORKSPACE', 'WORKSPACE.bazel'], tool: 'bazel' },
    { files: ['pants.toml'], tool: 'pants' },
  ].find(({ files }) => repository.find(ROOT, files));
  if (build) {
    return build.tool;
  }
  const node = await nodeMonorepo(repository);
  if (node) {
    return node;
  }
  if (await hasUvWorkspace(repository)) {
    return 'uv';
  }
  if (repository.has('go.work')) {
    return 'go';
  }
  const { workspace } = await repository.toml('Cargo.toml');
  if (asList(asMapping(workspace).members).length > 0) {
    return 'cargo';
  }
  const { project } = await repository.xml('pom.xml');
  if (asList(asMapping(asMapping(project).modules).module).length > 0) {
    return 'maven';
  }
  const below = components.filter(({ path }) => path !== ROOT);
  const settings = repository.find(ROOT, [
    'settings.gradle',
    'settings.gradle.kts',
  ]);
  const includes = /^\s*include\s*\(?/m.test(await repository.text(settings));
  return includes &&
    below.some(findings => findings.best('packageManager')?.value === 'gradle')
    ? 'gradle'
    : null;
}
