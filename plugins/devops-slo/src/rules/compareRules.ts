import { InputError } from '@backstage/errors';
import { parseAllDocuments } from 'yaml';
import { canonicalPromQl } from '../promql/canonicalPromQl';

/** @public */
export interface CompareRulesOptions {
  /** Labels that may differ, such as `sloth_version`. */
  ignoreLabels?: readonly string[];
}

/**
 * Compares two rule files by what they mean: the order and names of groups,
 * the order, names, labels, annotations and durations of rules, and their
 * expressions apart from white space. Rule files, `PrometheusRule` resources
 * and files of several documents are read. Answers one sentence a difference,
 * and none if they are equal.
 *
 * @throws InputError if one of them holds no rules.
 * @public
 */
export function compareRules(
  actual: string,
  expected: string,
  options: CompareRulesOptions = {},
): string[] {
  const { ignoreLabels = [] } = options;
  const found = flatten(actual, ignoreLabels);
  const wanted = flatten(expected, ignoreLabels);
  const differences: string[] = [];
  const length = Math.max(found.length, wanted.length);
  for (let i = 0; i < length; i++) {
    const [is, should] = [found[i], wanted[i]];
    if (!is || !should) {
      differences.push(
        is ? `${is.where}: not expected` : `${should.where}: missing`,
      );
      continue;
    }
    for (const key of new Set([
      ...Object.keys(is.fields),
      ...Object.keys(should.fields),
    ])) {
      if (is.fields[key] !== should.fields[key]) {
        differences.push(
          `${should.where}: ${key} is ${is.fields[key] ?? 'missing'} instead of ${should.fields[key] ?? 'missing'}`,
        );
      }
    }
  }
  return differences;
}

interface FlatRule {
  where: string;
  fields: Record<string, string>;
}

function flatten(text: string, ignoreLabels: readonly string[]): FlatRule[] {
  return readGroups(text).flatMap(group =>
    listOf(group.rules).map((rule, i) => {
      const name = String(rule.record ?? rule.alert);
      const labels = Object.entries(rule.labels ?? {}).filter(
        ([label]) => !ignoreLabels.includes(label),
      );
      const fields = {
        group: String(group.name),
        interval: group.interval,
        record: rule.record,
        alert: rule.alert,
        for: rule.for,
        expr: canonicalPromQl(String(rule.expr)),
        ...prefixed('label', labels),
        ...prefixed('annotation', Object.entries(rule.annotations ?? {})),
      };
      return {
        where: `${group.name} rule ${i + 1} (${name})`,
        fields: Object.fromEntries(
          Object.entries(fields).flatMap(([key, value]) =>
            value === undefined ? [] : [[key, String(value)]],
          ),
        ),
      };
    }),
  );
}

function prefixed(
  prefix: string,
  entries: Array<[string, unknown]>,
): Record<string, unknown> {
  return Object.fromEntries(
    entries.map(([key, value]) => [`${prefix} ${key}`, value]),
  );
}

type Tree = Record<string, any>;

function readGroups(text: string): Tree[] {
  const groups = [...parseAllDocuments(text)].flatMap(document => {
    if (document.errors.length > 0) {
      throw new InputError(`This is no YAML: ${document.errors[0].message}`);
    }
    const tree = document.toJS() as Tree | null;
    return listOf(tree?.groups ?? tree?.spec?.groups);
  });
  if (groups.length === 0) {
    throw new InputError('There are no rule groups in it');
  }
  return groups;
}

function listOf(value: unknown): Tree[] {
  return Array.isArray(value) ? value : [];
}
