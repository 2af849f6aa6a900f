import type { PermissionsService } from '@backstage/backend-plugin-api';
import type {
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Caller } from '../EntityAccess';
import { ShortMemory } from '../ShortMemory';

/** Long enough for the requests of one page, short enough to go unnoticed. */
const REMEMBER_MS = 5_000;

/**
 * What the policy says of a caller and a permission, with its conditions not
 * yet applied to anything. One page asks for the same several times within a
 * moment, so an answer holds for five seconds.
 */
export class PolicyDecisions {
  readonly #permissions: PermissionsService;
  readonly #remembered: ShortMemory<PolicyDecision[]>;

  constructor(options: { permissions: PermissionsService; now: () => number }) {
    this.#permissions = options.permissions;
    this.#remembered = new ShortMemory({
      forMs: REMEMBER_MS,
      now: options.now,
    });
  }

  /** In the order of the permissions. */
  of(
    permissions: ResourcePermission[],
    { credentials }: Caller,
  ): Promise<PolicyDecision[]> {
    const ask = () =>
      this.#permissions.authorizeConditional(
        permissions.map(permission => ({ permission })),
        { credentials },
      );
    const key = JSON.stringify([
      credentials.principal,
      permissions.map(({ name }) => name),
    ]);
    return this.#remembered.get(key, ask);
  }
}
