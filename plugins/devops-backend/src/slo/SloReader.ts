import { posix } from 'node:path';
import type {
  LoggerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { SLO_ANNOTATION } from '@backstage-devops/plugin-devops-common';
import { READER_VERSION, type SloStore } from '../database/slos/SloStore';
import { describeError } from '../services/describeError';
import { readSloFiles } from './readSloFiles';
import { fileName, sloLocation, type SloLocation } from './sloLocation';

/** More than anybody reviews; the rest is reported and not read. */
const MOST_FILES = 50;
const LARGEST_FILE = 256 * 1024;

/**
 * Reads the OpenSLO files of an entity from its repository into the store. A
 * repository that did not change is only asked for its newest commit.
 */
export class SloReader {
  readonly #store: SloStore;
  readonly #urlReader: UrlReaderService;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #logger: LoggerService;
  readonly #now: () => number;

  constructor(options: {
    store: SloStore;
    urlReader: UrlReaderService;
    integrations: ScmIntegrationRegistry;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#urlReader = options.urlReader;
    this.#integrations = options.integrations;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Never rejects for a repository that cannot be read: that is stored. */
  async read(entity: Entity, signal: AbortSignal): Promise<void> {
    const entityRef = stringifyEntityRef(entity);
    let location: SloLocation | undefined;
    try {
      location = sloLocation(entity, this.#integrations);
    } catch (error) {
      await this.#store.replace({
        ...this.#nothing(entityRef),
        problems: [
          {
            file: 'catalog-info.yaml',
            severity: 'error',
            key: `metadata.annotations.${SLO_ANNOTATION}`,
            message: toError(error).message,
          },
        ],
      });
      return;
    }
    if (!location) {
      await this.#store.replace(this.#nothing(entityRef));
      return;
    }

    try {
      await this.#readFiles(entityRef, location, signal);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const { name } = toError(error);
      if (name === 'NotModifiedError') {
        await this.#store.confirm(entityRef, this.#now());
      } else if (name === 'NotFoundError') {
        await this.#store.replace({
          ...this.#nothing(entityRef),
          location: location.url,
        });
      } else {
        const message = describeError(error);
        this.#logger.warn(
          `The SLO files of ${entityRef} could not be read: ${message}`,
        );
        await this.#store.fail(entityRef, this.#now(), message);
      }
    }
  }

  async #readFiles(
    entityRef: string,
    location: SloLocation,
    signal: AbortSignal,
  ): Promise<void> {
    const known = await this.#store.findRepository(entityRef);
    const isKnown =
      known?.location === location.url &&
      known.readerVersion === READER_VERSION;
    const { files, etag } = await this.#urlReader.search(location.url, {
      etag: isKnown ? known.etag : undefined,
      signal,
    });

    const contents = [];
    for (const file of files.slice(0, MOST_FILES)) {
      const content = await file.content();
      contents.push({
        file: fileName(location, file.url),
        url: file.url,
        text:
          content.length <= LARGEST_FILE ? content.toString('utf8') : undefined,
      });
    }
    const read = readSloFiles(contents, ({ file, url }, lineNumber) =>
      // Lines are linked to differently, and only of relative URLs.
      this.#integrations.resolveUrl({
        url: posix.basename(file),
        base: url,
        lineNumber,
      }),
    );
    if (files.length > MOST_FILES) {
      read.problems.push({
        file: location.glob,
        severity: 'error',
        message: `There are ${files.length} files, and only the first ${MOST_FILES} are read`,
        remedy: `Narrow the annotation ${SLO_ANNOTATION}, or put several documents into one file`,
      });
    }
    await this.#store.replace({
      entityRef,
      location: location.url,
      etag,
      at: this.#now(),
      ...read,
    });
  }

  #nothing(entityRef: string) {
    return {
      entityRef,
      at: this.#now(),
      slos: [],
      problems: [],
      brokenFiles: [],
    };
  }
}
