import { viewPipeline } from '../../pipeline/emitters/gitlab/rules/view';
import { checkGitlabPipeline } from '../../pipeline/emitters/gitlab/rules';
import { UNLOCKED_INSTALLS } from './github/supplyChain';
import { CheckedFile } from './rule';
import { RuleVerdict } from './types';

/** What to do about each rule, and where it comes from. */
const ADVICE: Record<string, { remedy: string; audit: string }> = {
  'GL-01': {
    remedy:
      'Add workflow:rules that skip the branch pipeline while a merge request is open',
    audit: 'GitLab workflow rules',
  },
  'GL-02': {
    remedy: 'Replace only and except by rules',
    audit: 'GitLab rules',
  },
  'GL-03': {
    remedy: 'Set default: interruptible: true, and false on jobs that deploy',
    audit: 'GitLab deployment safety',
  },
  'GL-04': {
    remedy:
      'Pin components to a version, projects to a commit, and copy remote files',
    audit: 'GitLab pipeline security; CI/CD components',
  },
  'GL-05': {
    remedy: 'Write image: name:tag@sha256:...',
    audit: 'GitLab pipeline security',
  },
  'GL-06': {
    remedy: 'Install from the lock file, and name versions of tools',
    audit: 'GitLab pipeline security',
  },
  'GL-07': {
    remedy: 'Declare spec:inputs with types',
    audit: 'GitLab pipeline security',
  },
  'GL-08': {
    remedy: 'Add resource_group with the name of the environment',
    audit: 'GitLab deployment safety',
  },
  'GL-09': {
    remedy:
      'Add environment: name, url and deployment_tier; on_stop and auto_stop_in for review apps',
    audit: 'GitLab environments',
  },
  'GL-10': {
    remedy: 'Deploy to an environment from one job',
    audit: 'GitLab deployment safety',
  },
  'GL-11': { remedy: 'Use id_tokens with aud', audit: 'GitLab ID tokens' },
  'GL-12': {
    remedy: 'Keep secrets in masked, protected variables of an environment',
    audit: 'GitLab pipeline security',
  },
  'GL-13': {
    remedy: "Remove allow_failure: true and '|| true' from gates",
    audit: 'golden path',
  },
  'GL-14': {
    remedy: 'Add needs and timeout; retry faults of the runner only',
    audit: 'golden path',
  },
  'GL-15': {
    remedy: 'Rename the job: a template of GitLab has one of that name',
    audit: 'GitLab CI/CD components',
  },
  'GL-16': {
    remedy: 'Report the list under artifacts:reports:cyclonedx',
    audit: 'GitLab dependency scanning',
  },
  'GL-17': {
    remedy: 'Declare the stage, and give the job a script',
    audit: 'GitLab CI lint',
  },
};

const GATE = /lint|test|scan|sast|secret|audit|sbom/i;

/** Checks a pipeline of GitLab, whoever wrote it. */
export function checkGitlab(file: CheckedFile): RuleVerdict[] {
  const { jobs } = viewPipeline(file.text);
  const lines = file.text.split('\n');
  const lineOf = (message: string) => {
    const name = message.split(' ')[0];
    const index = lines.findIndex(
      line => line.startsWith(`${name}:`) || line.startsWith(`"${name}":`),
    );
    return index < 0 ? 1 : index + 1;
  };
  const own: Record<string, string[]> = {
    'GL-06': jobs.flatMap(job =>
      job.script.flatMap(line =>
        UNLOCKED_INSTALLS.filter(({ pattern }) => pattern.test(line)).map(
          ({ instead }) => `${job.name} should use ${instead}`,
        ),
      ),
    ),
    'GL-13': jobs
      .filter(({ name }) => GATE.test(name))
      .flatMap(job => [
        ...(job.own.allow_failure === true
          ? [`${job.name} may fail unnoticed`]
          : []),
        ...(job.script.some(line => /\|\|\s*(?:true|:|exit 0)\s*$/.test(line))
          ? [`${job.name} throws a failure away`]
          : []),
      ]),
  };
  const titles: Record<string, string> = {
    'GL-13': 'Gates can fail',
  };
  return checkGitlabPipeline(file.text).map(({ id, title, problems }) => {
    const messages = own[id] ?? problems;
    return {
      id,
      title: titles[id] ?? title,
      ...ADVICE[id],
      status: messages.length === 0 ? ('passed' as const) : ('failed' as const),
      problems: messages.map(message => ({ message, line: lineOf(message) })),
    };
  });
}
