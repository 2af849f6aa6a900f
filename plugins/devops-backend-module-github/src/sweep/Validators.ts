const MAX_ENTRIES = 60_000;

/**
 * Validators of lists whose newest page was read and reported. GitHub answers
 * 304 to a request with one as long as nothing changed, and does not count it.
 * They are of no use to anybody else and need not survive a restart.
 */
export class Validators {
  readonly #entries = new Map<string, string>();

  get(key: string): string | undefined {
    return this.#entries.get(key);
  }

  /** To be called once everything on the page is stored. */
  remember(key: string, etag: string | undefined): void {
    this.#entries.delete(key);
    if (etag !== undefined) {
      this.#entries.set(key, etag);
    }
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) {
      this.#entries.delete(oldest);
    }
  }
}
