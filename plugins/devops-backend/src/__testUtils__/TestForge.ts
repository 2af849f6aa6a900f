import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { mockServices } from '@backstage/backend-test-utils';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotFoundError, NotModifiedError } from '@backstage/errors';

/** Repositories by the URLs of their files. */
export class TestForge {
  readonly files = new Map<string, string>();
  /** Thrown for everything while it is set. */
  failure?: Error;
  /** What was asked for since it was last taken, and how. */
  #asked: Array<{ url: string; conditional: boolean; sent: boolean }> = [];

  readonly feature = mockServices.urlReader.mock({
    readUrl: jest.fn<
      ReturnType<UrlReaderService['readUrl']>,
      Parameters<UrlReaderService['readUrl']>
    >(async (url, options) => {
      const text = this.files.get(url);
      const etag = createHash('sha1')
        .update(text ?? '')
        .digest('hex');
      const isSame = text !== undefined && options?.etag === etag;
      this.#asked.push({
        url,
        conditional: options?.etag !== undefined,
        sent: !this.failure && text !== undefined && !isSame,
      });
      if (this.failure) {
        throw this.failure;
      }
      if (text === undefined) {
        throw new NotFoundError(`${url} does not exist`);
      }
      if (isSame) {
        throw new NotModifiedError();
      }
      return {
        buffer: async () => Buffer.from(text),
        stream: () => Readable.from([Buffer.from(text)]),
        etag,
      };
    }),
  }).factory;

  /** The requests since it was last called. */
  takeAsked() {
    const asked = this.#asked;
    this.#asked = [];
    return asked;
  }
}
