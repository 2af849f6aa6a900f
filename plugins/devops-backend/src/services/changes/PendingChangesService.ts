import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type {
  ChangeCommit,
  EnvironmentState,
  PendingChanges,
} from '@backstage-devops/plugin-devops-common';
import type { ChangeStore } from '../../database/ChangeStore';
import type { ChangeRow, RangeRow, ScopeRef } from '../../database/rows';
import type { SourceRegistry } from '../../sources/SourceRegistry';
import type { EnvironmentTest } from '../access/EnvironmentAccess';
import type { EntityBindings } from '../EntityBindings';
import type { EnvironmentMatrix } from '../EnvironmentMatrix';
import type { FreshnessService } from '../FreshnessService';
import { compact, jsonOf } from '../views/cells';
import { viewChange } from '../views/changeViews';
import { compareRevisions } from '../work';

/** A change is merged after its commits were made, give or take clocks. */
const CLOCKS_MS = 24 * 60 * 60_000;

type Answer = Omit<PendingChanges, 'freshness'>;
type Revisions = { scope: ScopeRef; from: string; to: string };

/**
 * Tells what would ship from one environment to another: what the revision in
 * one has and the revision in the other has not.
 */
export class PendingChangesService {
  readonly #changes: ChangeStore;
  readonly #sources: SourceRegistry;
  readonly #bindings: EntityBindings;
  readonly #environments: EnvironmentMatrix;
  readonly #freshness: FreshnessService;
  readonly #wakeWorkers: () => void;
  readonly #now: () => number;

  constructor(options: {
    changes: ChangeStore;
    sources: SourceRegistry;
    bindings: EntityBindings;
    environments: EnvironmentMatrix;
    freshness: FreshnessService;
    wakeWorkers: () => void;
    now: () => number;
  }) {
    this.#changes = options.changes;
    this.#sources = options.sources;
    this.#bindings = options.bindings;
    this.#environments = options.environments;
    this.#freshness = options.freshness;
    this.#wakeWorkers = options.wakeWorkers;
    this.#now = options.now;
  }

  /** Throws `NotFoundError` for an environment that the entity does not have. */
  async between(
    entity: Entity,
    names: { from: string; to: string },
    isReadable?: EnvironmentTest,
  ): Promise<PendingChanges> {
    const scopes = await this.#bindings.scopesOf(entity);
    const environments = await this.#environments.of(scopes, { isReadable });
    const from = find(environments, names.from);
    const to = find(environments, names.to);
    return {
      ...(await this.#between(scopes, from, to)),
      freshness: await this.#freshness.of(scopes),
    };
  }

  async #between(
    scopes: ScopeRef[],
    from: EnvironmentState,
    to: EnvironmentState,
  ): Promise<Answer> {
    if (!from.current || !to.current) {
      const empty = from.current ? to : from;
      return unknown({}, `nothing runs in ${empty.name} yet`);
    }
    const revisions = {
      fromRevision: from.current.revision,
      toRevision: to.current.revision,
    };
    if (from.current.revision === to.current.revision) {
      return answer('identical', revisions);
    }
    const { sourceId } = from.current;
    const scope = scopes.find(candidate => candidate.sourceId === sourceId);
    if (!scope || sourceId !== to.current.sourceId) {
      return unknown(revisions, 'the two are deployed from different sources');
    }
    const range = await this.#changes.readRange(
      scope,
      to.current.revision,
      from.current.revision,
    );
    if (range?.complete || (range && rangeCommits(range).length > 0)) {
      return {
        ...answer(range.direction as Answer['state'], revisions),
        ...(await this.#contents(scope, range)),
      };
    }
    return unknown(
      revisions,
      await this.#ask(
        { scope, from: to.current.revision, to: from.current.revision },
        range,
      ),
    );
  }

  async #contents(scope: ScopeRef, range: RangeRow) {
    const commits = rangeCommits(range);
    const rows = await this.#changesOf(scope, commits);
    const changes = rows.map(viewChange);
    const authors = new Set([
      ...changes.flatMap(change => change.author?.name ?? []),
      ...commits.flatMap(commit => commit.author ?? []),
    ]);
    return {
      commits,
      changes,
      authors: [...authors].sort((a, b) => a.localeCompare(b)),
      complete: Boolean(range.complete),
    };
  }

  /** The merged changes that have a commit of the range. */
  async #changesOf(
    scope: ScopeRef,
    commits: ChangeCommit[],
  ): Promise<ChangeRow[]> {
    const instants = commits.flatMap(commit =>
      [commit.committedAt ?? commit.authoredAt ?? []].flat().map(Date.parse),
    );
    if (instants.length === 0) {
      return [];
    }
    const shas = new Set(commits.map(({ sha }) => sha));
    const merged = await this.#changes.listMergedChanges(
      scope,
      Math.min(...instants) - CLOCKS_MS,
    );
    return merged.filter(
      row =>
        shas.has(row.revision ?? '') ||
        jsonOf<ChangeCommit[]>(row.commits_json)?.some(({ sha }) =>
          shas.has(sha),
        ),
    );
  }

  /** Lets the provider be asked, and says why there is no answer yet. */
  async #ask(
    { scope, from, to }: Revisions,
    known: RangeRow | undefined,
  ): Promise<string> {
    const source = this.#sources.getDeliverySource(scope.sourceId);
    if (!source.changes) {
      return `${source.title} does not tell what lies between two revisions`;
    }
    if (known) {
      return `${source.title} does not know one of the revisions any more`;
    }
    await this.#changes.enqueueWork([
      compareRevisions(
        scope.sourceId,
        { scope: scope.scope, from, to },
        this.#now(),
      ),
    ]);
    this.#wakeWorkers();
    return `${source.title} is being asked`;
  }
}

function find(
  environments: EnvironmentState[],
  name: string,
): EnvironmentState {
  const found = environments.find(environment => environment.name === name);
  if (!found) {
    const names = environments.map(environment => environment.name).join(', ');
    throw new NotFoundError(
      `No environment '${name}' of this entity found; it has ${names || 'none'}`,
    );
  }
  return found;
}

function rangeCommits(range: RangeRow): ChangeCommit[] {
  return jsonOf<ChangeCommit[]>(range.commits_json) ?? [];
}

function answer(state: Answer['state'], more: Partial<Answer>): Answer {
  return {
    state,
    commits: [],
    changes: [],
    authors: [],
    complete: true,
    ...more,
  };
}

function unknown(revisions: Partial<Answer>, reason: string): Answer {
  return compact({
    ...answer('unknown', revisions),
    reason,
    complete: false,
  });
}
