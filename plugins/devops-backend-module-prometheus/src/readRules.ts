import type { SloRuleRecord } from '@backstage-devops/plugin-devops-node';
import type { RuleGroup } from './api/types';

const OF_OBJECTIVE = /\bsloth_id="((?:[^"\\]|\\.)*)"/;

/**
 * The rules that belong to objectives: those with the label `sloth_id`, and
 * alerts of Sloth, which have it in their query only.
 */
export function toRules(groups: RuleGroup[]): SloRuleRecord[] {
  return groups.flatMap(group =>
    (group.rules ?? []).flatMap(rule => {
      const labels = rule.labels ?? {};
      const sloId = labels.sloth_id ?? OF_OBJECTIVE.exec(rule.query)?.[1];
      return sloId === undefined
        ? []
        : {
            sloId,
            group: group.name,
            name: rule.name,
            kind: rule.type,
            query: rule.query,
            labels,
            ...(rule.lastError ? { lastError: rule.lastError } : {}),
          };
    }),
  );
}
