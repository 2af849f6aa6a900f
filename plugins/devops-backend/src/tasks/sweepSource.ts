import type { DeliverySource } from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { ScopeSweeper } from './ScopeSweeper';

/** How many scopes of a source are read at the same time. */
const PARALLEL = 3;

/** Sweeps all scopes of a source that an entity is bound to. */
export async function sweepSource(
  source: DeliverySource,
  options: { database: DevopsDatabase; sweeper: ScopeSweeper },
  signal: AbortSignal,
): Promise<void> {
  const scopes = await options.database.readBoundScopes(source.id);
  const next = scopes[Symbol.iterator]();
  const lane = async () => {
    for (const scope of next) {
      signal.throwIfAborted();
      await options.sweeper.sweep(source, scope, signal);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
}
