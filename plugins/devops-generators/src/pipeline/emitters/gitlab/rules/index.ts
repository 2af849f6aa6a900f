import { RuleResult } from '../../../types';
import { deploymentRules } from './deployments';
import { jobRules } from './jobs';
import { secretRules } from './secrets';
import { supplyChainRules } from './supplyChain';
import { triggerRules } from './triggers';
import { viewPipeline } from './view';

const rules = [
  ...triggerRules,
  ...jobRules,
  ...supplyChainRules,
  ...deploymentRules,
  ...secretRules,
].sort((a, b) => a.id.localeCompare(b.id));

/**
 * Checks the text of a `.gitlab-ci.yml` against every rule. It looks at the
 * file as it is, so that hand-written parts are judged like generated ones.
 *
 * @public
 */
export function checkGitlabPipeline(text: string): RuleResult[] {
  const pipeline = viewPipeline(text);
  return rules.map(({ id, title, check }) => {
    const problems = check(pipeline);
    return {
      id,
      title,
      status: problems.length ? 'failed' : 'passed',
      problems,
    };
  });
}
