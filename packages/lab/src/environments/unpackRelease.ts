import { mkdir, rm } from 'fs/promises';
import { pipeline } from 'stream/promises';
import { Readable } from 'stream';
import { InputError } from '@backstage/errors';
import { x as extract } from 'tar';

const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Unpacks an uploaded tarball into a new folder. Entries that would leave the folder,
 * links included, are refused, and so is what unpacks to more than 256 MB.
 */
export async function unpackRelease(
  upload: Readable,
  directory: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const refused: string[] = [];
  let size = 0;
  try {
    await pipeline(
      upload,
      extract({
        cwd: directory,
        strict: true,
        filter: (path, entry) => {
          size += 'size' in entry ? entry.size : 0;
          const isLink =
            'type' in entry && ['SymbolicLink', 'Link'].includes(entry.type);
          const escapes =
            path.startsWith('/') || path.split('/').includes('..');
          if (escapes || isLink || size > MAX_BYTES) {
            refused.push(path);
            return false;
          }
          return true;
        },
      }),
    );
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw new InputError(
      'The upload is not a tarball that can be unpacked',
      error,
    );
  }
  if (refused.length > 0) {
    await rm(directory, { recursive: true, force: true });
    throw new InputError(
      `The tarball has an entry that is a link, leaves its folder or is too large: ${refused[0]}`,
    );
  }
}
