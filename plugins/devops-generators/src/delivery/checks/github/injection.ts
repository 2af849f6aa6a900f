import { asText } from '../../../values';
import { CheckRule } from '../rule';
import { isAction, WorkflowView } from './view';

/** Expressions that somebody who opens a pull request or an issue fills in. */
const ATTACKER =
  /\$\{\{[^}]*\b(?:github\.event\.(?!(?:action|number|pull_request\.number|pull_request\.(?:head|base)\.sha|issue\.number|repository\.(?:id|default_branch))\b)[\w.[\]*'"-]+|github\.head_ref|github\.ref_name|inputs\.\w+)/;

export const injectionRules: CheckRule<WorkflowView>[] = [
  {
    id: 'GHA-09',
    title: 'What strangers write never becomes part of a script',
    remedy:
      'Hand the value over as a variable of env: and quote it in the script',
    audit:
      'zizmor template-injection; actionlint expression; OpenSSF Scorecard Dangerous-Workflow',
    check: view =>
      view.steps.flatMap(({ at, run, uses, with: inputs }) => {
        const script = isAction(uses, 'actions/github-script')
          ? asText(inputs.script)
          : run;
        const match = ATTACKER.exec(script ?? '');
        return match
          ? [
              {
                at: [...at, run === undefined ? 'with' : 'run'],
                message: `${match[0].replace('${{', '').trim()} is pasted into a script`,
              },
            ]
          : [];
      }),
  },
  {
    id: 'GHA-10',
    title: 'Code of strangers never runs with the rights of the repository',
    remedy:
      'Use pull_request; where that is not enough, do not check the change out',
    audit: 'zizmor dangerous-triggers; OpenSSF Scorecard Dangerous-Workflow',
    check: view =>
      ['pull_request_target', 'workflow_run']
        .filter(name => view.triggers.has(name))
        .map(name => ({
          at: ['on'],
          message: `${name} runs with secrets for changes that nobody has looked at`,
        })),
  },
  {
    id: 'GHA-11',
    title: 'Untrusted values do not become variables of later steps',
    remedy:
      'Use outputs of the step instead of GITHUB_ENV, and leave insecure commands off',
    audit: 'zizmor github-env, insecure-commands',
    check: view => [
      ...view.steps
        .filter(
          ({ run }) =>
            /GITHUB_(?:ENV|PATH)/.test(run ?? '') &&
            (ATTACKER.test(run ?? '') ||
              view.triggers.has('pull_request_target') ||
              view.triggers.has('workflow_run')),
        )
        .map(({ at }) => ({
          at: [...at, 'run'],
          message: 'what is written here decides how later steps behave',
        })),
      ...(/ACTIONS_ALLOW_UNSECURE_COMMANDS["']?\s*:\s*["']?true/.test(
        view.file.text,
      )
        ? [{ at: [], message: 'anything that is printed may set variables' }]
        : []),
    ],
  },
  {
    id: 'GHA-26',
    title: 'Conditions cannot be met by somebody who only looks like a bot',
    remedy:
      'Compare github.event.pull_request.user.login; give contains() a list: contains(fromJSON(\'["a"]\'), value)',
    audit: 'zizmor bot-conditions, unsound-contains',
    check: view =>
      [...view.jobs, ...view.steps].flatMap(({ at, own }) => {
        const condition = String(own.if ?? '');
        return [
          ...(/github\.(?:actor|triggering_actor)\s*==\s*'[^']*\[bot\]'/.test(
            condition,
          )
            ? [
                {
                  at: [...at, 'if'],
                  message: 'github.actor is whoever acted last',
                },
              ]
            : []),
          ...(/contains\(\s*'[^']*[\s,][^']*'\s*,/.test(condition)
            ? [
                {
                  at: [...at, 'if'],
                  message:
                    'contains() of a text is true for parts of its words',
                },
              ]
            : []),
          ...(/^\s*\$\{\{.*\}\}[\s\S]*\S/.test(condition) ||
          (/\n\s*$/.test(condition) && condition.includes('${{'))
            ? [
                {
                  at: [...at, 'if'],
                  message: 'text around the expression makes it always true',
                },
              ]
            : []),
        ];
      }),
  },
];
