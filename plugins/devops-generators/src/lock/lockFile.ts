import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { InputError, isError } from '@backstage/errors';
import { lockSchema } from './schema';
import { LOCK_PATH, LockedFile, LockFile } from './types';

/** No generated file is larger, and a small archive must not fill the memory. */
const MAX_BASE_BYTES = 2 * 1024 * 1024;
/** Of all generated files together. */
const MAX_TOTAL_BYTES = 16 * 1024 * 1024;

const REMEDY =
  "restore the file from its history, or write a new one with 'devops pipeline --out'";

/**
 * Reads a lock file.
 *
 * @param path - how errors call the file
 * @throws InputError that names the file and the key, and says what to do.
 * @public
 */
export function parseLock(text: string, path: string = LOCK_PATH): LockFile {
  const { generator, inputs, stack, gates, files } = parseContent(text, path);
  let room = MAX_TOTAL_BYTES;
  return {
    generator,
    inputs,
    stack,
    gates,
    files: files.map(({ sha256, base, ...file }, index) => {
      const content = decode(base, `${path}: files.${index}.base`, room);
      room -= Buffer.byteLength(content);
      if (hashOf(content) !== sha256) {
        throw new InputError(
          `${path}: files.${index}.sha256 does not fit the base of ${file.path}; ${REMEDY}`,
        );
      }
      return { ...file, base: content };
    }),
  };
}

/**
 * Writes a lock file. The same lock gives the same bytes.
 *
 * @public
 */
export function formatLock(lock: LockFile): string {
  const { generator, inputs, stack, gates, files } = lock;
  return `${JSON.stringify(
    {
      lockVersion: 1,
      generator,
      inputs,
      stack,
      gates,
      files: files.map(toEntry),
    },
    null,
    2,
  )}\n`;
}

function parseContent(text: string, path: string) {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const reason = isError(error) ? `: ${error.message}` : '';
    throw new InputError(`${path} is not JSON${reason}; ${REMEDY}`);
  }
  const parsed = lockSchema.safeParse(content);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue => `${issue.path.join('.') || 'the file'} ${issue.message}`,
    );
    throw new InputError(`${path}: ${problems.join(', ')}; ${REMEDY}`);
  }
  const names = parsed.data.files.map(file => file.path);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(`${path}: files names ${twice} twice; ${REMEDY}`);
  }
  return parsed.data;
}

function toEntry({ path, mode, executable, base }: LockedFile) {
  return {
    path,
    mode,
    ...(executable ? { executable } : {}),
    sha256: hashOf(base),
    // Packed, so that a reviewer and a search do not meet every file twice.
    base: gzipSync(base, { level: 9 }).toString('base64'),
  };
}

function decode(base: string, place: string, room: number): string {
  try {
    return gunzipSync(Buffer.from(base, 'base64'), {
      // One byte is the least that can be asked for.
      maxOutputLength: Math.max(1, Math.min(MAX_BASE_BYTES, room)),
    }).toString('utf8');
  } catch {
    throw new InputError(
      `${place} is not the packed text of a file, or all files together are too large; ${REMEDY}`,
    );
  }
}

/** The SHA-256 of a text in UTF-8, as hexadecimal digits. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
