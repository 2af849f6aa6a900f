import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import { jobId } from '../database/ids';
import type { Ingestion } from '../services/Ingestion';
import type { RevisionRanges } from '../services/RevisionRanges';
import type { SourceRegistry } from '../sources/SourceRegistry';
import type { WorkHandlers } from './QueueWorker';
import type { ScopeSweeper } from './ScopeSweeper';

const zip = promisify(gzip);

/** What the kinds of work do. */
export function createWorkHandlers(options: {
  database: DevopsDatabase;
  sources: SourceRegistry;
  ingestion: Ingestion;
  sweeper: ScopeSweeper;
  ranges: RevisionRanges;
  maxTraceBytes: number;
  now: () => number;
}): WorkHandlers {
  const { database, sources, ingestion, sweeper, ranges, maxTraceBytes, now } =
    options;
  return {
    async 'refresh-run'(sourceId, run, signal) {
      const source = sources.getDeliverySource(sourceId);
      const records = await source.pipelines?.readRun(run, { signal });
      await ingestion.ingest(source, records ?? []);
    },

    async 'fetch-trace'(sourceId, reference, signal) {
      const source = sources.getDeliverySource(sourceId);
      const id = jobId(sourceId, reference.key);
      const job = await database.readJob(
        [{ sourceId, scope: reference.scope }],
        id,
      );
      const stored = await database.readTrace(id);
      if (!job || !source.logs || stored?.job_version === job.version) {
        return;
      }
      const trace = await source.logs.readTrace(reference, {
        maxBytes: maxTraceBytes,
        signal,
      });
      const text = trace && cut(trace.text, maxTraceBytes);
      await database.storeTrace({
        job_id: id,
        state: traceState(trace?.truncated || text?.cut, text?.value),
        body: text ? await zip(text.value) : null,
        size_bytes: text ? Buffer.byteLength(text.value) : 0,
        job_version: job.version,
        stored_at: now(),
      });
      await announce(source, reference.scope);
    },

    async 'sweep-scope'(sourceId, { scope }, signal) {
      const source = sources.getDeliverySource(sourceId);
      await sweeper.sweepUnlessDone(source, scope, signal);
    },

    async 'compare-revisions'(sourceId, asked, signal) {
      const source = sources.getDeliverySource(sourceId);
      const range = await ranges.ask(database, source, asked, signal);
      await ingestion.ingest(source, range ? [range] : []);
    },
  };

  function announce(source: DeliverySource, scope: string) {
    return ingestion.announce(source, { scopes: new Set([scope]) });
  }
}

function traceState(truncated: boolean | undefined, text: string | undefined) {
  if (text === undefined) {
    return 'unavailable' as const;
  }
  return truncated ? ('truncated' as const) : ('complete' as const);
}

/** A source that does not keep to `maxBytes` must not fill the store. */
function cut(text: string, maxBytes: number) {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length <= maxBytes
    ? { value: text, cut: false }
    : {
        // A character that the cut went through is left out.
        value: bytes
          .subarray(0, maxBytes)
          .toString('utf8')
          .replace(/\uFFFD$/, ''),
        cut: true,
      };
}
