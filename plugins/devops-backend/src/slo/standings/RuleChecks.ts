import { ForwardedError } from '@backstage/errors';
import type { SloProblem } from '@backstage-devops/plugin-devops-common';
import type {
  SloRuleRecord,
  SloRuleSource,
  SloSource,
} from '@backstage-devops/plugin-devops-node';
import {
  compareLiveRules,
  type SloSpec,
} from '@backstage-devops/plugin-devops-slo';
import type {
  RuleCheck,
  RuleCheckStore,
} from '../../database/slos/RuleCheckStore';
import type { SloStore, StoredSlo } from '../../database/slos/SloStore';

const LONGEST_ID = 255;
const LONGEST_ERROR = 300;

/**
 * Compares the rules that sources evaluate with those that files ask for, and
 * tells of rules that cannot be evaluated.
 */
export class RuleChecks {
  readonly #slos: SloStore;
  readonly #checks: RuleCheckStore;
  readonly #now: () => number;

  constructor(options: {
    slos: SloStore;
    checks: RuleCheckStore;
    now: () => number;
  }) {
    this.#slos = options.slos;
    this.#checks = options.checks;
    this.#now = options.now;
  }

  async run(
    source: SloSource,
    ruleSource: SloRuleSource,
    signal: AbortSignal,
  ): Promise<void> {
    const byId = new Map<string, SloRuleRecord[]>();
    try {
      for (const rule of await ruleSource.readRules({ signal })) {
        byId.set(rule.sloId, [...(byId.get(rule.sloId) ?? []), rule]);
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      throw new ForwardedError(
        `The rules of ${source.title} could not be read`,
        error,
      );
    }

    const specs = await this.#specsById(source);
    const findings = new Map<string, string[]>();
    for (const [sloId, rules] of byId) {
      const found = findingsOf(rules, specs.get(sloId));
      if (found.length > 0 && sloId.length <= LONGEST_ID) {
        findings.set(sloId, found);
      }
    }
    await this.#checks.replace(source.id, this.#now(), findings);
  }

  async #specsById(source: SloSource): Promise<Map<string, SloSpec>> {
    const byId = new Map<string, SloSpec>();
    for (const entityRef of await this.#slos.entityRefs()) {
      for (const { spec } of await this.#slos.list(entityRef)) {
        if (source.metricSourceTypes.includes(spec.measuredBy.toLowerCase())) {
          byId.set(spec.id, spec);
        }
      }
    }
    return byId;
  }
}

function findingsOf(
  rules: SloRuleRecord[],
  spec: SloSpec | undefined,
): string[] {
  const failing = rules.filter(({ lastError }) => lastError);
  return [
    ...(spec ? compareLiveRules(spec, rules) : []),
    ...(failing.length === 0
      ? []
      : [
          `${failing.length === 1 ? '1 rule fails' : `${failing.length} rules fail`}, first ${failing[0].name}: ${failing[0].lastError?.slice(0, LONGEST_ERROR)}`,
        ]),
  ];
}

/** Findings as they are told beside the problems of files. */
export function ruleProblem(
  check: RuleCheck,
  options: { stored?: StoredSlo; source?: SloSource },
): SloProblem {
  const { stored, source } = options;
  const teller = source?.title ?? check.sourceId;
  return {
    file: stored?.spec.source.file ?? teller,
    ...(stored ? { line: stored.spec.source.line } : {}),
    ...(stored?.url ? { url: stored.url } : {}),
    severity: 'warning',
    message: `${check.sloId} at ${teller}: ${check.findings.join('; ')}`,
    remedy: `Make the rules again with \`devops slo rules\` and deploy them (compared at ${new Date(check.checkedAt).toISOString()})`,
  };
}
