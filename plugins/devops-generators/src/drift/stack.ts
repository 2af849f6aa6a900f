import { PipelineComponent } from '../delivery';
import { toStack } from '../generation/delivery';
import { UPDATE } from './commands';
import { Drift } from './types';

/** How what a repository is made of differs from what it was made of. */
export function stackDrift(
  before: PipelineComponent[],
  now: PipelineComponent[],
): Drift[] {
  const known = new Map(before.map(entry => [keyOf(entry), entry]));
  const found = new Map(now.map(entry => [keyOf(entry), toStack(entry)]));
  return [
    ...[...known.values()]
      .filter(entry => !found.has(keyOf(entry)))
      .map(({ path, language }) => ({
        kind: 'stack' as const,
        path,
        message: `the ${language} component is gone`,
        command: UPDATE,
      })),
    ...[...found.values()].flatMap(entry => {
      const old = known.get(keyOf(entry));
      return old
        ? fieldDrift(old, entry)
        : [
            {
              kind: 'stack' as const,
              path: entry.path,
              message: `a ${entry.language} component is new`,
              command: UPDATE,
            },
          ];
    }),
  ];
}

function fieldDrift(old: PipelineComponent, now: PipelineComponent): Drift[] {
  const before = fieldsOf(old);
  const after = fieldsOf(now);
  return (
    Object.keys(after)
      .filter(field => before[field] !== after[field])
      // Not known to the versions that wrote lock files without it.
      .filter(field => field !== 'lockFile' || before[field] !== null)
      .map(field => ({
        kind: 'stack' as const,
        path: now.path,
        message: `${field} is ${after[field] ?? 'nothing'} and was ${before[field] ?? 'nothing'}`,
        from: before[field],
        to: after[field],
        command: UPDATE,
      }))
  );
}

function fieldsOf(component: PipelineComponent): Record<string, string | null> {
  const { version, packageManager, lockFile, container, deploy, commands } =
    component;
  return {
    version,
    packageManager,
    lockFile: lockFile ?? null,
    container,
    deploy: deploy.join(', ') || null,
    ...commands,
  };
}

/** A component moved or written in another language is another one. */
function keyOf({ path, language }: PipelineComponent): string {
  return `${language} ${path}`;
}
