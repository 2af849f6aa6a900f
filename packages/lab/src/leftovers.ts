import { readdir, readFile } from 'fs/promises';

const MARK = 'DEVOPS_LAB_HOME';

/** Marks a child as belonging to the lab with this home. */
export function ownerMark(home: string): Record<string, string> {
  return { [MARK]: home };
}

/**
 * Ends processes that an earlier lab with the same home left behind when it was killed.
 * They are known by their mark; on systems without `/proc` nothing is looked for.
 */
export async function endLeftovers(home: string): Promise<number> {
  let ended = 0;
  for (const entry of await readdir('/proc').catch(() => [])) {
    const pid = Number(entry);
    if (Number.isInteger(pid) && pid !== process.pid) {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(
        () => '', // gone meanwhile, or somebody else's
      );
      if (environment.split('\0').includes(`${MARK}=${home}`)) {
        try {
          process.kill(pid, 'SIGKILL');
          ended += 1;
        } catch {
          // Gone meanwhile.
        }
      }
    }
  }
  return ended;
}
