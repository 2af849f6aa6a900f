/** A host that fails so often in a row is left alone until the next round. */
const MOST_FAILURES = 5;

/** Which hosts do not answer, so that not every repository is tried there. */
export class HostFailures {
  readonly #failures = new Map<string, number>();

  failed(host: string): void {
    this.#failures.set(host, (this.#failures.get(host) ?? 0) + 1);
  }

  answered(host: string): void {
    this.#failures.delete(host);
  }

  areDown(host: string): boolean {
    return (this.#failures.get(host) ?? 0) >= MOST_FAILURES;
  }
}
