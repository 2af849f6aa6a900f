/** Records of the forge. Times are ISO 8601 strings in UTC. */

export interface User {
  id: number;
  username: string;
  name: string;
  email: string;
}

export interface Group {
  id: number;
  name: string;
  path: string;
  createdAt: string;
}

export interface Project {
  id: number;
  groupId: number;
  name: string;
  path: string;
  /** `group/project`. */
  fullPath: string;
  description: string;
  visibility: string;
  topics: string[];
  defaultBranch?: string;
  createdAt: string;
  lastActivityAt: string;
  creatorId: number;
  /** Settings that clients send and read back, under GitLab's names. */
  settings: Record<string, string | number | boolean | null>;
  protectedBranches: string[];
  /** What each ref pointed at when the forge last looked. */
  refs: Record<string, string>;
}

export const activeStatuses = [
  'created',
  'pending',
  'running',
  'manual',
] as const;

export type JobStatus =
  | 'created'
  | 'pending'
  | 'running'
  | 'success'
  | 'failed'
  | 'canceled'
  | 'skipped'
  | 'manual';

export interface Pipeline {
  id: number;
  iid: number;
  projectId: number;
  ref: string;
  tag: boolean;
  sha: string;
  beforeSha: string;
  source: string;
  status: JobStatus;
  mergeRequestId?: number;
  userId: number;
  createdAt: string;
  updatedAt: string;
  startedAt?: string;
  finishedAt?: string;
  coverage?: number;
  yamlErrors?: string;
  variables: Record<string, string>;
}

export interface JobEnvironment {
  name: string;
  url?: string;
  tier: string;
  action: string;
}

export interface Job {
  id: number;
  pipelineId: number;
  projectId: number;
  name: string;
  stage: string;
  /** Position of the stage in the pipeline. */
  stageIndex: number;
  status: JobStatus;
  when: string;
  allowFailure: boolean;
  /** Names of the jobs this one waits for; absent means all earlier stages. */
  needs?: JobNeed[];
  /** Names of the jobs whose artifacts are fetched; absent means as `needs`. */
  dependencies?: string[];
  environment?: JobEnvironment;
  resourceGroup?: string;
  interruptible: boolean;
  timeoutSeconds: number;
  retried: boolean;
  userId: number;
  createdAt: string;
  queuedAt?: string;
  startedAt?: string;
  finishedAt?: string;
  coverage?: number;
  failureReason?: string;
}

export interface JobNeed {
  job: string;
  artifacts: boolean;
  optional: boolean;
}

export interface Environment {
  id: number;
  projectId: number;
  name: string;
  slug: string;
  externalUrl?: string;
  tier: string;
  state: string;
  createdAt: string;
  updatedAt: string;
}

export interface Deployment {
  id: number;
  iid: number;
  projectId: number;
  environmentId: number;
  jobId: number;
  ref: string;
  tag: boolean;
  sha: string;
  status: JobStatus;
  userId: number;
  createdAt: string;
  updatedAt: string;
  finishedAt?: string;
}

export interface MergeRequest {
  id: number;
  iid: number;
  projectId: number;
  title: string;
  description: string;
  sourceBranch: string;
  targetBranch: string;
  state: 'opened' | 'merged' | 'closed';
  labels: string[];
  assigneeIds: number[];
  reviewerIds: number[];
  authorId: number;
  removeSourceBranch: boolean;
  mergeWhenPipelineSucceeds: boolean;
  mergeCommitSha?: string;
  approvals?: Approval[];
  sha: string;
  createdAt: string;
  updatedAt: string;
  mergedAt?: string;
  closedAt?: string;
}

export interface Approval {
  userId: number;
  approvedAt: string;
}

export const severities = ['low', 'medium', 'high', 'critical'] as const;

export interface Issue {
  id: number;
  iid: number;
  projectId: number;
  type: 'issue' | 'incident';
  title: string;
  description: string;
  state: 'opened' | 'closed';
  severity: (typeof severities)[number] | 'unknown';
  labels: string[];
  authorId: number;
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
}

export const hookEvents = [
  'push_events',
  'tag_push_events',
  'merge_requests_events',
  'issues_events',
  'job_events',
  'pipeline_events',
  'deployment_events',
] as const;

export type HookEvent = (typeof hookEvents)[number];

export interface Hook {
  id: number;
  /** Absent for the hooks of the whole instance. */
  projectId?: number;
  uuid: string;
  url: string;
  token?: string;
  signingToken?: string;
  events: Record<HookEvent, boolean>;
  createdAt: string;
}

export interface Variable {
  id: number;
  projectId: number;
  key: string;
  value: string;
  masked: boolean;
  hidden: boolean;
  protected: boolean;
  raw: boolean;
  variableType: string;
  environmentScope: string;
  description: string | null;
}
