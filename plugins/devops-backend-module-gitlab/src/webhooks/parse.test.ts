import type {
  DeliveryRecord,
  WebhookResult,
} from '@backstage-devops/plugin-devops-node';
import deploymentHook from '../__testUtils__/deploymentHook.json';
import jobHook from '../__testUtils__/jobHook.json';
import pipelineHook from '../__testUtils__/pipelineHook.json';
import { parseWebhook } from './parse';

const SCOPE = 'acme/payments/ledger-api';
const SHA = '5f1c2a9be37d40188c64f0e2b7a9d3c6e1f08b42';
const WEB = `https://gitlab.example.com/${SCOPE}`;

function parse(event: string, body: unknown) {
  return parseWebhook({ event, body, receivedAt: new Date() });
}

function pick(records: DeliveryRecord[], key: string) {
  return records.find(record => record.key === key);
}

describe('Pipeline Hook', () => {
  let records: DeliveryRecord[];
  let refresh: WebhookResult['refresh'];

  beforeAll(async () => {
    ({ records, refresh } = await parse('Pipeline Hook', pipelineHook));
  });

  it('tells the run', async () => {
    expect(records[0]).toEqual({
      type: 'run',
      scope: SCOPE,
      key: 'pipeline:9101',
      version: {
        generation: Date.UTC(2026, 2, 2, 9, 0, 5) / 1000,
        terminal: false,
        at: expect.any(Number),
      },
      externalId: '9101',
      name: 'Build main',
      status: 'running',
      providerStatus: 'running',
      ref: 'main',
      defaultBranch: true,
      revision: SHA,
      commit: {
        sha: SHA,
        title: 'Round half to even',
        author: 'Ada Byron',
        url: `${WEB}/-/commit/${SHA}`,
      },
      actor: { name: 'Ada Byron', username: 'ada' },
      trigger: 'push',
      createdAt: '2026-03-02T09:00:00.000Z',
      startedAt: '2026-03-02T09:00:05.000Z',
      url: `${WEB}/-/pipelines/9101`,
      controls: ['cancel'],
    });
  });

  it('tells jobs in the order of stages, with environments and controls', async () => {
    const jobs = records.filter(record => record.type === 'job');
    expect(
      jobs
        .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
        .map(job => [job.name, job.status, job.waitingOn, job.controls]),
    ).toEqual([
      ['lint', 'running', undefined, ['cancel']],
      ['unit', 'queued', 'runner', ['cancel']],
      ['staging', 'queued', undefined, ['cancel']],
      ['production', 'waiting', 'manual', ['play']],
    ]);
    expect(pick(records, 'job:504')).toMatchObject({
      runKey: 'pipeline:9101',
      environment: 'production',
      allowFailure: true,
      url: `${WEB}/-/jobs/504`,
    });
  });

  it('asks for the whole run once it rests, and not before', async () => {
    expect(refresh).toBeUndefined();
    for (const status of ['success', 'failed', 'manual', 'skipped']) {
      const { object_attributes } = pipelineHook;
      const rest = {
        ...pipelineHook,
        object_attributes: { ...object_attributes, status },
      };
      expect((await parse('Pipeline Hook', rest)).refresh).toEqual([
        { scope: SCOPE, key: 'pipeline:9101' },
      ]);
    }
  });

  it.each([
    ['a merge request', { source: 'merge_request_event' }],
    ['a tag of the same name', { tag: true }],
    ['another branch', { ref: 'feature' }],
  ])('knows that %s is not the default branch', async (_, change) => {
    const body = {
      ...pipelineHook,
      object_attributes: { ...pipelineHook.object_attributes, ...change },
    };
    const [run] = (await parse('Pipeline Hook', body)).records;
    expect(run).toMatchObject({ defaultBranch: false });
  });

  it('keeps a state that nobody knows yet, and never as an end', async () => {
    const body = {
      ...pipelineHook,
      object_attributes: {
        ...pipelineHook.object_attributes,
        status: 'baking',
      },
    };
    expect((await parse('Pipeline Hook', body)).records[0]).toMatchObject({
      status: 'unknown',
      providerStatus: 'baking',
      version: { terminal: false },
      controls: [],
    });
  });

  it('says where a payload is not as documented, without its values', async () => {
    const body = {
      ...pipelineHook,
      object_attributes: {
        ...pipelineHook.object_attributes,
        id: 'nine',
        created_at: '2026-03-02 09:00:00',
      },
    };
    await expect(parse('Pipeline Hook', body)).rejects.toThrow(
      /^Pipeline Hook is not as GitLab documents it: object_attributes\.id: .*; object_attributes\.created_at: expected a date with a zone$/,
    );
    await expect(parse('Pipeline Hook', body)).rejects.not.toThrow(/nine/);
  });
});

describe('Job Hook', () => {
  it('belongs to the pipeline that commit.id is the id of', async () => {
    expect(await parse('Job Hook', jobHook)).toEqual({
      records: [
        expect.objectContaining({
          type: 'job',
          scope: SCOPE,
          key: 'job:502',
          runKey: 'pipeline:9101',
          name: 'unit',
          stage: 'test',
          status: 'running',
          startedAt: '2026-03-02T09:00:09.000Z',
          durationMs: 4250,
          url: `${WEB}/-/jobs/502`,
        }),
      ],
    });
  });

  it('tells a reason of failure only of a job that failed', async () => {
    const [running] = (await parse('Job Hook', jobHook)).records;
    expect(running).not.toHaveProperty('failureReason');
    const body = {
      ...jobHook,
      build_status: 'failed',
      build_failure_reason: 'script_failure',
    };
    const [failed] = (await parse('Job Hook', body)).records;
    expect(failed).toMatchObject({ failureReason: 'script_failure' });
  });

  it('asks for the run of a retry, which does not tell what it replaces', async () => {
    const { refresh } = await parse('Job Hook', {
      ...jobHook,
      retries_count: 1,
    });
    expect(refresh).toEqual([{ scope: SCOPE, key: 'pipeline:9101' }]);
  });
});

describe('Deployment Hook', () => {
  it('finds the whole sha in the link to the commit', async () => {
    const { records } = await parse('Deployment Hook', deploymentHook);
    expect(pick(records, 'deployment:88')).toMatchObject({
      revision: SHA,
      environment: 'staging',
      tier: 'staging',
      environmentUrl: 'https://staging.ledger.example.com',
      status: 'succeeded',
      finishedAt: '2026-03-02T09:01:30.000Z',
      jobKey: 'job:503',
      actor: { username: 'ada', url: 'https://gitlab.example.com/ada' },
    });
  });

  it('has the short sha where there is no link', async () => {
    const body = { ...deploymentHook, commit_url: null };
    const { records } = await parse('Deployment Hook', body);
    expect(pick(records, 'deployment:88')).toMatchObject({
      revision: SHA.slice(0, 8),
    });
  });

  it('brings a stopped environment back once a deployment succeeded', async () => {
    const key = `environment:${SCOPE}:staging`;
    const { records } = await parse('Deployment Hook', deploymentHook);
    expect(pick(records, key)).toMatchObject({ name: 'staging', gone: false });
    const failed = { ...deploymentHook, status: 'failed' };
    const { records: other } = await parse('Deployment Hook', failed);
    expect(pick(other, key)).toBeUndefined();
  });

  it('never links to anything but web pages', async () => {
    const body = {
      ...deploymentHook,
      environment_external_url: 'data:text/html,x',
    };
    const { records } = await parse('Deployment Hook', body);
    expect(pick(records, 'deployment:88')).not.toHaveProperty('environmentUrl');
  });
});
