import incidentHook from '../__testUtils__/incidentHook.json';
import mergeRequestHook from '../__testUtils__/mergeRequestHook.json';
import { parseIssueHook } from '../mappers/issueHook';
import { parseMergeRequestHook } from '../mappers/mergeRequestHook';

const SCOPE = 'acme/payments/ledger-api';

function parse(
  event: string,
  hook: { object_attributes: object },
  change = {},
) {
  const body = {
    ...hook,
    object_attributes: { ...hook.object_attributes, ...change },
  };
  const parser =
    event === 'Merge Request Hook' ? parseMergeRequestHook : parseIssueHook;
  return parser(body).records;
}

describe('Merge Request Hook', () => {
  const records = (change = {}) =>
    parse('Merge Request Hook', mergeRequestHook, change);

  it('tells the change', () => {
    expect(records()).toEqual([
      {
        type: 'change',
        scope: SCOPE,
        key: 'change:7301',
        version: {
          generation: 0,
          terminal: false,
          at: Date.UTC(2026, 2, 2, 8, 0, 0),
        },
        externalId: '!12',
        status: 'open',
        createdAt: '2026-03-02T08:00:00.000Z',
        title: 'Round half to even',
        author: { name: 'Ada Byron', username: 'ada' },
        sourceBranch: 'rounding',
        targetBranch: 'main',
        labels: ['accounting'],
        url: `https://gitlab.example.com/${SCOPE}/-/merge_requests/12`,
      },
    ]);
  });

  it('tells when and by which commit it was merged', () => {
    const merged = {
      state: 'merged',
      action: 'merge',
      updated_at: '2026-03-02 09:00:00 UTC',
      merge_commit_sha: 'a'.repeat(40),
    };
    const expected = {
      status: 'merged',
      revision: 'a'.repeat(40),
      mergedAt: '2026-03-02T09:00:00.000Z',
      version: { terminal: true },
    };
    expect(records(merged)).toMatchObject([expected]);
    // A label that is set afterwards is no second merge.
    const [later] = records({ ...merged, action: 'update' });
    expect(later).not.toHaveProperty('mergedAt');
  });

  it('leaves open what came in without a merge commit', () => {
    const [change] = records({ state: 'merged', action: 'merge' });
    expect(change).not.toHaveProperty('revision');
  });

  it('takes nobody for the author but the author', () => {
    const [change] = records({ author_id: 99 });
    expect(change).not.toHaveProperty('author');
  });

  it('counts the last approval that was needed', () => {
    expect(records({ action: 'approved' })).toMatchObject([
      { approvedAt: '2026-03-02T08:00:00.000Z' },
    ]);
    const [one] = records({ action: 'approval' });
    expect(one).not.toHaveProperty('approvedAt');
  });
});

describe('Issue Hook', () => {
  const records = (change = {}) => parse('Issue Hook', incidentHook, change);

  it('tells an incident', () => {
    expect(records()).toEqual([
      {
        type: 'incident',
        scope: SCOPE,
        key: 'incident:8801',
        version: {
          generation: 0,
          terminal: false,
          at: Date.UTC(2026, 2, 2, 9, 10, 0),
        },
        externalId: '#5',
        status: 'open',
        startedAt: '2026-03-02T09:10:00.000Z',
        title: 'Totals are off by a cent',
        severity: 'high',
        url: `https://gitlab.example.com/${SCOPE}/-/issues/incident/5`,
      },
    ]);
  });

  it.each([
    ['of an issue', { type: 'Issue' }],
    ['of a task', { type: 'Task' }],
    ['of an old issue', { type: undefined, escalation_status: undefined }],
  ])('has no records %s', (_, change) => {
    expect(records(change)).toEqual([]);
  });

  it('knows incidents of a GitLab that does not name the type', () => {
    expect(records({ type: undefined })).toHaveLength(1);
  });

  it('tells that somebody takes care, and the end', () => {
    expect(records({ escalation_status: 'acknowledged' })).toMatchObject([
      { status: 'acknowledged' },
    ]);
    expect(
      records({ state: 'closed', closed_at: '2026-03-02 10:00:00 UTC' }),
    ).toMatchObject([
      { status: 'resolved', resolvedAt: '2026-03-02T10:00:00.000Z' },
    ]);
  });

  it('does not pass on the title of what is confidential', () => {
    const [incident] = parse('Confidential Issue Hook', incidentHook, {
      confidential: true,
    });
    expect(incident).toMatchObject({ key: 'incident:8801' });
    expect(incident).not.toHaveProperty('title');
  });
});
