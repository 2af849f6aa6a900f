import { InputError } from '@backstage/errors';
import { IANAZone } from 'luxon';
import { DORA_RULES, type DoraDefinition, type DoraRules } from './definitions';

/**
 * Which paths of a repository belong to a unit of an entity.
 *
 * @public
 */
export interface UnitPaths {
  /** Any entity, when absent. */
  entity?: string;
  /** Any unit, and none, when absent. */
  unit?: string;
  /** Globs from the root of the repository, such as `services/api/**`. */
  paths: string[];
}

/**
 * How to compute the metrics. Rules that are given win over those of the
 * definition.
 *
 * @public
 */
export interface DoraOptions extends Partial<DoraRules> {
  /** Start of the window, in it. Milliseconds since the epoch. */
  from: number;
  /** End of the window, not in it. Milliseconds since the epoch. */
  to: number;
  /** Deployments younger than the attribution window have no verdict yet. */
  now: number;
  /** `dora` by default. */
  definition?: DoraDefinition;
  /** IANA zone that days and weeks are of; `UTC` by default. */
  timezone?: string;
  /**
   * Count deployments of one revision of an entity that end within so many
   * milliseconds of the first one once. Off by default.
   */
  collapse?: { by: 'revision'; withinMs: number };
  /** How long after an incident a deployment still is a part of its cure. */
  graceMs?: number;
  units?: UnitPaths[];
}

/** The options with all defaults filled in. */
export interface Settings extends DoraRules {
  from: number;
  to: number;
  now: number;
  definition: DoraDefinition;
  timezone: string;
  collapseMs: number | undefined;
  graceMs: number;
  units: UnitPaths[];
}

export function readOptions(options: DoraOptions): Settings {
  const definition = options.definition ?? 'dora';
  const timezone = options.timezone ?? 'UTC';
  const rules = DORA_RULES[definition];
  if (!rules) {
    throw new InputError(
      `Unknown definition: use ${Object.keys(DORA_RULES).join(', ')}`,
    );
  }
  if (!(options.from < options.to)) {
    throw new InputError('The window is empty: "from" must be before "to"');
  }
  // Zones that were made before are remembered; checks of names are not.
  if (!IANAZone.create(timezone).isValid) {
    throw new InputError(
      'Unknown time zone: give an IANA name such as Europe/Berlin',
    );
  }
  const windowMs = options.attributionWindowMs;
  if (windowMs !== undefined && !(windowMs >= 0)) {
    throw new InputError('The attribution window must not be negative');
  }
  const given = Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => name in rules && value !== undefined,
    ),
  );
  return {
    ...rules,
    ...given,
    from: options.from,
    to: options.to,
    now: options.now,
    definition,
    timezone,
    collapseMs: options.collapse?.withinMs,
    graceMs: options.graceMs ?? 0,
    units: options.units ?? [],
  };
}

export function inWindow(
  settings: Settings,
  instant: number | undefined,
): instant is number {
  return (
    instant !== undefined && instant >= settings.from && instant < settings.to
  );
}
