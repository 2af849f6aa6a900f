import { randomUUID } from 'node:crypto';
import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  devopsGateOverridePermission,
  devopsSloReadPermission,
  type DeploymentGate,
  type EntityGates,
  type GateOverride,
} from '@backstage-devops/plugin-devops-common';
import { formatDuration } from '@backstage-devops/plugin-devops-slo';
import type {
  OverrideRow,
  OverrideStore,
} from '../database/gate/OverrideStore';
import type {
  EnvironmentAccess,
  EnvironmentTest,
} from '../services/access/EnvironmentAccess';
import type { PageQuery } from '../services/DeliveryService';
import type { Caller, EntityAccess } from '../services/EntityAccess';
import { compact } from '../services/views/cells';
import { cutPage, decodeCursor } from '../services/views/cursor';
import { tierOf } from '../services/views/tiers';
import type { GateService } from './GateService';
import { viewOverride } from './viewOverride';

/** Somebody who signed in: a machine does not answer for an override. */
export type Person = {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
};

/** So that the longest choice of a page is not refused by a second. */
const CLOCKS_DIFFER_MS = 60_000;

/** What somebody asks for who lets deployments pass. */
export type OverrideRequest = {
  environment: string;
  reason: string;
  /** ISO 8601 instant. */
  until: string;
};

/**
 * The gate for callers: of an entity and an environment that the caller may
 * see, and overrides by those who have the permission.
 */
export class AuthorizedGateService {
  readonly #gate: GateService;
  readonly #overrides: OverrideStore;
  readonly #access: EntityAccess;
  readonly #environments: EnvironmentAccess;
  readonly #longestOverrideMs: number;
  readonly #now: () => number;

  constructor(options: {
    gate: GateService;
    overrides: OverrideStore;
    access: EntityAccess;
    environmentAccess: EnvironmentAccess;
    longestOverrideMs: number;
    now: () => number;
  }) {
    this.#gate = options.gate;
    this.#overrides = options.overrides;
    this.#access = options.access;
    this.#environments = options.environmentAccess;
    this.#longestOverrideMs = options.longestOverrideMs;
    this.#now = options.now;
  }

  async decide(
    ref: CompoundEntityRef,
    environment: string,
    caller: Caller,
  ): Promise<DeploymentGate> {
    const entity = await this.#read(ref, environment, caller);
    return this.#gate.decide(entity, environment);
  }

  /** For each environment of the entity that the caller may see. */
  async decideAll(
    ref: CompoundEntityRef,
    caller: Caller,
  ): Promise<EntityGates> {
    const entity = await this.#access.read(
      ref,
      devopsSloReadPermission,
      caller,
    );
    const isReadable = await this.#environments.readable(entity, caller);
    return this.#gate.decideAll(entity, name => sees(isReadable, name));
  }

  /** Those that are over as well, newest first. */
  async listOverrides(
    ref: CompoundEntityRef,
    query: PageQuery & { environment?: string },
    caller: Caller,
  ): Promise<{ items: GateOverride[]; nextCursor?: string }> {
    const { environment, cursor, limit = 20 } = query;
    const entity = await this.#access.read(
      ref,
      devopsSloReadPermission,
      caller,
    );
    const isReadable = await this.#environments.readable(entity, caller);
    const rows = await this.#overrides.list(stringifyEntityRef(entity), {
      environment,
      after: cursor ? decodeCursor(cursor) : undefined,
      limit: limit + 1,
    });
    const { shown, nextCursor } = cutPage(rows, limit, row => row.created_at);
    return compact({
      items: shown
        .filter(row => sees(isReadable, row.environment))
        .map(viewOverride),
      nextCursor,
    });
  }

  /** Lets deployments pass for a while, in place of an override that holds. */
  async override(
    ref: CompoundEntityRef,
    wanted: OverrideRequest,
    person: Person,
  ): Promise<GateOverride> {
    const { environment } = wanted;
    const entity = await this.#read(ref, environment, person);
    await this.#authorize(entity, person);
    const now = this.#now();
    const row: OverrideRow = {
      id: randomUUID(),
      entity_ref: stringifyEntityRef(entity),
      environment,
      reason: this.#checkReason(wanted.reason),
      created_by: person.credentials.principal.userEntityRef,
      created_at: now,
      until_at: this.#checkUntil(wanted.until, now),
      ended_at: null,
      ended_by: null,
    };
    await this.#overrides.replace(row);
    return viewOverride(row);
  }

  /** Ends an override before its time. */
  async endOverride(id: string, person: Person): Promise<void> {
    const row = await this.#overrides.find(id);
    if (!row) {
      throw new NotFoundError(`No override '${id}' found`);
    }
    const entity = await this.#read(
      parseEntityRef(row.entity_ref),
      row.environment,
      person,
    );
    await this.#authorize(entity, person);
    const now = this.#now();
    const holds = row.ended_at === null && Number(row.until_at) > now;
    const isEnded =
      holds &&
      (await this.#overrides.end(
        { entityRef: row.entity_ref, environment: row.environment },
        { at: now, by: person.credentials.principal.userEntityRef },
      ));
    if (!isEnded) {
      throw new ConflictError(`The override '${id}' is over already`);
    }
  }

  async #read(
    ref: CompoundEntityRef,
    environment: string,
    caller: Caller,
  ): Promise<Entity> {
    const entity = await this.#access.read(
      ref,
      devopsSloReadPermission,
      caller,
    );
    if (!sees(await this.#environments.readable(entity, caller), environment)) {
      throw new NotFoundError(
        `No environment '${environment}' of '${stringifyEntityRef(entity)}' found, or you have no permission to see it`,
      );
    }
    return entity;
  }

  async #authorize(entity: Entity, caller: Caller): Promise<void> {
    if (
      !(await this.#access.allows(entity, devopsGateOverridePermission, caller))
    ) {
      throw new NotAllowedError(
        `You may not override the gate of '${stringifyEntityRef(entity)}'; it needs the permission ${devopsGateOverridePermission.name}`,
      );
    }
  }

  #checkReason(reason: string): string {
    const text = reason.trim();
    if (!text) {
      throw new InputError("'reason' must say why deployments may go on");
    }
    return text;
  }

  #checkUntil(until: string, now: number): number {
    const at = Date.parse(until);
    if (!(at > now)) {
      throw new InputError(`'until' must be in the future, it is ${until}`);
    }
    if (at - now > this.#longestOverrideMs + CLOCKS_DIFFER_MS) {
      throw new InputError(
        `'until' must be within ${formatDuration(this.#longestOverrideMs)} from now; the limit is devops.gate.longestOverride`,
      );
    }
    return at;
  }
}

function sees(isReadable: EnvironmentTest | undefined, name: string): boolean {
  return !isReadable || isReadable({ name, tier: tierOf(name, null) });
}
