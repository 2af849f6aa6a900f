import examples from '@octokit/webhooks-examples';
import { compareVersions } from '@backstage-devops/plugin-devops-node';
import type {
  DeliveryRecord,
  DeploymentRecord,
  JobRecord,
} from '@backstage-devops/plugin-devops-node';
import { parseWebhook } from './parse';

type Facts = Record<string, unknown>;
type Payload = Record<string, Facts>;

/** A published example that fits, with changes. */
function example(
  event: string,
  fits: (payload: Payload, action: unknown) => boolean,
  change: (payload: Payload) => void = () => {},
): Payload {
  const found = examples
    .filter(({ name }) => name === event)
    .flatMap(entry => entry.examples as unknown as Payload[])
    .find(payload => fits(payload, payload.action));
  if (!found) {
    throw new Error(`No example of ${event} fits`);
  }
  const copy = structuredClone(found);
  change(copy);
  return copy;
}

const parse = (event: string, body: unknown) =>
  parseWebhook({ event, body, receivedAt: new Date() });

const isNewer = (a: DeliveryRecord, b: DeliveryRecord) =>
  compareVersions(a.version, b.version) > 0;

describe('workflow_run', () => {
  const run = (
    facts: Facts,
    fits: (payload: Payload) => boolean = ({ workflow_run }) =>
      workflow_run.conclusion === 'success',
  ) =>
    parse(
      'workflow_run',
      example('workflow_run', fits, payload =>
        Object.assign(payload.workflow_run, facts),
      ),
    );

  it('is read in full, and read again once it rests', () => {
    const { records, refresh } = run({
      event: 'push',
      name: 'CI',
      repository: undefined,
    });
    expect(records).toEqual([
      {
        type: 'run',
        scope: 'octo-org/octo-repo',
        key: 'run:289782451',
        version: expect.objectContaining({ generation: 1, terminal: true }),
        externalId: '163',
        name: 'CI',
        status: 'succeeded',
        providerStatus: 'success',
        attempt: 1,
        ref: 'master',
        defaultBranch: true,
        revision: '3484a3fb816e0859fd6e1cea078d76385ff50625',
        commit: {
          sha: '3484a3fb816e0859fd6e1cea078d76385ff50625',
          title: 'build(test): check workflow run event payload',
          author: 'Matthias Fax',
        },
        actor: expect.objectContaining({ name: expect.any(String) }),
        trigger: 'push',
        createdAt: '2020-10-05T16:33:24.000Z',
        startedAt: '2020-10-05T16:33:49.000Z',
        finishedAt: '2020-10-05T16:33:49.000Z',
        durationMs: 0,
        url: 'https://github.com/octo-org/octo-repo/actions/runs/289782451',
        controls: ['retry'],
      },
    ]);
    expect(refresh).toEqual([
      { scope: 'octo-org/octo-repo', key: 'run:289782451' },
    ]);
  });

  it('is as open as its status, even if the action is completed', () => {
    const { records } = parse(
      'workflow_run',
      example(
        'workflow_run',
        ({ workflow_run }, action) =>
          action === 'completed' && workflow_run.status === 'queued',
      ),
    );
    expect(records).toMatchObject([
      { status: 'queued', version: { terminal: false } },
    ]);
  });

  it('waits for an approval that GitHub calls a conclusion', () => {
    const { records, refresh } = parse(
      'workflow_run',
      example(
        'workflow_run',
        ({ workflow_run }) => workflow_run.conclusion === 'action_required',
      ),
    );
    expect(records).toMatchObject([
      {
        status: 'waiting',
        waitingOn: 'approval',
        version: { terminal: false },
        controls: [],
      },
    ]);
    expect(refresh).toHaveLength(1);
  });

  it('starts over with each attempt, whatever its times are', () => {
    const [ended] = run({}).records;
    const [again] = run({
      run_attempt: 2,
      status: 'queued',
      conclusion: null,
    }).records;
    expect(isNewer(again, ended)).toBe(true);
  });

  it('goes by its file where the workflow has no name', () => {
    const [record] = parse(
      'workflow_run',
      example(
        'workflow_run',
        ({ workflow_run }) => workflow_run.path !== undefined,
        payload => {
          payload.workflow_run.name = null;
          Object.assign(payload, { workflow: null });
        },
      ),
    ).records;
    expect(record).toMatchObject({ name: 'test.yml' });
  });

  it.each([
    ['a push to it', { event: 'push' }, true],
    ['another branch', { event: 'push', head_branch: 'next' }, false],
    ['a pull request', { event: 'pull_request' }, false],
    ['a fork', { head_repository: { full_name: 'else/where' } }, false],
    ['a tag', { head_branch: 'v1.0.0' }, false],
  ])('is of the default branch or not: %s', (_, facts, expected) => {
    expect(run(facts).records).toMatchObject([{ defaultBranch: expected }]);
  });

  it.each([
    ['timed_out', 'failed'],
    ['startup_failure', 'failed'],
    ['cancelled', 'canceled'],
    ['neutral', 'succeeded'],
    ['invented_later', 'unknown'],
  ])('ends with the conclusion %s as %s', (conclusion, status) => {
    expect(run({ conclusion }).records).toMatchObject([
      { status, providerStatus: conclusion, version: { terminal: true } },
    ]);
  });
});

