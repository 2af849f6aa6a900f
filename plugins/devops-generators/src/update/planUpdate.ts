import { FileTree } from '../files';
import {
  createLock,
  generate as generateNow,
  Generate,
  Generation,
  GenerationRequest,
  PlannedFile,
} from '../generation';
import { LockedFile, LockFile } from '../lock';
import { Contradiction, mergeFile, Preference } from '../merge';
import { FileUpdate, UpdatePlan } from './types';

/** What is known about one file. */
interface FileState {
  locked?: LockedFile;
  planned?: PlannedFile;
  current?: string;
}

type Outcome = Omit<FileUpdate, 'path'> & { contradictions?: Contradiction[] };

/**
 * Plans how the files of a repository follow their generator. Only files that
 * the lock file or the generator names are looked at; everything else belongs
 * to the team, and so does what it changed in them.
 *
 * @throws InputError when the request is invalid.
 * @public
 */
export async function planUpdate(options: {
  lock: LockFile;
  tree: FileTree;
  /** What to generate from now. */
  request: GenerationRequest;
  /** Whose change stands where both contradict each other. Default: team. */
  prefer?: Preference;
  /** Default: this version of the generators. */
  generate?: Generate;
}): Promise<UpdatePlan> {
  const { lock, tree, request, prefer = 'team' } = options;
  const locked = new Map(lock.files.map(file => [file.path, file]));
  const generated = await (options.generate ?? generateNow)(request);
  const generation: Generation = {
    ...generated,
    // What a team has taken over stays its own.
    files: generated.files.map(file =>
      locked.get(file.path)?.mode === 'once' ? { ...file, mode: 'once' } : file,
    ),
  };
  const planned = new Map(generation.files.map(file => [file.path, file]));
  const files: FileUpdate[] = [];
  const contradictions: UpdatePlan['contradictions'] = [];
  for (const path of new Set([...planned.keys(), ...locked.keys()])) {
    const { contradictions: found = [], ...update } = decide(
      path,
      {
        locked: locked.get(path),
        planned: planned.get(path),
        current: await tree.read(path),
      },
      prefer,
    );
    files.push({ path, ...update });
    contradictions.push(
      ...found.map(contradiction => ({ file: path, ...contradiction })),
    );
  }
  return { files, contradictions, lock: createLock(request, generation) };
}

function decide(
  path: string,
  { locked, planned, current }: FileState,
  prefer: Preference,
): Outcome {
  if (planned === undefined) {
    return locked ? decideDropped(locked, current, prefer) : kept('unknown');
  }
  if (current === undefined) {
    return decideMissing(locked, planned, prefer);
  }
  if (current === planned.content) {
    return kept('it is what the template says');
  }
  if (planned.mode === 'once') {
    return kept('it belongs to the team since it was created');
  }
  if (planned.mode === 'owned' && locked !== undefined) {
    return written('change', planned, 'it belongs to the template');
  }
  if (locked === undefined) {
    return decideForeign(planned, prefer);
  }
  const { content, contradictions } = mergeFile(
    path,
    { base: locked.base, team: current, template: planned.content },
    prefer,
  );
  return {
    ...(content === current
      ? kept('the template did not change what the team works with')
      : written(
          'change',
          { ...planned, content },
          current === locked.base
            ? 'the template changed it'
            : 'the template changed it, and what the team changed stays',
        )),
    contradictions,
  };
}

/** The template no longer has the file. */
function decideDropped(
  { base, mode }: LockedFile,
  current: string | undefined,
  prefer: Preference,
): Outcome {
  if (current === undefined) {
    return kept('it is gone already');
  }
  if (mode === 'once') {
    return kept('it belongs to the team since it was created');
  }
  const deleted: Outcome = {
    action: 'delete',
    reason: 'the template no longer has it',
  };
  if (current === base || mode === 'owned') {
    return deleted;
  }
  return {
    ...(prefer === 'template' ? deleted : kept('the team works with it')),
    contradictions: [
      {
        place: 'the file',
        message: 'the template removed it and the team changed it',
      },
    ],
  };
}

/** The repository does not have the file. */
function decideMissing(
  locked: LockedFile | undefined,
  planned: PlannedFile,
  prefer: Preference,
): Outcome {
  if (locked === undefined) {
    return written('create', planned, 'the template has it now');
  }
  if (planned.mode === 'owned') {
    return written('create', planned, 'it belongs to the template');
  }
  if (planned.mode === 'once' || planned.content === locked.base) {
    return kept('the team removed it');
  }
  return {
    ...(prefer === 'template'
      ? written('create', planned, 'the template changed it')
      : kept('the team removed it')),
    contradictions: [
      {
        place: 'the file',
        message: 'the team removed it and the template changed it',
      },
    ],
  };
}

/** The template wants to create a file that the team has already. */
function decideForeign(planned: PlannedFile, prefer: Preference): Outcome {
  return {
    ...(prefer === 'template'
      ? written('change', planned, 'the template has it now')
      : kept('the team has one of its own')),
    contradictions: [
      {
        place: 'the file',
        message: 'the template adds it and the team has one of its own',
      },
    ],
  };
}

function kept(reason: string): Outcome {
  return { action: 'keep', reason };
}

function written(
  action: 'create' | 'change',
  { content, executable }: Pick<PlannedFile, 'content' | 'executable'>,
  reason: string,
): Outcome {
  return { action, reason, content, ...(executable ? { executable } : {}) };
}
