import { NotFoundError } from '@backstage/errors';
import type { LogSource } from '@backstage-devops/plugin-devops-node';
import type { GithubApi } from './api/GithubApi';
import { idOfKey } from './mappers/keys';

export function createLogSource(api: GithubApi): LogSource {
  return {
    async readTrace(job, { maxBytes, signal }) {
      const id = idOfKey(job.key, 'job');
      try {
        const stream = await api.log(job.scope, id, { signal });
        return stream && (await readCapped(stream, maxBytes));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },
  };
}

/** Reads no more than it keeps, whatever the size of the log. */
async function readCapped(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<{ text: string; truncated: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return { text: decode(chunks), truncated: false };
      }
      chunks.push(value.subarray(0, maxBytes - size));
      size += value.length;
      if (size > maxBytes) {
        return { text: decode(chunks), truncated: true };
      }
    }
  } finally {
    // Frees the connection; nothing waits for that.
    reader.cancel().catch(() => {});
  }
}

/** A character that the cap cuts in half is left out. */
function decode(chunks: Uint8Array[]): string {
  return new TextDecoder().decode(Buffer.concat(chunks), { stream: true });
}
