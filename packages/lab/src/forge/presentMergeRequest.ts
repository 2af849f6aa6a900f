import { LabState } from '../state/LabState';
import { MergeRequest } from '../state/types';
import { Presenter } from './present';

/** GitLab's JSON of a merge request, with its latest pipeline. */
export function presentMergeRequest(
  mergeRequest: MergeRequest,
  options: { state: LabState; present: Presenter },
) {
  const { state, present } = options;
  const project = state.projects.require(mergeRequest.projectId);
  const users = (ids: number[]) =>
    ids.flatMap(id => {
      const user = state.users.get(id);
      return user ? [present.user(user)] : [];
    });
  const pipeline = state.pipelines
    .filter(
      candidate =>
        candidate.projectId === project.id &&
        candidate.sha === mergeRequest.sha,
    )
    .at(-1);
  const [assignee = null] = users(mergeRequest.assigneeIds);
  return {
    id: mergeRequest.id,
    iid: mergeRequest.iid,
    project_id: project.id,
    title: mergeRequest.title,
    description: mergeRequest.description,
    state: mergeRequest.state,
    created_at: mergeRequest.createdAt,
    updated_at: mergeRequest.updatedAt,
    merged_at: mergeRequest.mergedAt ?? null,
    closed_at: mergeRequest.closedAt ?? null,
    target_branch: mergeRequest.targetBranch,
    source_branch: mergeRequest.sourceBranch,
    author: present.user(state.users.require(mergeRequest.authorId)),
    assignee,
    assignees: users(mergeRequest.assigneeIds),
    reviewers: users(mergeRequest.reviewerIds),
    source_project_id: project.id,
    target_project_id: project.id,
    labels: mergeRequest.labels,
    draft: /^draft:/i.test(mergeRequest.title),
    merge_when_pipeline_succeeds: mergeRequest.mergeWhenPipelineSucceeds,
    merge_status: 'can_be_merged',
    detailed_merge_status:
      mergeRequest.state === 'opened' ? 'mergeable' : 'not_open',
    sha: mergeRequest.sha,
    merge_commit_sha: mergeRequest.mergeCommitSha ?? null,
    squash_commit_sha: null,
    force_remove_source_branch: mergeRequest.removeSourceBranch,
    reference: `!${mergeRequest.iid}`,
    references: {
      short: `!${mergeRequest.iid}`,
      relative: `!${mergeRequest.iid}`,
      full: `${project.fullPath}!${mergeRequest.iid}`,
    },
    web_url: `${present.projectUrl(project)}/-/merge_requests/${mergeRequest.iid}`,
    head_pipeline: pipeline ? present.pipelineDetails(pipeline) : null,
  };
}
