import { createHash } from 'node:crypto';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { ForwardedError, toError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type {
  LockedPipeline,
  PipelineCheck,
  PipelineChecker,
  PipelinePolicy,
} from '@backstage-devops/plugin-devops-node';
import type {
  DriftRow,
  LockReading,
  PipelineReport,
} from '../database/drift/rows';
import { describeError } from '../services/describeError';
import { besideLock, isPlainPath } from './lockLocation';
import { readText, type ReadText } from './readText';
import { toReport, withoutControls } from './toReport';

/** A lock file holds the packed text of each generated file. */
const LARGEST_LOCK = 8 * 1024 * 1024;
/** No file that is generated is larger. */
const LARGEST_FILE = 2 * 1024 * 1024;
/** More than any generator writes. */
const MOST_FILES = 60;
/** Grows when what is stored of a pipeline changes its meaning. */
const REPORT_VERSION = 1;

/** What was found out about the repository of an entity. */
export type Inspection =
  | { outcome: 'absent' }
  | { outcome: 'unchanged' }
  | { outcome: 'broken'; lock: LockReading; error: string }
  | {
      outcome: 'checked';
      lock: LockReading;
      report: PipelineReport & { etags: Record<string, string> };
    };

/** A generated file as it is now. */
type CurrentFile = { text: string; etag?: string };

/**
 * Looks at the generated pipeline of a repository by single files. A lock file
 * that did not change costs one conditional request, and so does each
 * generated file when it is time to compare them.
 */
export class PipelineInspector {
  /** Of everything but the repository that a report depends on. */
  readonly fingerprint: string;
  readonly #urlReader: UrlReaderService;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #checker: PipelineChecker;
  readonly #policy: PipelinePolicy;
  readonly #filesIntervalMs: number;
  readonly #now: () => number;

  constructor(options: {
    urlReader: UrlReaderService;
    integrations: ScmIntegrationRegistry;
    checker: PipelineChecker;
    policy: PipelinePolicy;
    filesIntervalMs: number;
    now: () => number;
  }) {
    this.#urlReader = options.urlReader;
    this.#integrations = options.integrations;
    this.#checker = options.checker;
    this.#policy = options.policy;
    this.#filesIntervalMs = options.filesIntervalMs;
    this.#now = options.now;
    this.fingerprint = createHash('sha256')
      .update(
        JSON.stringify([REPORT_VERSION, this.#checker.version, this.#policy]),
      )
      .digest('hex');
  }

  /** Rejects when the repository cannot be read. */
  async inspect(
    url: string,
    known: DriftRow | undefined,
    signal: AbortSignal,
  ): Promise<Inspection> {
    const isKnown =
      known?.lock_url === url && known.fingerprint === this.fingerprint;
    let lockFile: ReadText;
    try {
      lockFile = await readText(this.#urlReader, url, {
        etag:
          isKnown && !this.#filesAreDue(known)
            ? (known.lock_etag ?? undefined)
            : undefined,
        maxBytes: LARGEST_LOCK,
        signal,
      });
    } catch (error) {
      switch (toError(error).name) {
        case 'NotModifiedError':
          return { outcome: 'unchanged' };
        case 'NotFoundError':
          return { outcome: 'absent' };
        default:
          throw error;
      }
    }
    const lock = { url, etag: lockFile.etag, fingerprint: this.fingerprint };
    const broken = (error: unknown): Inspection => ({
      outcome: 'broken',
      lock,
      error: withoutControls(describeError(error)),
    });

    let pipeline: LockedPipeline;
    try {
      pipeline = this.#checker.open(lockFile.text);
    } catch (error) {
      return broken(error);
    }
    const unread = whyUnread(pipeline);
    const files = unread
      ? new Map<string, CurrentFile>()
      : await this.#readFiles(pipeline, url, etagsOf(known, lock), signal);
    let check: PipelineCheck;
    try {
      check = await pipeline.check({
        policy: this.#policy,
        files: unread
          ? { unread }
          : new Map([...files].map(([path, { text }]) => [path, text])),
      });
    } catch (error) {
      // The generator does not know what the lock file says that it wrote.
      return broken(error);
    }
    return {
      outcome: 'checked',
      lock,
      report: {
        ...toReport(pipeline, check),
        etags: etagsOfUnedited(pipeline, files),
      },
    };
  }

  #filesAreDue(known: DriftRow): boolean {
    const readAt =
      known.files_read_at === null ? 0 : Number(known.files_read_at);
    return (
      known.state !== 'broken' && this.#now() - readAt >= this.#filesIntervalMs
    );
  }

  async #readFiles(
    pipeline: LockedPipeline,
    lock: string,
    etags: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Map<string, CurrentFile>> {
    const found = new Map<string, CurrentFile>();
    for (const { path, generated } of pipeline.files) {
      signal.throwIfAborted();
      const file = await this.#readFile(
        { path, url: besideLock(path, lock, this.#integrations), generated },
        // What has changed since cannot be put together from a lock file.
        generated === undefined ? undefined : etags[path],
        signal,
      );
      if (file) {
        found.set(path, file);
      }
    }
    return found;
  }

  async #readFile(
    { path, url, generated }: { path: string; url: string; generated?: string },
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<CurrentFile | undefined> {
    try {
      return await readText(this.#urlReader, url, {
        etag,
        maxBytes: LARGEST_FILE,
        signal,
      });
    } catch (error) {
      switch (toError(error).name) {
        case 'NotModifiedError':
          return { text: generated ?? '', etag };
        case 'NotFoundError':
          return undefined;
        default:
          throw new ForwardedError(`${path} could not be read`, error);
      }
    }
  }
}

/** Why the files that a lock file names are not read, if they are not. */
function whyUnread({ files }: LockedPipeline): string | undefined {
  if (files.length > MOST_FILES) {
    return `the lock file names ${files.length} files, and no more than ${MOST_FILES} are read`;
  }
  const odd = files.find(({ path }) => !isPlainPath(path));
  return (
    odd &&
    `the lock file names ${withoutControls(odd.path)}, which is not read because of its characters`
  );
}

/**
 * By path. They are of the texts that the lock file of then had: where it is
 * another one now, an unchanged file is not what was generated any more.
 */
function etagsOf(
  known: DriftRow | undefined,
  lock: LockReading,
): Record<string, string> {
  const isSame =
    known?.lock_url === lock.url &&
    lock.etag !== undefined &&
    known.lock_etag === lock.etag;
  return isSame && known.etags_json ? JSON.parse(known.etags_json) : {};
}

function etagsOfUnedited(
  { files }: LockedPipeline,
  current: Map<string, CurrentFile>,
): Record<string, string> {
  return Object.fromEntries(
    files.flatMap(({ path, generated }) => {
      const file = current.get(path);
      return file?.etag !== undefined && file.text === generated
        ? [[path, file.etag]]
        : [];
    }),
  );
}
