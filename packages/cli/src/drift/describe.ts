import { oneLine } from '../text';
import type { RepositoryDrift } from './command';

/** The drift of a repository, a line for each difference. */
export function describeDrift(repository: RepositoryDrift): string {
  const lines =
    'error' in repository
      ? [`${repository.path}: error: ${repository.error}`]
      : [
          `${repository.path}: ${countOf(repository.drift.length)} from ${repository.generator.name} ${repository.generator.version}`,
          ...repository.drift.map(({ kind, path, message, from, to }) => {
            const place = path === undefined ? '' : `${path}: `;
            const change =
              from && to && !message.includes(to) ? `, ${from} -> ${to}` : '';
            return `  ${kind.padEnd(8)}  ${place}${message}${change}`;
          }),
          ...repository.unchecked.map(
            ({ kind, reason }) => `  ${kind.padEnd(8)}  not checked: ${reason}`,
          ),
        ];
  return lines.map(line => `${oneLine(line)}\n`).join('');
}

function countOf(differences: number): string {
  return differences === 0
    ? 'no difference'
    : `${differences} difference${differences === 1 ? '' : 's'}`;
}
