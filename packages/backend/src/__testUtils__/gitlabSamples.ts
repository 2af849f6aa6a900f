import type { Delivery } from './startForges';

/**
 * Webhooks with the facts of the examples in GitLab's documentation
 * (Webhook events: pipeline, job and deployment events), each in the states
 * through which it passes. Dates are in the three forms that are found there.
 */
const project = {
  id: 1,
  name: 'Gitlab Test',
  web_url: 'http://192.168.64.1:3005/gitlab-org/gitlab-test',
  path_with_namespace: 'gitlab-org/gitlab-test',
  default_branch: 'master',
};
const user = { id: 1, name: 'Administrator', username: 'root' };
const sha = 'bcbb5ec396a2c0f828686f14fac9b80b780504f2';

const build = (
  id: number,
  stage: string,
  name: string,
  status: string,
  times: { started?: string; finished?: string } = {},
) => ({
  id,
  stage,
  name,
  status,
  created_at: '2016-08-12 15:23:28 UTC',
  started_at: times.started ?? null,
  finished_at: times.finished ?? null,
  when: status === 'manual' ? 'manual' : 'on_success',
  manual: status === 'manual',
  allow_failure: false,
  user,
});

const ended = [
  build(377, 'test', 'test-image', 'success', {
    started: '2016-08-12 15:26:12 UTC',
    finished: '2016-08-12 15:26:29 UTC',
  }),
  build(378, 'test', 'test-build', 'success', {
    started: '2016-08-12 15:26:12 UTC',
    finished: '2016-08-12 15:26:29 UTC',
  }),
  build(376, 'build', 'build-image', 'success', {
    started: '2016-08-12 15:24:56 UTC',
    finished: '2016-08-12 15:25:26 UTC',
  }),
];

function pipeline(status: string, builds: object[], end?: string): Delivery {
  return {
    forge: 'gitlab',
    event: 'Pipeline Hook',
    body: {
      object_kind: 'pipeline',
      object_attributes: {
        id: 31,
        iid: 3,
        ref: 'master',
        tag: false,
        sha,
        source: 'merge_request_event',
        status,
        stages: ['build', 'test', 'deploy'],
        created_at: '2016-08-12 15:23:28 UTC',
        finished_at: end ?? null,
        duration: end ? 63 : null,
      },
      user,
      project,
      commit: { id: sha, message: 'test\n', author: { name: 'User' } },
      builds,
    },
  };
}

function job(
  status: string,
  times: { started?: string; finished?: string } = {},
): Delivery {
  return {
    forge: 'gitlab',
    event: 'Job Hook',
    body: {
      object_kind: 'build',
      ref: 'gitlab-script-trigger',
      tag: false,
      sha: '2293ada6b400935a1378653304eaf6221e0fdb8f',
      build_id: 1977,
      build_name: 'test',
      build_stage: 'test',
      build_status: status,
      build_created_at: '2021-02-23T02:41:37.886Z',
      build_started_at: times.started ?? null,
      build_finished_at: times.finished ?? null,
      build_allow_failure: false,
      build_failure_reason: 'script_failure',
      retries_count: 0,
      pipeline_id: 2366,
      project_id: 380,
      user,
      // Its id is that of the pipeline, as in the documentation.
      commit: { id: 2366, sha: '2293ada6b400935a1378653304eaf6221e0fdb8f' },
      project,
    },
  };
}

function deployment(status: string, changedAt: string): Delivery {
  return {
    forge: 'gitlab',
    event: 'Deployment Hook',
    body: {
      object_kind: 'deployment',
      status,
      status_changed_at: changedAt,
      deployment_id: 15,
      deployable_id: 796,
      deployable_url:
        'https://gitlab.example.com/root/test-deployment-webhooks/-/jobs/796',
      environment: 'staging',
      environment_tier: 'staging',
      environment_slug: 'staging',
      environment_external_url: 'https://staging.example.com',
      project,
      short_sha: '279484c0',
      user,
      user_url: 'https://gitlab.example.com/root',
      commit_url:
        'https://gitlab.example.com/root/test-deployment-webhooks/-/commit/279484c09fbe69ededfced8c1bb6e6d24616b468',
      commit_title: 'Add new file',
    },
  };
}

const waiting = build(380, 'deploy', 'production', 'skipped');
const played = build(379, 'deploy', 'staging', 'created');

/** Deliveries about the same things, group by group. */
export const gitlabSamples: Delivery[][] = [
  [
    pipeline('pending', [...ended.map(open), played, waiting]),
    pipeline('running', [...ended.slice(2), played, waiting]),
    pipeline(
      'failed',
      [{ ...ended[0], status: 'failed' }, ...ended.slice(1), waiting],
      '2016-08-12 15:26:29 UTC',
    ),
    pipeline('running', [...ended, { ...played, status: 'pending' }, waiting]),
    pipeline(
      'success',
      [...ended, { ...played, status: 'success' }, waiting],
      '2016-08-12 15:26:29 UTC',
    ),
  ],
  [
    job('created'),
    job('pending'),
    job('running', { started: '2021-02-23T02:42:00.000Z' }),
    job('failed', {
      started: '2021-02-23T02:42:00.000Z',
      finished: '2021-02-23T02:43:10.000Z',
    }),
    job('success', {
      started: '2021-02-23T02:42:00.000Z',
      finished: '2021-02-23T02:43:10.000Z',
    }),
  ],
  [
    deployment('created', '2021-04-28 21:49:50 +0200'),
    deployment('running', '2021-04-28 21:50:00 +0200'),
    deployment('success', '2021-04-28 21:50:00 +0200'),
    deployment('failed', '2021-04-28 21:50:00 +0200'),
    deployment('canceled', '2021-04-28 21:51:00 +0200'),
  ],
];

function open(entry: object): object {
  return { ...entry, status: 'created', started_at: null, finished_at: null };
}
