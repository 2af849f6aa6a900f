import { normalizeEntityRef } from '@backstage-devops/plugin-devops-common';
import { Minimatch } from 'minimatch';
import type { UnitPaths } from './options';

/** Tells by their paths whether changes belong to a unit. */
export class UnitMatcher {
  readonly #rules: Array<{
    entity: string | undefined;
    unit: string | undefined;
    globs: Minimatch[];
  }>;

  constructor(units: UnitPaths[]) {
    this.#rules = units.map(({ entity, unit, paths }) => ({
      entity: entity && normalizeEntityRef(entity),
      unit,
      globs: paths.map(glob => new Minimatch(glob, { dot: true })),
    }));
  }

  /** Whether the unit has path rules at all. */
  hasRules(entity: string, unit: string | undefined): boolean {
    return this.#rulesOf(entity, unit).length > 0;
  }

  /**
   * Whether a change belongs to the unit. Without rules for the unit, and with
   * paths that are not known, it is not left out.
   */
  touches(
    entity: string,
    unit: string | undefined,
    paths: string[] | undefined,
  ): boolean {
    const rules = this.#rulesOf(entity, unit);
    return (
      rules.length === 0 ||
      paths === undefined ||
      rules.some(({ globs }) =>
        paths.some(path => globs.some(glob => glob.match(path))),
      )
    );
  }

  #rulesOf(entity: string, unit: string | undefined) {
    return this.#rules.filter(
      rule =>
        (rule.unit === undefined || rule.unit === unit) &&
        (rule.entity === undefined || rule.entity === entity),
    );
  }
}
