import type { ChangeCommit } from '@backstage-devops/plugin-devops-common';
import type {
  DeliverySource,
  DeploymentRecord,
  RangeRecord,
} from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import { deploymentId } from '../database/ids';
import type { NewWork } from '../database/operations/work/enqueueWork';
import type { RangeRow, ScopeRef } from '../database/rows';
import { jsonOf } from './views/cells';
import { byPromotion, tierOf } from './views/tiers';
import { compareRevisions } from './work';

/** How long an answer holds that the provider does not know a revision. */
const UNKNOWN_FOR_MS = 24 * 60 * 60_000;

/** Whether an entity of the scope says which files belong to it. */
export type HasPathRules = (scope: ScopeRef) => Promise<boolean>;

/**
 * Finds out what lies between the revisions that were deployed. Providers are
 * asked in the background, once for each pair of revisions.
 */
export class RevisionRanges {
  readonly #hasPathRules: HasPathRules;
  readonly #now: () => number;

  constructor(options: { hasPathRules: HasPathRules; now: () => number }) {
    this.#hasPathRules = options.hasPathRules;
    this.#now = options.now;
  }

  /** The questions that deployments raise whose records were applied. */
  async wantedBy(
    database: DevopsDatabase,
    source: DeliverySource,
    deployments: DeploymentRecord[],
  ): Promise<NewWork[]> {
    if (!source.changes || deployments.length === 0) {
      return [];
    }
    const wanted = await database.wantedRanges(source.id, {
      deploymentIds: deployments.map(({ key }) => deploymentId(source.id, key)),
      byPromotion: (a, b) => byPromotion(withTier(a), withTier(b)),
      askAgainBefore: this.#now() - UNKNOWN_FOR_MS,
    });
    return wanted.map(range => compareRevisions(source.id, range, this.#now()));
  }

  /**
   * Asks the provider unless it answered already. A revision that it does not
   * know, for instance because its branch was rebased away, gives an empty
   * range that is not complete, so that the question is not asked for ever.
   */
  async ask(
    database: DevopsDatabase,
    source: DeliverySource,
    asked: { scope: string; from: string; to: string },
    signal: AbortSignal,
  ): Promise<RangeRecord | undefined> {
    const { scope, from, to } = asked;
    const at = { sourceId: source.id, scope };
    const withPaths = await this.#hasPathRules(at);
    const stored = await database.readRange(at, asked);
    if (!source.changes || (stored && this.#answers(stored, withPaths))) {
      return undefined;
    }
    const told = await source.changes.compare({ ...asked, withPaths, signal });
    const base = {
      type: 'range' as const,
      scope,
      key: `range:${from}..${to}`,
      // As they were asked for: providers may write revisions in another way.
      from,
      to,
    };
    const now = this.#now();
    if (!told) {
      return {
        ...base,
        version: { generation: 0, terminal: false, at: now },
        direction: 'diverged',
        commits: [],
        complete: false,
      };
    }
    return {
      ...told,
      ...base,
      // What lies between two commits never changes; answers differ in how
      // much they tell.
      version: {
        generation: withPaths ? 2 : 1,
        terminal: told.complete,
        at: now,
      },
    };
  }

  #answers(stored: RangeRow, withPaths: boolean): boolean {
    const commits = jsonOf<ChangeCommit[]>(stored.commits_json) ?? [];
    if (!stored.complete && commits.length === 0) {
      return Number(stored.changed_at) > this.#now() - UNKNOWN_FOR_MS;
    }
    return !withPaths || commits.every(commit => commit.paths !== undefined);
  }
}

function withTier({ name, tier }: { name: string; tier: string | null }) {
  return { name, tier: tierOf(name, tier) };
}
