import { isError } from '@backstage/errors';
import { RepositoryTree } from '../../files';
import { DeliveryProvider } from '../emitters/types';
import { azureRules, viewAzure } from './azure';
import { circleRules, viewCircle } from './circleci';
import { githubRules } from './github';
import { viewWorkflow } from './github/view';
import { checkGitlab } from './gitlab';
import { jenkinsRules, viewJenkins } from './jenkins';
import { CheckedFile, CheckRule, YamlPath } from './rule';
import { tektonRules, viewTekton } from './tekton';
import { PipelineCheck, RuleVerdict } from './types';

const FILES: Array<{ provider: DeliveryProvider; pattern: RegExp }> = [
  { provider: 'github', pattern: /^\.github\/workflows\/[^/]+\.ya?ml$/ },
  { provider: 'gitlab', pattern: /^\.gitlab-ci\.ya?ml$/ },
  { provider: 'azure', pattern: /(?:^|\/)\.?azure-pipelines?[\w.-]*\.ya?ml$/ },
  { provider: 'circleci', pattern: /^\.circleci\/config\.ya?ml$/ },
  { provider: 'tekton', pattern: /^\.?tekton\/.+\.ya?ml$/ },
  {
    provider: 'jenkins',
    pattern: /(?:^|\/)(?:Jenkinsfile(?:\.[\w-]+)?|[\w-]+\.jenkinsfile)$/i,
  },
];

/** Files that rules look at besides the pipeline. */
const COMPANIONS =
  /^\.github\/(?:dependabot\.ya?ml|renovate\.json5?)$|^(?:renovate\.json5?|\.renovaterc(?:\.json)?)$/;

const checkers: Record<DeliveryProvider, (file: CheckedFile) => RuleVerdict[]> =
  {
    github: file => judge(githubRules, viewWorkflow(file)),
    gitlab: checkGitlab,
    azure: file => judge(azureRules, viewAzure(file)),
    circleci: file => judge(circleRules, viewCircle(file)),
    tekton: file => judge(tektonRules, viewTekton(file)),
    jenkins: file => judge(jenkinsRules, viewJenkins(file)),
  };

/**
 * Checks every pipeline of a repository, generated or not, by the rules of
 * its system. A rule is waived by a comment in the file that says why:
 * `# devops: allow GHA-08 the runner is ours`.
 *
 * @public
 */
export async function checkPipelines(
  tree: RepositoryTree,
): Promise<PipelineCheck[]> {
  const paths = (await tree.list()).sort();
  const others = new Map<string, string>();
  for (const path of paths.filter(candidate => COMPANIONS.test(candidate))) {
    others.set(path, (await tree.read(path)) ?? '');
  }
  const checks: PipelineCheck[] = [];
  for (const path of paths) {
    const provider = FILES.find(({ pattern }) => pattern.test(path))?.provider;
    const text = provider && (await tree.read(path));
    if (provider && text !== undefined) {
      const rules = check(provider, { path, text, others });
      checks.push({ file: path, provider, rules: waive(rules, text) });
    }
  }
  return checks;
}

/** A file that cannot be read breaks one rule, and hides no other file. */
function check(provider: DeliveryProvider, file: CheckedFile): RuleVerdict[] {
  try {
    return checkers[provider](file);
  } catch (error) {
    const reason = isError(error) ? error.message.split('\n')[0] : 'unknown';
    return [
      {
        id: 'SYNTAX',
        title: 'The file can be read',
        remedy: 'Correct the syntax; the other rules are checked afterwards',
        audit: 'YAML',
        status: 'failed',
        problems: [{ message: reason, line: lineIn(reason) }],
      },
    ];
  }
}

function lineIn(message: string): number {
  return Number(/at line (\d+)/.exec(message)?.[1] ?? 1);
}

function judge<TView extends { lineAt(path: YamlPath): number }>(
  rules: CheckRule<TView>[],
  view: TView,
): RuleVerdict[] {
  return rules.map(({ id, title, remedy, audit, check: apply }) => {
    const verdict = apply(view);
    const rule = { id, title, remedy, audit };
    if (!Array.isArray(verdict)) {
      return {
        ...rule,
        status: 'not-applicable',
        reason: verdict.notApplicable,
        problems: [],
      };
    }
    return {
      ...rule,
      status: verdict.length === 0 ? 'passed' : 'failed',
      problems: verdict.map(({ at, message }) => ({
        message,
        line: view.lineAt(at),
      })),
    };
  });
}

function waive(rules: RuleVerdict[], text: string): RuleVerdict[] {
  const waivers = new Map(
    [
      ...text.matchAll(
        /(?:#|\/\/)\s*devops: allow ([A-Z]+-\d+)[ \t]+(\S.*)$/gm,
      ),
    ].map(([, id, reason]) => [id, reason.trim()]),
  );
  return rules.map(rule => {
    const reason = waivers.get(rule.id);
    return rule.status === 'failed' && reason !== undefined
      ? { ...rule, status: 'waived', reason }
      : rule;
  });
}
