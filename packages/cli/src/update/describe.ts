import type { UpdatePlan } from '@backstage-devops/plugin-devops-generators';
import { oneLine } from '../text';

/** What an update does, a line for each file. */
export function describeUpdate({ files }: UpdatePlan): string {
  return files
    .map(({ action, path, reason }) => oneLine(`${action} ${path}: ${reason}`))
    .map(line => `${line}\n`)
    .join('');
}

/** Where both sides changed the same, and what each made of it. */
export function describeContradictions({ contradictions }: UpdatePlan): string {
  return contradictions
    .flatMap(({ file, place, message, base, team, template }) => [
      `contradiction: ${file}: ${place}: ${message}`,
      ...Object.entries({ base, team, template })
        .filter(([, value]) => value !== undefined)
        .map(([side, value]) => `  ${side}: ${JSON.stringify(value)}`),
    ])
    .map(line => `${oneLine(line)}\n`)
    .join('');
}
