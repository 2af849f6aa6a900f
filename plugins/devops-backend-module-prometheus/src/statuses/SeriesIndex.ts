import type { InstantSample, Labels } from '../api/types';

/** An environment and the label that tells it; undefined where none does. */
export type Place = { environment: string; label: string } | undefined;

/** Samples by the objective that they belong to. */
export class SeriesIndex {
  readonly #samples = new Map<string, InstantSample[]>();
  readonly #labels: string[];

  constructor(samples: InstantSample[], labels: string[]) {
    this.#labels = labels;
    for (const sample of samples) {
      const id = sample.metric.sloth_id;
      const known = this.#samples.get(id);
      if (known) {
        known.push(sample);
      } else if (id) {
        this.#samples.set(id, [sample]);
      }
    }
  }

  ids(): string[] {
    return [...this.#samples.keys()];
  }

  places(sloId: string): Place[] {
    return this.#of(sloId).map(({ metric }) => this.#placeOf(metric));
  }

  /** The samples of exactly this environment. */
  findExactly(sloId: string, place: Place): InstantSample[] {
    return this.#of(sloId).filter(({ metric }) =>
      isSame(this.#placeOf(metric), place),
    );
  }

  /** The same, and where there is none, those that name no environment. */
  find(sloId: string, place: Place): InstantSample[] {
    const exact = this.findExactly(sloId, place);
    return exact.length > 0 ? exact : this.findExactly(sloId, undefined);
  }

  #of(sloId: string): InstantSample[] {
    return this.#samples.get(sloId) ?? [];
  }

  #placeOf(metric: Labels): Place {
    const label = this.#labels.find(name => metric[name]);
    return label === undefined
      ? undefined
      : { label, environment: metric[label] };
  }
}

function isSame(one: Place, other: Place): boolean {
  return one?.label === other?.label && one?.environment === other?.environment;
}
