import { LabState } from '../state/LabState';
import { Issue } from '../state/types';
import { Presenter } from './present';

/** GitLab's JSON of an issue or an incident. */
export function presentIssue(
  issue: Issue,
  options: { state: LabState; present: Presenter },
) {
  const { state, present } = options;
  const project = state.projects.require(issue.projectId);
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: project.id,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt ?? null,
    labels: issue.labels,
    author: present.user(state.users.require(issue.authorId)),
    confidential: false,
    issue_type: issue.type,
    type: issue.type.toUpperCase(),
    severity: issue.severity.toUpperCase(),
    web_url: `${present.projectUrl(project)}/-/issues/${issue.iid}`,
  };
}
