import { asMapping } from '../../values';
import { joinPath } from '../repository/paths';
import { Repository } from '../repository/Repository';

/** The targets that an Nx project defines for itself. */
export async function nxTargets(
  repository: Repository,
  folder: string,
): Promise<Set<string>> {
  if (repository.findUpwards(folder, ['nx.json']) === undefined) {
    return new Set();
  }
  const project = await repository.json(joinPath(folder, 'project.json'));
  return new Set(Object.keys(asMapping(project.targets)));
}
