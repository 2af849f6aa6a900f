import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/** The text of a file and what to ask with the next time. */
export type ReadText = { text: string; etag?: string };

/**
 * Reads a file of a repository, and no more of it than somebody can have
 * generated.
 *
 * @throws NotFoundError when it does not exist, NotModifiedError when it is
 *   what it was, InputError when it is too large.
 */
export async function readText(
  urlReader: UrlReaderService,
  url: string,
  options: { etag?: string; maxBytes: number; signal: AbortSignal },
): Promise<ReadText> {
  const { etag, maxBytes, signal } = options;
  const response = await urlReader.readUrl(url, { etag, signal });
  const tooLarge = () =>
    new InputError(
      `It is larger than ${maxBytes / 1024 / 1024} MiB and is not read`,
    );
  const chunks: Buffer[] = [];
  if (response.stream) {
    let size = 0;
    for await (const chunk of response.stream()) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > maxBytes) {
        throw tooLarge();
      }
      chunks.push(bytes);
    }
  } else {
    chunks.push(await response.buffer());
  }
  const content = Buffer.concat(chunks);
  if (content.length > maxBytes) {
    throw tooLarge();
  }
  return { text: content.toString('utf8'), etag: response.etag };
}
