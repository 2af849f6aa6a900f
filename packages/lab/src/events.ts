import { EventEmitter } from 'events';
import {
  Deployment,
  Issue,
  Job,
  MergeRequest,
  Pipeline,
  Project,
  User,
} from './state/types';

export interface PushEvent {
  project: Project;
  /** Full ref name, such as `refs/heads/main`. */
  ref: string;
  before: string;
  after: string;
  user: User;
}

export interface MergeRequestEvent {
  mergeRequest: MergeRequest;
  action: 'open' | 'update' | 'approved' | 'merge' | 'close' | 'reopen';
  user: User;
}

export interface IssueEvent {
  issue: Issue;
  action: 'open' | 'update' | 'close' | 'reopen';
  user: User;
}

interface LabEventMap {
  push: [PushEvent];
  mergeRequest: [MergeRequestEvent];
  issue: [IssueEvent];
  pipeline: [Pipeline];
  job: [Job];
  deployment: [Deployment];
}

/** What happens in the forge, told to whoever listens in this process. */
export class LabEvents extends EventEmitter<LabEventMap> {}
