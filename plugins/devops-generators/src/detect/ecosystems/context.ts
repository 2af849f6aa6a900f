import { CiReading } from '../ci';
import { Findings } from '../Findings';
import { folderOf, ROOT } from '../repository/paths';
import { Repository } from '../repository/Repository';

/** What detectors of an ecosystem work with. */
export interface DetectionContext {
  repository: Repository;
  ci: CiReading;
}

/** Finds the components of one ecosystem. */
export type EcosystemDetector = (
  context: DetectionContext,
) => Promise<Findings[]>;

/**
 * The files below each of some folders, without those that belong to a
 * folder of the list further down.
 */
export function groupByFolder(
  paths: string[],
  folders: string[],
): Map<string, string[]> {
  const groups = new Map<string, string[]>(folders.map(folder => [folder, []]));
  for (const path of paths) {
    for (let at = folderOf(path); ; at = folderOf(at)) {
      const group = groups.get(at);
      if (group) {
        group.push(path);
        break;
      }
      if (at === ROOT) {
        break;
      }
    }
  }
  return groups;
}

/** Notes those frameworks of a table whose packages are among some names. */
export function findFrameworks(
  findings: Findings,
  table: Record<string, RegExp>,
  packages: Iterable<string>,
  place: { file: string; line?: number },
): void {
  const names = [...packages];
  for (const [framework, pattern] of Object.entries(table)) {
    if (names.some(name => pattern.test(name))) {
      findings.add('frameworks', framework, place);
    }
  }
}
