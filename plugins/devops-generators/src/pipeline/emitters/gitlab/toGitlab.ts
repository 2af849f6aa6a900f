import { Job, JobArtifacts, JobDeployment, Pipeline } from '../../model';
import { IncludeSpec } from '../../includes';

/** A mapping of a GitLab CI file, ready to be written as YAML. */
export type GitlabMapping = Record<string, unknown>;

/** Condition under which a version may leave the pipeline. */
const ON_DEFAULT_BRANCH = '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH';

/** The typed parameter with which a run can be kept from deploying. */
export const DEPLOY_INPUT = 'deploy';

/** The typed parameters of the pipeline. */
export function toSpec(): GitlabMapping {
  return {
    spec: {
      inputs: {
        [DEPLOY_INPUT]: {
          type: 'boolean',
          default: true,
          description:
            'Whether a run on the default branch deploys what it has built',
        },
      },
    },
  };
}

/** What decides when a pipeline runs at all. */
export function toWorkflow(): GitlabMapping {
  return {
    rules: [
      { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
      { if: '$CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS', when: 'never' },
      { if: '$CI_COMMIT_BRANCH' },
    ],
  };
}

/** What all jobs have in common. */
export function toDefaults(pipeline: Pick<Pipeline, 'image'>): GitlabMapping {
  return {
    image: pipeline.image,
    interruptible: true,
    retry: {
      max: 2,
      when: ['runner_system_failure', 'scheduler_failure', 'api_failure'],
    },
  };
}

/** Includes as GitLab writes them. */
export function toIncludes(includes: IncludeSpec[]): GitlabMapping[] {
  return includes.map(include => ({ ...include }));
}

/**
 * One job. Keys that `defaults` already says are left out.
 *
 * @param options.deployInput - whether the file declares the input `deploy`
 * @param options.inherited - what the file says for all jobs
 */
export function toJob(
  job: Job,
  options: {
    image: string;
    deployInput: boolean;
    inherited: GitlabMapping;
  },
): GitlabMapping {
  const own: GitlabMapping = {
    ...toDefaults(options),
    ...(job.deployment ? { interruptible: false } : {}),
  };
  const common = Object.fromEntries(
    Object.entries(own).filter(
      ([key, value]) =>
        JSON.stringify(options.inherited[key]) !== JSON.stringify(value),
    ),
  );
  return {
    stage: job.stage,
    ...common,
    needs: job.needs.map(need =>
      need.artifacts ? { job: need.job } : { ...need },
    ),
    timeout: `${job.timeoutMinutes} minutes`,
    ...(job.deployment
      ? toDeployment(job.deployment, options.deployInput)
      : {}),
    script: job.commands,
    ...(job.warningExitCodes
      ? { allow_failure: { exit_codes: job.warningExitCodes } }
      : {}),
    ...(job.coverage ? { coverage: `/${job.coverage}/` } : {}),
    ...(job.artifacts ? { artifacts: toArtifacts(job.artifacts) } : {}),
  };
}

function toArtifacts(artifacts: JobArtifacts): GitlabMapping {
  const { junit, cobertura, cyclonedx } = artifacts.reports ?? {};
  const reports = {
    ...(junit ? { junit } : {}),
    ...(cobertura
      ? {
          coverage_report: { coverage_format: 'cobertura', path: cobertura },
        }
      : {}),
    ...(cyclonedx ? { cyclonedx } : {}),
  };
  return {
    ...(artifacts.keepOnFailure ? { when: 'always' } : {}),
    expire_in: `${artifacts.expireInDays} days`,
    paths: artifacts.paths,
    ...(Object.keys(reports).length ? { reports } : {}),
  };
}

function toDeployment(
  deployment: JobDeployment,
  deployInput: boolean,
): GitlabMapping {
  const condition = deployInput
    ? `${ON_DEFAULT_BRANCH} && "$[[ inputs.${DEPLOY_INPUT} ]]" == "true"`
    : ON_DEFAULT_BRANCH;
  return {
    rules: [
      {
        if: condition,
        // Blocking on purpose: with an optional manual job, a failed
        // production deployment would leave the pipeline green.
        ...(deployment.manual ? { when: 'manual', allow_failure: false } : {}),
      },
    ],
    environment: {
      name: deployment.environment,
      url: deployment.url,
      deployment_tier: deployment.tier,
    },
    resource_group: deployment.environment,
    ...(deployment.identityAudience
      ? { id_tokens: { DEPLOY_ID_TOKEN: { aud: deployment.identityAudience } } }
      : {}),
  };
}
