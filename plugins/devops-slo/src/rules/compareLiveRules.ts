import { SloSpec } from '../model';
import { printedPromQl } from '../promql/printedPromQl';
import { TARGETS_LABEL } from './alertGroups';
import { beyondSloth, generateRules } from './generateRules';
import { Rule } from './model';

/**
 * A rule as a server tells of it.
 *
 * @public
 */
export interface LiveRule {
  /** Of the recorded series or of the alert. */
  name: string;
  kind: 'recording' | 'alerting';
  query: string;
  labels: Record<string, string>;
}

/** Of whoever made the rules; they may be made again by a newer version. */
const IGNORED_LABELS = new Set(['sloth_version', 'sloth_mode', 'sloth_spec']);
/** Labels that tell alerts of the same name apart. */
const ALERT_LABELS = [
  'sloth_severity',
  'severity',
  'alert_after',
  TARGETS_LABEL,
];
const MOST_NAMES = 5;

/**
 * Compares the rules that a server evaluates for an objective with those that
 * its file asks for, in the mode that the server's are of. Answers one sentence
 * for each kind of difference, and none if they are equal.
 *
 * @throws InputError if the objective is not measured by Prometheus.
 * @public
 */
export function compareLiveRules(
  spec: SloSpec,
  live: readonly LiveRule[],
): string[] {
  const isWeighted =
    beyondSloth(spec) !== undefined ||
    live.some(({ name }) => name === 'slo:sli_total:rate5m');
  const mode = isWeighted ? 'weighted' : 'sloth';
  const wanted = new Map(
    [...generateRules([spec], { mode })]
      .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
      .map(toLive)
      .map(rule => [keyOf(rule), rule]),
  );
  const found = new Map(live.map(rule => [keyOf(rule), rule]));

  const missing = [...wanted.keys()].filter(key => !found.has(key));
  const unasked = [...found.keys()].filter(key => !wanted.has(key));
  const both = [...wanted].flatMap(([key, rule]) => {
    const other = found.get(key);
    return other ? [{ key, rule, other }] : [];
  });
  const queries = both.filter(
    ({ rule, other }) =>
      printedPromQl(rule.query) !== printedPromQl(other.query),
  );
  const labels = both.filter(
    ({ rule, other }) => labelText(rule.labels) !== labelText(other.labels),
  );
  return [
    ...sentence('missing', missing),
    ...sentence('not asked for by the file', unasked),
    ...sentence(
      'evaluated with another query',
      queries.map(({ key }) => key),
    ),
    ...sentence(
      'evaluated with other labels',
      labels.map(({ key }) => key),
    ),
  ];
}

function toLive(rule: Rule): LiveRule {
  return 'record' in rule
    ? {
        kind: 'recording',
        name: rule.record,
        query: rule.expr,
        labels: rule.labels,
      }
    : {
        kind: 'alerting',
        name: rule.alert,
        query: rule.expr,
        labels: rule.labels,
      };
}

function keyOf({ kind, name, labels }: LiveRule): string {
  const told =
    kind === 'alerting'
      ? ALERT_LABELS.flatMap(label => labels[label] ?? [])
      : [];
  return [name, ...told].join(' ');
}

function labelText(labels: Record<string, string>): string {
  return JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => !IGNORED_LABELS.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function sentence(what: string, names: string[]): string[] {
  if (names.length === 0) {
    return [];
  }
  const more = names.length - MOST_NAMES;
  const listed = names.slice(0, MOST_NAMES).join(', ');
  return [
    `${names.length === 1 ? '1 rule is' : `${names.length} rules are`} ${what}: ${listed}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}
