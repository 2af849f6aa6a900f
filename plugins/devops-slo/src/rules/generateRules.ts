import { InputError } from '@backstage/errors';
import { SloSpec } from '../model';
import { DocumentRules, Rule, RuleGroup } from './model';
import { slothRules } from './slothRules';
import { weightedRules } from './weightedRules';

/**
 * Whose rules are made: `weighted` weighs each event the same at every hour,
 * `sloth` equals what Sloth makes.
 *
 * @public
 */
export type RuleMode = 'weighted' | 'sloth';

/** @public */
export const RULE_MODES: readonly RuleMode[] = ['weighted', 'sloth'];

/** @public */
export interface GenerateRulesOptions {
  /** `weighted` by default. */
  mode?: RuleMode;
  /** Value of the label `sloth_version` of the info series. */
  version?: string;
  /**
   * Failures within a long window below which no burn rate alert fires, for
   * services with little traffic; only in mode `weighted`, 0 by default.
   */
  minFailures?: number;
}

/** What Mimir's ruler takes by default. */
const MOST_RULES = 20;

/**
 * Makes the rules of objectives, document by document in the order of the
 * files. Mode `weighted` makes one group of each objective, and of the rules
 * about whole periods groups that are evaluated every five minutes.
 *
 * @throws InputError if an objective is not measured by Prometheus, or if mode
 * `sloth` has no rules for it: composite objectives, thresholds and Timeslices.
 * @public
 */
export function generateRules(
  specs: readonly SloSpec[],
  options: GenerateRulesOptions = {},
): Iterable<DocumentRules> {
  const documents = new Map<number, SloSpec[]>();
  for (const spec of specs) {
    assertPrometheus(spec);
    if (options.mode === 'sloth') {
      assertSloth(spec);
    }
    const { index } = spec.source.document;
    const others = documents.get(index);
    if (others) {
      others.push(spec);
    } else {
      documents.set(index, [spec]);
    }
  }
  return {
    // Made when they are asked for: those of many objectives fill the memory.
    *[Symbol.iterator]() {
      for (const ofDocument of documents.values()) {
        yield {
          document: ofDocument[0].source.document,
          groups: documentGroups(ofDocument, options),
        };
      }
    },
  };
}

function documentGroups(
  specs: SloSpec[],
  options: GenerateRulesOptions,
): RuleGroup[] {
  const { mode = 'weighted', version = 'devops', minFailures } = options;
  if (mode === 'sloth') {
    return specs.flatMap(spec => slothRules(spec, { version }));
  }
  const made = specs.map(spec => ({
    id: spec.id,
    ...weightedRules(spec, { version, minFailures }),
  }));
  const own = made.flatMap(({ id, rules, interval }) =>
    inGroups(`slo-${id}`, rules, interval),
  );
  const period = inPeriodGroups(made).map(some => ({
    name: `slo-period-${some[0].id}`,
    interval: '5m',
    rules: some.flatMap(({ periodRules }) => periodRules),
  }));
  return [...own, ...period];
}

/** Those of one objective stay together: they build on each other. */
function inPeriodGroups<T extends { periodRules: Rule[] }>(made: T[]): T[][] {
  const groups: T[][] = [];
  let room = 0;
  for (const one of made) {
    if (one.periodRules.length > room) {
      groups.push([]);
      room = MOST_RULES;
    }
    groups[groups.length - 1].push(one);
    room -= one.periodRules.length;
  }
  return groups;
}

function inGroups(
  name: string,
  rules: Rule[],
  interval: string | undefined,
): RuleGroup[] {
  return chunks(rules, MOST_RULES).map((some, i) => ({
    name: i === 0 ? name : `${name}-${i + 1}`,
    ...(interval ? { interval } : {}),
    rules: some,
  }));
}

function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}

/** What Sloth has no rules for would be rules of something else. */
function assertSloth(spec: SloSpec): void {
  const what = beyondSloth(spec);
  if (what !== undefined) {
    throw new InputError(
      `${spec.source.file}:${spec.source.objective.line}: "${spec.id}": Sloth has no rules for ${what}. Make them in mode weighted`,
    );
  }
}

/** Why an objective has no rules in the mode of Sloth; undefined if it has. */
export function beyondSloth(spec: SloSpec): string | undefined {
  if (spec.indicator.kind === 'composite') {
    return 'composite objectives';
  }
  if (spec.indicator.kind === 'threshold') {
    return 'thresholdMetric';
  }
  return spec.budgeting.method === 'Timeslices' ? 'Timeslices' : undefined;
}

function assertPrometheus(spec: SloSpec): void {
  if (spec.measuredBy.toLowerCase() !== 'prometheus') {
    throw new InputError(
      `${spec.source.file}:${spec.source.line}: "${spec.id}" is measured by ${spec.measuredBy}, rules are made of objectives that Prometheus measures`,
    );
  }
}
