const HEX = /^[0-9a-f]{7,64}$/i;
const FULL = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/**
 * Brings revisions to one spelling: hashes in lower case, and a short hash as
 * the one full hash that it can stand for. A short hash that fits several full
 * ones, and what is no hash at all, stays as it is.
 */
export class Revisions {
  readonly #full = new Set<string>();
  readonly #byStart = new Map<string, string[]>();
  readonly #long = new Map<string, string>();

  constructor(known: Iterable<string | undefined>) {
    for (const revision of known) {
      if (revision && FULL.test(revision)) {
        this.#full.add(revision.toLowerCase());
      }
    }
    for (const hash of this.#full) {
      const start = hash.slice(0, 7);
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), hash]);
    }
  }

  canonical(revision: string): string {
    if (!HEX.test(revision)) {
      return revision;
    }
    const hash = revision.toLowerCase();
    if (this.#full.has(hash)) {
      return hash;
    }
    let long = this.#long.get(hash);
    if (long === undefined) {
      const fits = (this.#byStart.get(hash.slice(0, 7)) ?? []).filter(full =>
        full.startsWith(hash),
      );
      long = fits.length === 1 ? fits[0] : hash;
      this.#long.set(hash, long);
    }
    return long;
  }
}
