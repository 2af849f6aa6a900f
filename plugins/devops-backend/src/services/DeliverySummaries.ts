import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  resolvePackagePath,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import type { DeliverySummary } from '@backstage-devops/plugin-devops-common';
import type { SummaryStore } from '../database/SummaryStore';
import type { SourceRegistry } from '../sources/SourceRegistry';
import { describeError } from './describeError';

/** What changes with records only; how fresh they are is another question. */
export type SummaryContent = Omit<DeliverySummary, 'freshness'>;

/** What is kept for an entity; without content it has to be made. */
export type KeptSummary = {
  uid: string;
  revision: number;
  content?: SummaryContent;
};

/**
 * Keeps the summary of an entity until something changes of which it tells.
 * Looking at a page is far more frequent than that.
 *
 * Whatever changes rows of a summary raises its revision in the same
 * transaction. A summary is kept with the revision that was read before it was
 * made, so that it never passes for newer than it is.
 */
export class DeliverySummaries {
  readonly #store: SummaryStore;
  readonly #sources: SourceRegistry;
  readonly #logger: LoggerService;
  #format?: string;

  constructor(options: {
    store: SummaryStore;
    sources: SourceRegistry;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#sources = options.sources;
    this.#logger = options.logger;
  }

  /** Undefined for an entity that the store does not know yet. */
  async read(ref: CompoundEntityRef): Promise<KeptSummary | undefined> {
    const row = await this.#store.read(stringifyEntityRef(ref));
    if (!row?.entity_uid) {
      return undefined;
    }
    const { entity_uid: uid, made_of: madeOf, content } = row;
    const revision = Number(row.revision ?? 0);
    const isCurrent =
      content &&
      madeOf !== null &&
      Number(madeOf) === revision &&
      row.format === this.#formatNow();
    return {
      uid,
      revision,
      ...(isCurrent ? { content: JSON.parse(content) } : {}),
    };
  }

  /** Nobody waits for it: what could not be kept is made again. */
  keep({ uid, revision }: KeptSummary, content: SummaryContent): void {
    this.#store
      .keep({
        uid,
        revision,
        format: this.#formatNow(),
        content: JSON.stringify(content),
      })
      .catch(error =>
        this.#logger.debug(
          `The summary of the entity '${uid}' could not be kept: ${describeError(error)}`,
        ),
      );
  }

  /** Another version of ours or other sources would say it otherwise. */
  #formatNow(): string {
    this.#format ??= createHash('sha256')
      .update(ownVersion())
      .update(
        JSON.stringify(
          this.#sources
            .deliverySources()
            .map(({ id, provider }) => [id, provider])
            .sort(),
        ),
      )
      .digest('base64url');
    return this.#format;
  }
}

function ownVersion(): string {
  const path = resolvePackagePath(
    '@backstage-devops/plugin-devops-backend',
    'package.json',
  );
  return JSON.parse(readFileSync(path, 'utf8')).version;
}
