import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { LOCK_FILE_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import type { DriftStore } from '../database/drift/DriftStore';
import type { DueEntity } from '../database/drift/listDueEntities';
import { backOffMs } from '../services/backOff';
import { describeError } from '../services/describeError';
import { LOCATION_ANNOTATIONS } from '../services/entityLocation';
import type { EntityUpdates } from '../services/EntityUpdates';
import { HostFailures } from './HostFailures';
import { lockUrl } from './lockLocation';
import type { PipelineInspector } from './PipelineInspector';
import type { DriftConfig } from './readDriftConfig';
import { withoutControls } from './toReport';

const FIRST_RETRY_MS = 60_000;

/**
 * Goes over the entities that are due and stores what became of their
 * generated pipelines. A round looks at so many and no more; the others are
 * the oldest of the next one.
 */
export class DriftRounds {
  readonly #store: DriftStore;
  readonly #inspector: PipelineInspector;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #updates: EntityUpdates;
  readonly #logger: LoggerService;
  readonly #config: DriftConfig;
  readonly #now: () => number;

  constructor(options: {
    store: DriftStore;
    inspector: PipelineInspector;
    integrations: ScmIntegrationRegistry;
    updates: EntityUpdates;
    logger: LoggerService;
    config: DriftConfig;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#inspector = options.inspector;
    this.#integrations = options.integrations;
    this.#updates = options.updates;
    this.#logger = options.logger;
    this.#config = options.config;
    this.#now = options.now;
  }

  async run(signal: AbortSignal): Promise<void> {
    await this.#store.forgetGone();
    const due = await this.#store.listDue({
      now: this.#now(),
      fingerprint: this.#inspector.fingerprint,
      limit: this.#config.perRound,
    });
    const annotations = await this.#store.readAnnotations(
      due.map(({ uid }) => uid),
      [...LOCATION_ANNOTATIONS, LOCK_FILE_ANNOTATION],
    );
    const hosts = new HostFailures();
    const queue = due.values();
    const work = async () => {
      for (const entity of queue) {
        if (signal.aborted) {
          return;
        }
        try {
          await this.#look(
            entity,
            { annotations: annotations.get(entity.uid) ?? {}, hosts },
            signal,
          );
        } catch (error) {
          // The other entities are looked at all the same.
          this.#logger.error(
            `The pipeline of ${entity.ref} could not be stored: ${describeError(error)}`,
          );
        }
      }
    };
    await Promise.all(Array.from({ length: this.#config.concurrency }, work));
  }

  async #look(
    entity: DueEntity,
    of: { annotations: Record<string, string>; hosts: HostFailures },
    signal: AbortSignal,
  ): Promise<void> {
    const { annotations, hosts } = of;
    let url: string | undefined;
    try {
      url = lockUrl(annotations, this.#integrations);
    } catch (error) {
      await this.#fail(entity, error);
      return;
    }
    if (url === undefined) {
      await this.#store.saveAbsent(
        entity.uid,
        this.#inspector.fingerprint,
        this.#moment(),
      );
      return;
    }
    const { host } = new URL(url);
    if (hosts.areDown(host)) {
      return;
    }
    try {
      const inspection = await this.#inspector.inspect(
        url,
        entity.known,
        signal,
      );
      hosts.answered(host);
      await this.#save(entity, inspection);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      hosts.failed(host);
      await this.#fail(entity, error);
    }
  }

  async #save(
    { uid, ref, known }: DueEntity,
    inspection: Awaited<ReturnType<PipelineInspector['inspect']>>,
  ): Promise<void> {
    const moment = this.#moment();
    switch (inspection.outcome) {
      case 'unchanged':
        await this.#store.confirm(uid, moment);
        return;
      case 'absent':
        await this.#store.saveAbsent(uid, this.#inspector.fingerprint, moment);
        if (known?.state === undefined || known.state === null) {
          return;
        }
        break;
      case 'broken':
        this.#logger.warn(
          `The lock file of ${ref} cannot be used: ${inspection.error}`,
        );
        await this.#store.saveBroken(
          uid,
          inspection.lock,
          inspection.error,
          moment,
        );
        break;
      default:
        await this.#store.saveReport(
          uid,
          inspection.lock,
          inspection.report,
          moment,
        );
    }
    this.#updates.publish([uid], 'delivery');
  }

  async #fail({ uid, ref, known }: DueEntity, error: unknown): Promise<void> {
    const message = withoutControls(describeError(error));
    const failures = (known?.failures ?? 0) + 1;
    this.#logger.warn(`The pipeline of ${ref} cannot be read: ${message}`);
    await this.#store.saveFailure(uid, {
      error: message,
      failures,
      dueAt:
        this.#now() +
        backOffMs(failures, {
          firstMs: FIRST_RETRY_MS,
          longestMs: Math.max(FIRST_RETRY_MS, this.#config.intervalMs),
        }),
    });
  }

  #moment() {
    const at = this.#now();
    return { at, dueAt: at + this.#config.intervalMs };
  }
}
