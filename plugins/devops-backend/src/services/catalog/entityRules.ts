import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  ATTRIBUTION_WINDOW_ANNOTATION,
  ENVIRONMENTS_ANNOTATION,
  FORMER_REFS_ANNOTATION,
  PATHS_ANNOTATION,
  UNIT_ANNOTATION,
} from '@backstage-devops/plugin-devops-common';
import { Duration } from 'luxon';

/** What of its scopes belongs to an entity, and how it is judged. */
export type EntityRules = {
  /** Globs of files. */
  paths?: string[];
  /** Globs of environments. */
  environments?: string[];
  unit?: string;
  /** Milliseconds, or `inf`: JSON knows no infinity. */
  attributionWindow?: number | 'inf';
  /** Full entity refs in lower case. */
  formerRefs?: string[];
};

const MOST_ITEMS = 50;
const LONGEST_ITEM = 500;

/**
 * Reads the rules from annotations. A value that cannot be read is left out,
 * and told among the problems.
 */
export function readEntityRules(annotations: Record<string, string>): {
  rules: EntityRules;
  problems: string[];
} {
  const rules: EntityRules = {};
  const problems: string[] = [];
  const read = <T>(name: string, parse: (value: string) => T) => {
    const value = annotations[name]?.trim();
    if (!value) {
      return undefined;
    }
    try {
      return parse(value);
    } catch (error) {
      problems.push(`The annotation '${name}' ${(error as Error).message}`);
      return undefined;
    }
  };
  rules.paths = read(PATHS_ANNOTATION, listOf);
  rules.environments = read(ENVIRONMENTS_ANNOTATION, listOf);
  rules.unit = read(UNIT_ANNOTATION, value => value);
  rules.attributionWindow = read(ATTRIBUTION_WINDOW_ANNOTATION, windowOf);
  rules.formerRefs = read(FORMER_REFS_ANNOTATION, refsOf);
  return { rules, problems };
}

/** Splits at commas, except those of an alternative such as `{api,web}`. */
function listOf(value: string): string[] {
  const items = value
    .split(/,(?![^{]*\})/)
    .map(item => item.trim())
    .filter(item => item !== '');
  if (items.length > MOST_ITEMS) {
    throw new Error(`has more than ${MOST_ITEMS} items`);
  }
  if (items.some(item => item.length > LONGEST_ITEM)) {
    throw new Error(`has an item of more than ${LONGEST_ITEM} characters`);
  }
  return items;
}

function windowOf(value: string): number | 'inf' {
  if (value === 'inf') {
    return value;
  }
  const duration = Duration.fromISO(value);
  const milliseconds = duration.isValid ? duration.toMillis() : NaN;
  if (!(milliseconds > 0)) {
    throw new Error(
      "must be an ISO 8601 duration such as 'PT4H', or 'inf' for any age",
    );
  }
  return milliseconds;
}

function refsOf(value: string): string[] {
  return listOf(value).map(item => {
    try {
      const ref = parseEntityRef(item, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      });
      return stringifyEntityRef(ref);
    } catch {
      throw new Error(
        "must be entity refs such as 'component:default/cart', separated by commas",
      );
    }
  });
}
