import { asMapping, asText } from '../../values';
import { joinPath } from '../repository/paths';
import { Repository } from '../repository/Repository';

/**
 * The targets that an Nx project defines for itself. Where the package has a
 * script of that name, a target may merely say what has to run before.
 */
export async function nxTargets(
  repository: Repository,
  folder: string,
): Promise<Set<string>> {
  if (repository.findUpwards(folder, ['nx.json']) === undefined) {
    return new Set();
  }
  const project = await repository.json(joinPath(folder, 'project.json'));
  const { scripts } = await repository.json(joinPath(folder, 'package.json'));
  const names = Object.entries(asMapping(project.targets))
    .filter(([name, value]) => {
      const { executor, command, options } = asMapping(value);
      const run = command ?? asMapping(options).command;
      return (
        !/^exit\b/.test(asText(run) ?? '') &&
        (executor !== undefined ||
          command !== undefined ||
          !Object.hasOwn(asMapping(scripts), name))
      );
    })
    .map(([name]) => name);
  return new Set(names);
}
