import type { PipelineDifference } from '@backstage-devops/plugin-devops-common';

/**
 * One command in place of several: each of them brings everything that the
 * template changed, and some decide something anew beside that.
 */
export function updateCommand(
  differences: PipelineDifference[],
): string | undefined {
  const commands = differences.flatMap(({ command }) => command ?? []);
  if (commands.length === 0) {
    return undefined;
  }
  const plain = commands.reduce((shortest, command) =>
    command.length < shortest.length ? command : shortest,
  );
  const [base] = plain.split(' --');
  const decisions = commands
    .filter(command => command.startsWith(`${base} --`))
    .map(command => command.slice(base.length));
  return `${base}${[...new Set(decisions)].join('')}`;
}
