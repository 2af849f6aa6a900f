import type { PipelineCheck } from '@backstage-devops/plugin-devops-generators';
import { oneLine } from '../text';

/** Verdicts as text for people: what is broken, and what was not judged. */
export function toText(checks: PipelineCheck[]): string {
  return checks.map(describeCheck).join('');
}

function describeCheck({ file, rules }: PipelineCheck): string {
  const of = (status: string) => rules.filter(rule => rule.status === status);
  const lines = [
    `${file}: ${of('passed').length} passed, ${of('failed').length} failed, ${of('waived').length} waived, ${of('not-applicable').length} do not apply`,
    ...of('failed').flatMap(({ id, title, remedy, audit, problems }) => [
      `  ${id} ${title}`,
      ...problems.map(({ message, line }) => `    ${file}:${line}: ${message}`),
      `    -> ${remedy} (${audit})`,
    ]),
    ...of('waived').map(({ id, reason }) => `  ${id} waived: ${reason}`),
    ...of('not-applicable').map(
      ({ id, reason }) => `  ${id} does not apply: ${reason}`,
    ),
  ];
  return lines.map(line => `${oneLine(line)}\n`).join('');
}
