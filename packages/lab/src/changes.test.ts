import { HookReceiver } from './testing/HookReceiver';
import { eventually, TestLab } from './testing/startTestLab';

type Commit = { id: string; title: string };
type MergeRequest = {
  iid: number;
  state: string;
  updated_at: string;
  merge_commit_sha: string;
};

describe('changes', () => {
  let lab: TestLab;
  let receiver: HookReceiver;
  let project: string;
  let first: string;
  let merged: MergeRequest;
  let branchCommits: string[];

  const hooks = (event: string) =>
    receiver.received
      .filter(({ headers }) => headers['x-gitlab-event'] === event)
      .map(({ body }) => JSON.parse(body));

  beforeAll(async () => {
    receiver = await HookReceiver.start();
    lab = await TestLab.start({ webhookUrl: receiver.url });
    const { id, sha } = await lab.createProject('tea', {
      'README.md': 'Tea\n',
      'src/oolong.js': 'steep(4);\npour();\nserve();\n',
    });
    project = `/projects/${id}`;
    first = sha;
    await lab.api(`${project}/repository/branches?branch=green&ref=main`, {
      method: 'POST',
    });
    const one = await lab.commit(
      id,
      { 'src/sencha.js': '1' },
      'create',
      'green',
    );
    const opened = await lab.api<MergeRequest>(`${project}/merge_requests`, {
      method: 'POST',
      body: {
        source_branch: 'green',
        target_branch: 'main',
        title: 'Green tea',
      },
    });
    const two = await lab.api<Commit>(`${project}/repository/commits`, {
      method: 'POST',
      body: {
        branch: 'green',
        commit_message: 'Name it',
        actions: [
          {
            action: 'move',
            previous_path: 'src/oolong.js',
            file_path: 'src/tea.js',
          },
        ],
      },
    });
    branchCommits = [one.id, two.id];
    // The push reaches the merge request in the background.
    await eventually(async () =>
      hooks('Merge Request Hook').find(
        body => body.object_attributes.action === 'update',
      ),
    );
    const path = `${project}/merge_requests/${opened.iid}`;
    await lab.api(`${path}/approve`, { method: 'POST' });
    merged = await lab.api<MergeRequest>(`${path}/merge`, { method: 'PUT' });
  });

  afterAll(async () => {
    await lab.stop();
    await receiver.stop();
  });

  it('compares in both directions, oldest first', async () => {
    const compare = (from: string, to: string) =>
      lab.api<{
        commits: Commit[];
        diffs: object[];
        compare_same_ref: boolean;
      }>(`${project}/repository/compare?from=${from}&to=${to}&straight=false`);
    const ahead = await compare(first, merged.merge_commit_sha);
    expect(ahead.commits.map(({ id }) => id)).toEqual([
      ...branchCommits,
      merged.merge_commit_sha,
    ]);
    expect(ahead.diffs).toEqual([
      expect.objectContaining({
        new_path: 'src/sencha.js',
        new_file: true,
        diff: expect.stringContaining('+1'),
      }),
      expect.objectContaining({
        old_path: 'src/oolong.js',
        new_path: 'src/tea.js',
        renamed_file: true,
      }),
    ]);
    const behind = await compare(merged.merge_commit_sha, first);
    expect(behind).toMatchObject({ commits: [], compare_same_ref: false });
    expect(await compare(first, first)).toMatchObject({
      commits: [],
      compare_same_ref: true,
    });
    const base = await lab.api<Commit>(
      `${project}/repository/merge_base?refs[]=${first}&refs[]=green`,
    );
    expect(base.id).toBe(first);
    const unknown = await lab.fetchApi(
      `${project}/repository/compare?from=${first}&to=${'f'.repeat(40)}`,
    );
    expect(unknown.status).toBe(404);
  });

  it('lists the commits of a range and the files of a commit', async () => {
    const range = await lab.api<Commit[]>(
      `${project}/repository/commits?ref_name=${first}..${branchCommits[1]}`,
    );
    expect(range.map(({ id }) => id)).toEqual([...branchCommits].reverse());
    const files = async (sha: string) =>
      (
        await lab.api<{ new_path: string }[]>(
          `${project}/repository/commits/${sha}/diff`,
        )
      ).map(file => file.new_path);
    expect(await files(first)).toEqual(['README.md', 'src/oolong.js']);
    // A merge commit shows what it brought to its branch.
    expect(await files(merged.merge_commit_sha)).toEqual([
      'src/sencha.js',
      'src/tea.js',
    ]);
  });

  it('keeps the commits and the approval of a merged request', async () => {
    const path = `${project}/merge_requests/${merged.iid}`;
    const commits = await lab.api<Commit[]>(`${path}/commits`);
    expect(commits.map(({ id }) => id)).toEqual([...branchCommits].reverse());
    const approvals = await lab.api<{ approved_by: object[] }>(
      `${path}/approvals`,
    );
    expect(approvals.approved_by).toEqual([
      { user: expect.anything(), approved_at: expect.any(String) },
    ]);
  });

  it('lists what changed after an instant', async () => {
    const after = (instant: string) =>
      lab.api<MergeRequest[]>(
        `${project}/merge_requests?updated_after=${instant}&order_by=updated_at`,
      );
    expect(await after('2020-01-01T00:00:00Z')).toHaveLength(1);
    expect(await after(merged.updated_at)).toEqual([]);
  });

  it('tells of each step of a merge request', async () => {
    const told = await eventually(async () => {
      const bodies = hooks('Merge Request Hook');
      return bodies.length === 4 ? bodies : undefined;
    });
    expect(told.map(body => body.object_attributes.action)).toEqual([
      'open',
      'update',
      'approved',
      'merge',
    ]);
    expect(told[3].object_attributes).toMatchObject({
      state: 'merged',
      merge_commit_sha: merged.merge_commit_sha,
    });
  });

  it('takes an incident from its report on the page to its end', async () => {
    const page = `${lab.config.forgeUrl}/shop/tea`;
    expect(await (await fetch(page)).text()).toContain('Report an incident');
    const submit = (path: string, fields: Record<string, string> = {}) =>
      fetch(`${page}/-/issues${path}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
      });
    const refused = await submit('', { title: ' ', severity: 'high' });
    expect(refused.status).toBe(400);
    const answer = await submit('', {
      title: 'It is <b>cold</b>',
      severity: 'high',
    });
    expect(answer.url).toBe(page);
    const shown = await answer.text();
    expect(shown).toContain('It is &lt;b&gt;cold&lt;/b&gt;');
    expect(shown).toContain('Resolve');

    const list = () =>
      lab.api<{ iid: number; closed_at: string | null }[]>(
        `${project}/issues?issue_type=incident&order_by=updated_at`,
      );
    const [incident] = await list();
    expect(incident).toMatchObject({
      issue_type: 'incident',
      state: 'opened',
      severity: 'HIGH',
      closed_at: null,
    });
    await submit(`/${incident.iid}/close`);
    await lab.api(`${project}/issues/${incident.iid}`, {
      method: 'PUT',
      body: { state_event: 'reopen' },
    });
    await submit(`/${incident.iid}/close`);
    expect(await list()).toMatchObject([
      { state: 'closed', closed_at: expect.any(String) },
    ]);
    const told = await eventually(async () => {
      const bodies = hooks('Issue Hook');
      return bodies.length === 4 ? bodies : undefined;
    });
    expect(
      told.map(({ object_attributes: { action, type, closed_at } }) => [
        action,
        type,
        closed_at === null,
      ]),
    ).toEqual([
      ['open', 'Incident', true],
      ['close', 'Incident', false],
      ['reopen', 'Incident', true],
      ['close', 'Incident', false],
    ]);
  });

  it('tells issues from incidents', async () => {
    await lab.api(`${project}/issues`, {
      method: 'POST',
      body: { title: 'Cups are out' },
    });
    const incidents = await lab.api<object[]>(
      `${project}/issues?issue_type=incident`,
    );
    expect(incidents).toHaveLength(1);
    await eventually(async () =>
      hooks('Issue Hook').find(body => body.object_kind === 'issue'),
    );
  });
});
