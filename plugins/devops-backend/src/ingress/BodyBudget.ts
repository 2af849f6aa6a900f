import { ServiceUnavailableError } from '@backstage/errors';

const LONGEST_WAIT_MS = 10_000;

/**
 * Bounds the memory that bodies take which are being received: whoever brings
 * a large one waits until there is room, first come, first served. Bodies of
 * usual size need no room.
 */
export class BodyBudget {
  #free: number;
  readonly #smallBytes: number;
  readonly #waiting: Array<{ bytes: number; enter: () => void }> = [];

  constructor(options: { totalBytes: number; smallBytes: number }) {
    this.#free = options.totalBytes;
    this.#smallBytes = options.smallBytes;
  }

  /**
   * Takes room for a body and returns how to give it back. Throws
   * `ServiceUnavailableError` when none gets free in time.
   */
  async take(bytes: number): Promise<() => void> {
    if (bytes <= this.#smallBytes) {
      return () => {};
    }
    if (this.#waiting.length === 0 && bytes <= this.#free) {
      this.#free -= bytes;
    } else {
      await this.#wait(bytes);
    }
    let isTaken = true;
    return () => {
      if (isTaken) {
        isTaken = false;
        this.#free += bytes;
        this.#admit();
      }
    };
  }

  #wait(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined = undefined;
      const entry = {
        bytes,
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        reject(
          new ServiceUnavailableError(
            'Too many large webhooks arrive at the same time; send it again later',
          ),
        );
        this.#admit();
      }, LONGEST_WAIT_MS);
      this.#waiting.push(entry);
    });
  }

  #admit(): void {
    while (this.#waiting.length > 0 && this.#waiting[0].bytes <= this.#free) {
      const next = this.#waiting.shift()!;
      this.#free -= next.bytes;
      next.enter();
    }
  }
}
