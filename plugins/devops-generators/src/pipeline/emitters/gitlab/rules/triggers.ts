import { asList, asMapping } from '../../../../values';
import { Rule } from './view';

/** When pipelines run, and with which parameters. */
export const triggerRules: Rule[] = [
  {
    id: 'GL-01',
    title:
      'A change gets one pipeline, not one for its branch and one for its merge request',
    check: ({ config }) => {
      const rules = asList(asMapping(config.workflow).rules).map(asMapping);
      const branchRule = rules.findIndex(
        rule =>
          rule.when !== 'never' && /\$CI_COMMIT_BRANCH\b/.test(String(rule.if)),
      );
      const guard = rules.findIndex(
        rule =>
          rule.when === 'never' &&
          String(rule.if).includes('$CI_OPEN_MERGE_REQUESTS'),
      );
      if (rules.length === 0) {
        return ['workflow:rules is missing'];
      }
      return branchRule >= 0 && (guard < 0 || guard > branchRule)
        ? ['workflow:rules runs a branch that has an open merge request']
        : [];
    },
  },
  {
    id: 'GL-02',
    title: 'Jobs are selected by rules, never by only or except',
    check: ({ jobs }) =>
      jobs.flatMap(job =>
        ['only', 'except']
          .filter(key => key in job.own)
          .map(key => `${job.name} uses ${key}`),
      ),
  },
  {
    id: 'GL-07',
    title: 'Parameters are typed inputs, not variables that anyone may fill in',
    check: ({ text, config, inputs }) => [
      ...Object.entries(asMapping(config.variables))
        .filter(([, value]) => 'description' in asMapping(value))
        .map(([name]) => `variable ${name} is a parameter without a type`),
      ...Object.entries(inputs)
        .filter(([, value]) => !('type' in asMapping(value)))
        .map(([name]) => `input ${name} has no type`),
      ...[...text.matchAll(/\$\[\[\s*inputs\.([A-Za-z0-9_-]+)/g)]
        .filter(([, name]) => !(name in inputs))
        .map(([, name]) => `input ${name} is used and not declared`),
    ],
  },
];
