import {
  alertWindows,
  readPromDuration,
  slothAlertWindows,
  type AlertWindow,
} from '@backstage-devops/plugin-devops-slo';

/** The window that is recorded at each evaluation, traffic or not. */
export const SHORTEST_WINDOW = '5m';

type Pairs = { pairs: AlertWindow[]; lengths: Set<number | undefined> };

/**
 * Reads windows of one round. Thousands of objectives share a handful of them,
 * so each is read once.
 */
export class AlertWindowReader {
  readonly #lengths = new Map<string, number | undefined>();
  readonly #pairs = new Map<string, Pairs>();

  /** Milliseconds of `5m`; undefined for what is no duration. */
  lengthOf(text = ''): number | undefined {
    if (!this.#lengths.has(text)) {
      this.#lengths.set(text, readPromDuration(text));
    }
    return this.#lengths.get(text);
  }

  /**
   * The pairs that the alerts watch. Where windows are recorded that the usual
   * pairs do not have, the pairs are of the owner's own making: then only those
   * are told that are recorded.
   */
  watched(
    slo: { mode?: string; windowMs: number; objective: number },
    recorded: Array<number | undefined>,
  ): AlertWindow[] {
    const { pairs, lengths } = this.#usual(slo);
    return recorded.every(length => lengths.has(length))
      ? pairs
      : pairs.filter(
          ({ shortMs, longMs }) =>
            recorded.includes(shortMs) && recorded.includes(longMs),
        );
  }

  #usual(slo: { mode?: string; windowMs: number; objective: number }): Pairs {
    const key = `${slo.mode} ${slo.windowMs} ${slo.objective}`;
    let usual = this.#pairs.get(key);
    if (!usual) {
      const pairs =
        slo.mode === 'weighted' ? alertWindows(slo) : slothAlertWindows(slo);
      const lengths = new Set([
        this.lengthOf(SHORTEST_WINDOW),
        slo.windowMs,
        ...pairs.flatMap(({ shortMs, longMs }) => [shortMs, longMs]),
      ]);
      usual = { pairs, lengths };
      this.#pairs.set(key, usual);
    }
    return usual;
  }
}
