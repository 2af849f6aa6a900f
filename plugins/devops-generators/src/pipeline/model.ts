import { EnvironmentTier } from '../environments/types';

/**
 * The gates that a change passes before it is deployed.
 *
 * @public
 */
export const GATE_IDS = [
  'lint',
  'unit-tests',
  'secret-scan',
  'dependency-audit',
  'sbom',
] as const;

/**
 * Identifies a quality gate.
 *
 * @public
 */
export type GateId = (typeof GATE_IDS)[number];

/**
 * A pipeline, independent of the system that runs it.
 *
 * Stacks (Node.js, ...) produce it, emitters (GitLab CI, ...) write it down.
 *
 * @public
 */
export interface Pipeline {
  /** Name of the service that the pipeline delivers. */
  service: string;
  /** Image of all jobs, fixed by digest. */
  image: string;
  /** Stages in the order in which they are shown. */
  stages: string[];
  jobs: Job[];
}

/**
 * A unit of work on one machine.
 *
 * @public
 */
export interface Job {
  /** Unique in the pipeline: lower-case letters, digits and hyphens. */
  id: string;
  stage: string;
  /** Why the job exists, one sentence for the reader of the pipeline. */
  reason: string;
  /** Jobs that have to succeed first. An empty list starts the job at once. */
  needs: JobNeed[];
  /** POSIX shell commands; the first that fails ends the job. */
  commands: string[];
  /** Minutes after which the job is stopped. */
  timeoutMinutes: number;
  artifacts?: JobArtifacts;
  /** Regular expression whose first group is the coverage in percent. */
  coverage?: string;
  /** Exit codes that are shown as a warning and let the pipeline go on. */
  warningExitCodes?: number[];
  /** Set on jobs that put a version into an environment. */
  deployment?: JobDeployment;
}

/**
 * An edge from a job to one that runs before it.
 *
 * @public
 */
export interface JobNeed {
  job: string;
  /** Whether the files of that job are wanted too. */
  artifacts: boolean;
}

/**
 * Files that a job leaves behind.
 *
 * @public
 */
export interface JobArtifacts {
  paths: string[];
  /** Days until they are deleted. */
  expireInDays: number;
  /** Whether they are kept after a failure, which is when reports matter. */
  keepOnFailure?: boolean;
  reports?: {
    junit?: string;
    cobertura?: string;
    cyclonedx?: string;
  };
}

/**
 * Where and how a job deploys.
 *
 * @public
 */
export interface JobDeployment {
  environment: string;
  tier: EnvironmentTier;
  url: string;
  /** Whether a person starts it. */
  manual: boolean;
  /** Audience of the short-lived identity token that the job receives. */
  identityAudience?: string;
}
