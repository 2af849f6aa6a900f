import { PipelineComponent } from '../delivery';
import { FileTree } from '../files';
import {
  generate as generateNow,
  Generate,
  Generation,
  requestOf,
} from '../generation';
import { LockFile } from '../lock';
import { UPDATE } from './commands';
import { pinsIn, withoutPins } from './pins';
import { policyDrift, weakenedRules } from './policy';
import { stackDrift } from './stack';
import { Drift, DriftReport, PipelinePolicy } from './types';

const WITHOUT_FILES = 'only the lock file was given, not its repository';

/**
 * Says how a repository differs from what its generator would make today, and
 * why. With the lock file alone, edits and the stack remain unchecked, which
 * the report says.
 *
 * @throws InputError when the lock file names a generator that is not known.
 * @public
 */
export async function checkDrift(
  lock: LockFile,
  options: {
    /** The files of the repository. */
    tree?: FileTree;
    /** What the repository is made of today. */
    components?: PipelineComponent[];
    /** What is asked of every pipeline. */
    policy?: PipelinePolicy;
    /** Default: this version of the generators. */
    generate?: Generate;
  } = {},
): Promise<DriftReport> {
  const { tree, components, policy = {}, generate = generateNow } = options;
  const request = requestOf(lock);
  const now = await generate(request);
  const newGates = now.gates.filter(gate => !lock.gates.includes(gate));
  // What a new gate changes is the policy's doing, not that of the template.
  const sameGates =
    newGates.length > 0
      ? await generate({ ...request, withoutGates: newGates })
      : now;
  return {
    generator: lock.generator,
    drift: [
      ...templateDrift(lock, sameGates),
      ...pinDrift(lock, now),
      ...policyDrift(lock, newGates, policy),
      ...(tree ? await localDrift(lock, tree) : []),
      ...(components ? stackDrift(lock.stack, components) : []),
    ],
    unchecked: [
      ...(tree ? [] : [{ kind: 'local' as const, reason: WITHOUT_FILES }]),
      ...(components
        ? []
        : [{ kind: 'stack' as const, reason: WITHOUT_FILES }]),
    ],
  };
}

function templateDrift(lock: LockFile, now: Generation): Drift[] {
  const current = new Map(now.files.map(file => [file.path, file.content]));
  const known = new Set(lock.files.map(({ path }) => path));
  return [
    ...lock.files.flatMap(({ path, base, mode }) => {
      const content = current.get(path);
      if (content === undefined) {
        return [template(path, 'the template no longer has the file')];
      }
      return mode === 'once' || withoutPins(content) === withoutPins(base)
        ? []
        : [template(path, 'the template writes the file differently now')];
    }),
    ...[...current.keys()]
      .filter(path => !known.has(path))
      .map(path => template(path, 'the template has another file now')),
  ];
}

function template(path: string, message: string): Drift {
  return { kind: 'template', path, message, command: UPDATE };
}

/** Pins that both have, so that a job that is new or gone is not one. */
function pinDrift(lock: LockFile, now: Generation): Drift[] {
  const current = new Map(now.files.map(file => [file.path, file.content]));
  return lock.files.flatMap(({ path, base, mode }) => {
    const before = pinsIn(base);
    const after = pinsIn(mode === 'once' ? '' : (current.get(path) ?? ''));
    return [...before].flatMap(([name, versions]) => {
      const next = after.get(name);
      const old = [...versions].filter(version => !next?.has(version));
      const fresh = [...(next ?? [])].filter(version => !versions.has(version));
      return old.length === 0 || fresh.length === 0
        ? []
        : [
            {
              kind: 'pins' as const,
              path,
              message: `${name} has been reviewed in another version`,
              from: old.join(', '),
              to: fresh.join(', '),
              command: UPDATE,
            },
          ];
    });
  });
}

async function localDrift(lock: LockFile, tree: FileTree): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (const file of lock.files.filter(({ mode }) => mode !== 'once')) {
    const current = await tree.read(file.path);
    const expected = file.mode === 'merged';
    if (current === undefined) {
      drift.push({
        kind: 'local',
        path: file.path,
        message: 'the file was removed',
        ...(expected ? {} : { command: UPDATE }),
      });
    } else if (current !== file.base) {
      drift.push({
        kind: 'local',
        path: file.path,
        message: expected
          ? 'the file was edited; an update keeps that'
          : 'the file was edited, but belongs to the template; an update undoes that',
        ...(expected ? { expected } : { command: UPDATE }),
      });
      drift.push(...(await weakenedRules(file, current, tree)));
    }
  }
  return drift;
}