describe('workflow_job', () => {
  it('has steps and says which one failed', () => {
    const { records } = parse(
      'workflow_job',
      example(
        'workflow_job',
        ({ workflow_job }) => workflow_job.conclusion === 'failure',
      ),
    );
    expect(records).toMatchObject([
      {
        key: 'job:289782451',
        runKey: 'run:2202229078',
        status: 'failed',
        failureReason: expect.any(String),
        durationMs: 198_000,
        controls: ['retry'],
      },
    ]);
    const [{ steps = [] }] = records as JobRecord[];
    expect(steps).toHaveLength(12);
    expect(steps[0]).toMatchObject({
      status: 'succeeded',
      startedAt: expect.any(String),
    });
    expect(steps.map(({ status }) => status)).toContain('failed');
  });

  it('needs neither attempt nor time of creation', () => {
    const { records } = parse(
      'workflow_job',
      example(
        'workflow_job',
        ({ workflow_job }) => workflow_job.run_attempt === undefined,
      ),
    );
    expect(records).toMatchObject([{ status: 'running' }]);
  });

  it('follows its deployment while nothing else of it moves', () => {
    const waiting = example(
      'workflow_job',
      ({ deployment }) => deployment !== undefined,
    );
    const approved = structuredClone(waiting);
    approved.workflow_job.status = 'queued';
    approved.deployment.updated_at = '2023-04-19T21:13:00Z';
    const [before] = parse('workflow_job', waiting).records;
    const [after] = parse('workflow_job', approved).records;
    expect(before).toMatchObject({
      status: 'waiting',
      waitingOn: 'approval',
      environment: 'Test',
      controls: ['play'],
    });
    expect(after).toMatchObject({ status: 'queued', waitingOn: 'runner' });
    expect(isNewer(after, before)).toBe(true);
  });
});

describe('deployment_status', () => {
  const status = (facts: Facts, entry: Facts = {}): DeliveryRecord[] =>
    parse(
      'deployment_status',
      example(
        'deployment_status',
        ({ deployment_status }) => deployment_status.state === 'success',
        payload => {
          Object.assign(payload.deployment, entry);
          Object.assign(payload.deployment_status, facts);
        },
      ),
    ).records;

  it('tells of the deployment and of what it reached', () => {
    const [deployment, environment] = status(
      {
        environment_url: 'https://shop.example',
        log_url:
          'https://github.com/codertocat/hello-world/actions/runs/7/job/9',
      },
      { production_environment: true, ref: 'v1.2.3' },
    );
    expect(deployment).toMatchObject({
      key: 'deployment:145988746',
      environment: 'production',
      tier: 'production',
      environmentUrl: 'https://shop.example',
      status: 'succeeded',
      release: 'v1.2.3',
      runKey: 'run:7',
      jobKey: 'job:9',
      finishedAt: '2019-05-15T15:20:55.000Z',
    });
    expect(environment).toMatchObject({
      key: 'environment:codertocat/hello-world:production',
      url: 'https://shop.example',
      gone: false,
    });
  });

  it('knows run and job from the payload, where they are in it', () => {
    const [deployment] = parse(
      'deployment_status',
      example(
        'deployment_status',
        ({ workflow_run }) => workflow_run !== undefined,
      ),
    ).records;
    expect(deployment).toMatchObject({
      environment: 'github-pages',
      status: 'running',
      startedAt: '2022-01-03T01:28:40.000Z',
      runKey: 'run:289782451',
      jobKey: 'job:128620228',
    });
    expect(deployment).not.toHaveProperty('tier');
  });

  it('tells nothing when another deployment took its place', () => {
    expect(status({ state: 'inactive' })).toEqual([]);
  });

  it('takes an end from two states with one id', () => {
    const [succeeded] = status({});
    const [running] = status({ state: 'in_progress' });
    expect(isNewer(succeeded, running)).toBe(true);
    const later = '2019-05-15T16:00:00Z';
    const [late] = status({
      state: 'in_progress',
      created_at: later,
      updated_at: later,
    });
    expect(isNewer(succeeded, late)).toBe(true);
  });

  it.each(['pending', 'queued', 'waiting', 'in_progress', 'error', 'failure'])(
    'puts %s before success within a second',
    state => {
      expect(isNewer(status({})[0], status({ state })[0])).toBe(true);
    },
  );

  it.each([
    ['another task', { task: 'deploy:migrations' }],
    ['an environment that goes away', { transient_environment: true }],
  ])('does not count %s', (_, entry) => {
    expect(status({}, entry)).toEqual([]);
    const body = example(
      'deployment',
      () => true,
      payload => Object.assign(payload.deployment, entry),
    );
    expect(parse('deployment', body).records).toEqual([]);
  });

  it('has neither a release nor a ref where a commit is deployed', () => {
    const revision = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e';
    const [deployment] = status({}, { ref: revision }) as DeploymentRecord[];
    expect(deployment.revision).toBe(revision);
    expect(deployment).not.toHaveProperty('ref');
    expect(deployment).not.toHaveProperty('release');
  });
});

