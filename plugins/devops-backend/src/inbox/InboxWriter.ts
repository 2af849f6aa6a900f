import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { NewDelivery } from '../database/operations/inbox/storeDeliveries';

const LARGEST_BATCH = 100;

type Waiting = {
  delivery: NewDelivery;
  resolve: () => void;
  reject: (reason: unknown) => void;
};

/**
 * Stores deliveries as they come in. Those that arrive while a commit is under
 * way share the next one: each waits for the commit that has it, and a busy
 * hour costs the database not many more commits than a quiet one.
 */
export class InboxWriter {
  readonly #database: DevopsDatabase;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(options: { database: DevopsDatabase }) {
    this.#database = options.database;
  }

  /** Resolves when the delivery is committed. */
  store(delivery: NewDelivery): Promise<void> {
    if (delivery.rest?.length) {
      return this.#database.inbox.store(delivery);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ delivery, resolve, reject });
      if (!this.#isWriting) {
        this.#isWriting = true;
        // What came with the same read from the network comes along.
        setImmediate(() => this.#write());
      }
    });
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, LARGEST_BATCH);
      try {
        await this.#database.inbox.storeAll(
          batch.map(({ delivery }) => delivery),
        );
        batch.forEach(({ resolve }) => resolve());
      } catch {
        await this.#writeOneByOne(batch);
      }
    }
    this.#isWriting = false;
  }

  /** So that one that cannot be stored fails alone. */
  async #writeOneByOne(batch: Waiting[]): Promise<void> {
    for (const { delivery, resolve, reject } of batch) {
      await this.#database.inbox.store(delivery).then(resolve, reject);
    }
  }
}
