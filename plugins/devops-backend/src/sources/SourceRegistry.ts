import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  DeliverySource,
  DevopsSourcesExtensionPoint,
  MeasurementSource,
  SloSource,
} from '@backstage-devops/plugin-devops-node';

const SOURCE_ID = /^[a-z0-9-]+$/;

/**
 * The sources that provider modules registered, by id. Modules add theirs
 * before the plugin starts, so that afterwards the registry only answers.
 */
export class SourceRegistry implements DevopsSourcesExtensionPoint {
  readonly #delivery = new Map<string, DeliverySource>();
  readonly #measurement = new Map<string, MeasurementSource>();
  readonly #slo = new Map<string, SloSource>();

  addDeliverySource(...sources: DeliverySource[]): void {
    for (const source of sources) {
      this.#assertFree(source);
      this.#delivery.set(source.id, source);
    }
  }

  addMeasurementSource(...sources: MeasurementSource[]): void {
    for (const source of sources) {
      this.#assertFree(source);
      this.#measurement.set(source.id, source);
    }
  }

  addSloSource(...sources: SloSource[]): void {
    for (const source of sources) {
      this.#assertFree(source);
      this.#slo.set(source.id, source);
    }
  }

  deliverySources(): DeliverySource[] {
    return [...this.#delivery.values()];
  }

  measurementSources(): MeasurementSource[] {
    return [...this.#measurement.values()];
  }

  sloSources(): SloSource[] {
    return [...this.#slo.values()];
  }

  findDeliverySource(id: string): DeliverySource | undefined {
    return this.#delivery.get(id);
  }

  /** Throws `NotFoundError` when the source is no longer configured. */
  getDeliverySource(id: string): DeliverySource {
    const source = this.#delivery.get(id);
    if (!source) {
      throw new NotFoundError(
        `The source '${id}' is not configured any more; see devops.providers in the configuration`,
      );
    }
    return source;
  }

  #assertFree(source: DeliverySource | MeasurementSource | SloSource): void {
    if (!SOURCE_ID.test(source.id)) {
      throw new InputError(
        `The source id '${source.id}' of provider '${source.provider}' must consist of lower-case letters, digits and dashes`,
      );
    }
    const taken =
      this.#delivery.get(source.id) ??
      this.#measurement.get(source.id) ??
      this.#slo.get(source.id);
    if (taken) {
      throw new ConflictError(
        `The source id '${source.id}' of provider '${source.provider}' is already taken by a source of provider '${taken.provider}'; give one of them another id`,
      );
    }
  }
}
