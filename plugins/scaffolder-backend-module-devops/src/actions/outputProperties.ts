import { PipelineOutcome } from './pipelineCreate/outcome';

/** What template authors read about outputs that several actions have. */
export const descriptions = {
  files: 'Paths of the files that were written, below the target path',
  kept: 'What existed already under the same name and was not changed',
  summary:
    'What was done, as Markdown, for example for the text of a merge request',
  ruleId: 'Identifier of the rule, for example GL-05',
  ruleTitle: 'What the rule asks for',
  ruleProblems: 'Places that break the rule',
};

/** The rules that a pipeline breaks, as lines of Markdown. */
export function describeRules(results: PipelineOutcome['rules']): string[] {
  const failed = results.filter(rule => rule.status === 'failed');
  const applying = results.filter(rule => rule.status !== 'not-applicable');
  return [
    `- ${applying.length - failed.length} of ${applying.length} pipeline rules are kept.`,
    ...failed.map(
      rule => `  - ${rule.id} ${rule.title}: ${rule.problems.join('; ')}`,
    ),
  ];
}

/** A list of names as one line of Markdown; nothing for an empty list. */
export function describeList(title: string, names: string[]): string[] {
  return names.length > 0
    ? [`- ${title}: ${names.map(name => `\`${name}\``).join(', ')}`]
    : [];
}
