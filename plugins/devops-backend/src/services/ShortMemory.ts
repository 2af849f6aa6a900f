const MOST = 200;

/** Remembers answers for a short while, and asks only once at a time. */
export class ShortMemory<T> {
  readonly #forMs: number;
  readonly #now: () => number;
  readonly #answers = new Map<string, { until: number; answer: Promise<T> }>();

  constructor(options: { forMs: number; now: () => number }) {
    this.#forMs = options.forMs;
    this.#now = options.now;
  }

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const now = this.#now();
    const known = this.#answers.get(key);
    if (known && known.until > now) {
      return known.answer;
    }
    const answer = ask();
    this.#answers.delete(key);
    this.#answers.set(key, { until: now + this.#forMs, answer });
    answer.catch(() => this.#answers.delete(key));
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MOST) {
        break;
      }
      this.#answers.delete(oldest);
    }
    return answer;
  }
}