describe('pull_request', () => {
  const pull = (facts: Facts) =>
    parse(
      'pull_request',
      example(
        'pull_request',
        () => true,
        payload => Object.assign(payload.pull_request, facts),
      ),
    ).records;

  it('is merged by the commit that it left on its target', () => {
    const [merged] = pull({
      state: 'closed',
      merged_at: '2019-05-15T15:21:18Z',
      closed_at: '2019-05-15T15:21:18Z',
      merge_commit_sha: 'c4295bd74fb0f4fda03689c3df3f2803b658fd85',
    });
    expect(merged).toMatchObject({
      key: 'pull:codertocat/hello-world#2',
      externalId: '#2',
      status: 'merged',
      revision: 'c4295bd74fb0f4fda03689c3df3f2803b658fd85',
      sourceBranch: 'changes',
      targetBranch: 'master',
      mergedAt: '2019-05-15T15:21:18.000Z',
      version: { terminal: true },
    });
  });

  it('has no commit on its target while it is open', () => {
    const [open] = pull({ merge_commit_sha: 'c4295bd' });
    expect(open).toMatchObject({ status: 'open' });
    expect(open).not.toHaveProperty('revision');
  });

  it('can be opened again once it is closed', () => {
    const [closed] = pull({ state: 'closed' });
    const [again] = pull({ updated_at: '2019-05-15T15:30:00Z' });
    expect(isNewer(again, closed)).toBe(true);
  });
});

describe('pull_request_review', () => {
  const review = (facts: Facts, user: Facts = { login: 'reviewer' }) =>
    parse(
      'pull_request_review',
      example(
        'pull_request_review',
        (_, action) => action === 'submitted',
        payload => {
          Object.assign(payload.review, facts);
          Object.assign(payload.review.user as Facts, user);
        },
      ),
    ).records;
  const firstReviews = (records: DeliveryRecord[]) =>
    records.filter(record => 'firstReviewAt' in record);

  it('prefers the earlier of two reviews, in whatever order they come', () => {
    const [early] = firstReviews(review({}));
    const [late] = firstReviews(
      review({ submitted_at: '2019-05-16T08:00:00Z' }),
    );
    expect(early).toMatchObject({ firstReviewAt: '2019-05-15T15:20:38.000Z' });
    expect(isNewer(early, late)).toBe(true);
    expect(isNewer(review({})[0], early)).toBe(true);
  });

  it('is an approval', () => {
    expect(review({ state: 'approved' })[0]).toMatchObject({
      approvedAt: '2019-05-15T15:20:38.000Z',
    });
  });

  it.each([
    ['its author', { login: 'Codertocat' }],
    ['a program', { login: 'lint[bot]', type: 'Bot' }],
  ])('is none by %s', (_, user) => {
    expect(firstReviews(review({}, user))).toEqual([]);
  });

  it('is none that was dismissed', () => {
    expect(firstReviews(review({ state: 'dismissed' }))).toEqual([]);
  });
});

describe('other events', () => {
  it.each(['push', 'release', 'check_run', 'check_suite', 'ping', '__proto__'])(
    '%s tells nothing about deliveries',
    event => {
      expect(parse(event, {})).toEqual({ records: [] });
    },
  );

  it('says what is wrong with a payload, and not what it says', () => {
    const body = { workflow_run: { id: 'secret' }, repository: {} };
    expect(() => parse('workflow_run', body)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(
          /^workflow_run is not as GitHub documents it: workflow_run\.id/,
        ),
      }),
    );
    expect(() => parse('workflow_run', body)).not.toThrow(/secret/);
  });
});
