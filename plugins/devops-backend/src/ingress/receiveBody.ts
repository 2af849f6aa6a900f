import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { InputError } from '@backstage/errors';
import {
  BodyTimeoutError,
  PayloadTooLargeError,
  UnsupportedEncodingError,
} from './errors';

/** How long a sender may take for a body. */
const LONGEST_MS = 60_000;
const SLICE_BYTES = 128 * 1024;

/** How large the body claims to be; the limit when it does not tell. */
export function declaredBytes(
  request: IncomingMessage,
  maxBytes: number,
): number {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new UnsupportedEncodingError(
      'Webhooks are taken as they are signed, without a Content-Encoding',
    );
  }
  const length = request.headers['content-length'];
  const bytes = length === undefined ? maxBytes : Number(length);
  if (bytes > maxBytes) {
    throw tooLarge(maxBytes);
  }
  return bytes;
}

/**
 * The bytes of the body. Of a large one each piece is copied to its place as it
 * comes: pieces that wait to be put together take the memory twice, and so much
 * of it outside of the heap has everything stopped to collect garbage.
 */
export async function receiveBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared <= SLICE_BYTES) {
    return joinInTurns(await receiveChunks(request, maxBytes));
  }
  const body = Buffer.allocUnsafeSlow(declared);
  let end = 0;
  await receive(request, maxBytes, chunk => {
    chunk.copy(body, end);
    end += chunk.length;
  });
  return body.subarray(0, end);
}

/** In slices: to copy 25 MB at once would hold up every other request. */
async function joinInTurns(chunks: Buffer[]): Promise<Buffer> {
  if (chunks.length === 1) {
    return chunks[0];
  }
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const body = Buffer.allocUnsafeSlow(total);
  let end = 0;
  let copied = 0;
  for (const chunk of chunks) {
    chunk.copy(body, end);
    end += chunk.length;
    if (end - copied >= SLICE_BYTES) {
      copied = end;
      await nextTurn();
    }
  }
  return body;
}

async function receiveChunks(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  await receive(request, maxBytes, chunk => chunks.push(chunk));
  return chunks;
}

function receive(
  request: IncomingMessage,
  maxBytes: number,
  take: (chunk: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = 0;
    let timer: NodeJS.Timeout | undefined = undefined;
    function settle(act: () => void) {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd);
      request.off('error', onError).off('close', onClose);
      act();
    }
    function refuse(error: Error) {
      settle(() => {
        // What is still to come is not read into memory.
        request.resume();
        reject(error);
      });
    }
    function onData(chunk: Buffer) {
      received += chunk.length;
      if (received > maxBytes) {
        refuse(tooLarge(maxBytes));
      } else {
        take(chunk);
      }
    }
    function onEnd() {
      settle(resolve);
    }
    function onError() {
      refuse(new InputError('The body of the webhook could not be read'));
    }
    function onClose() {
      refuse(new InputError('The sender hung up before the body was complete'));
    }
    timer = setTimeout(
      () =>
        refuse(
          new BodyTimeoutError(
            `The body did not arrive within ${LONGEST_MS / 1000} seconds`,
          ),
        ),
      LONGEST_MS,
    );
    if (request.destroyed) {
      onClose();
      return;
    }
    request.on('data', onData).on('end', onEnd);
    request.on('error', onError).on('close', onClose);
  });
}

/** Throws `InputError` when the bytes are no text that JSON could be. */
export function expectUtf8(body: Buffer): void {
  if (!isUtf8(body)) {
    throw new InputError('The body of the webhook is not UTF-8');
  }
}

function tooLarge(maxBytes: number) {
  return new PayloadTooLargeError(
    `The body is larger than ${maxBytes} bytes; devops.inbox.maxBodyBytes in the configuration allows more`,
  );
}
