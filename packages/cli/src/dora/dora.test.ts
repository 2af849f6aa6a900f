import { execFile } from 'child_process';
import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { Readable } from 'stream';
import { promisify } from 'util';
import { run } from '../run';

const events = [
  deployment('d1', 'A', '2026-06-01T10:00:00Z'),
  deployment('d2', 'B', '2026-06-02T10:00:00Z'),
  deployment('d3', 'A', '2026-06-02T10:20:00Z'),
  deployment('s1', 'B', '2026-06-01T09:00:00Z', { environment: 'staging' }),
  deployment('x1', 'C', '2026-06-03T10:00:00Z', { outcome: 'failure' }),
  {
    type: 'change',
    id: 'pr1',
    entity: 'shop',
    revision: 'B',
    commits: [{ sha: 'B', authoredAt: '2026-06-01T10:00:00Z' }],
    createdAt: '2026-06-01T11:00:00Z',
    mergedAt: '2026-06-02T09:00:00Z',
  },
  {
    type: 'incident',
    id: 'i1',
    entity: 'component:default/shop',
    startedAt: '2026-06-02T10:10:00Z',
    resolvedAt: '2026-06-02T10:30:00Z',
  },
  { type: 'run', id: 'r1', entity: 'shop', status: 'succeeded' },
];
const window = ['--from', '2026-06-01', '--to', '2026-07-01'];

function deployment(
  id: string,
  revision: string,
  finishedAt: string,
  more: object = {},
) {
  return {
    type: 'deployment',
    id,
    entity: 'shop',
    environment: 'production',
    revision,
    outcome: 'success',
    finishedAt,
    ...more,
  };
}

function ndjson(lines: object[]): string {
  return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}

describe('devops dora', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'devops-cli-'));
    await writeFile(join(folder, 'events.ndjson'), ndjson(events));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function dora(args: string[], input = '') {
    const written = { stdout: '', stderr: '' };
    const sink = (name: keyof typeof written) => ({
      write: (text: string) => {
        written[name] += text;
      },
    });
    const code = await run(['dora', ...args], {
      stdin: Readable.from([Buffer.from(input)]),
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      cwd: () => folder,
    });
    return { code, ...written };
  }

  it('prints the metrics as JSON and nothing else', async () => {
    const answer = await dora([
      '--events',
      'events.ndjson',
      ...window,
      '--json',
    ]);
    expect(answer).toMatchObject({ code: 0, stderr: '' });
    const result = JSON.parse(answer.stdout);
    expect(result).toMatchObject({
      definition: 'dora',
      from: '2026-06-01T00:00:00.000Z',
      metrics: {
        deploymentFrequency: { value: 0.1, unit: 'per day', n: 3 },
        leadTime: { value: 86_400, unit: 'seconds', n: 1 },
        changeFailRate: { value: 1 / 3, unit: 'ratio', n: 3 },
        reworkRate: { value: 1 / 3, unit: 'ratio', n: 3 },
        recoveryTime: { value: 1800, unit: 'seconds', n: 1 },
        successRate: { value: 0.75 },
      },
    });
    expect(result.metrics.leadTime.dataQuality).toMatchObject({ negative: 0 });
    expect(result.metrics.leadTime).not.toHaveProperty('explanation');
    expect(result.incidents).toMatchObject([
      { id: 'i1', deployment: 'd2', confidence: 'heuristic' },
    ]);
    expect(result.deployments).toMatchObject([
      { id: 's1', kind: 'initial', previousSuccess: null, changes: [] },
      { id: 'd1', kind: 'initial', previousSuccess: null, verdict: 'ok' },
      {
        id: 'd2',
        kind: 'forward',
        previousSuccess: 'd1',
        verdict: 'failed',
        reasons: ['incident:i1', 'rollback:d3'],
        changes: ['pr1'],
      },
      { id: 'd3', kind: 'rollback', previousSuccess: 'd2' },
      { id: 'x1', kind: null, previousSuccess: null, verdict: null },
    ]);
  });

  it('gives the same answer for events in another order', async () => {
    const args = ['--events', '-', ...window, '--json'];
    const forward = await dora(args, ndjson(events));
    const backward = await dora(args, ndjson([...events].reverse()));
    expect(forward.code).toBe(0);
    expect(backward).toEqual(forward);
  });

  it('prints a table for people, and explains it when asked', async () => {
    const args = ['--events', 'events.ndjson', ...window];
    const { code, stdout } = await dora(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Deployment frequency +0\.1 per day +n=3/);
    expect(stdout).toMatch(/Change lead time +1 d +n=1/);
    expect(stdout).toMatch(/Change fail rate +33\.3 % +n=3/);
    expect(stdout).toMatch(/recovery time +30 min +n=1/);
    expect((await dora([...args, '--explain'])).stdout).toContain(
      '+ d2  incident:i1, rollback:d3',
    );
  });

  it('takes the rules that are given instead of those of the definition', async () => {
    const late = {
      type: 'incident',
      id: 'i2',
      entity: 'other',
      startedAt: '2026-06-20',
    };
    const attributed = async (...options: string[]) => {
      const { stdout } = await dora(
        ['--events', '-', ...window, '--json', ...options],
        ndjson([...events, late]),
      );
      return JSON.parse(stdout).incidents[1].deployment;
    };
    expect(await attributed()).toBeNull();
    expect(await attributed('--definition', 'devlake')).toBe('d3');
    expect(
      await attributed('--definition', 'devlake', '--scope', 'entity'),
    ).toBeNull();
    expect(
      await attributed(
        '--definition',
        'devlake',
        '--attribution-window',
        'P1D',
      ),
    ).toBeNull();
    expect(
      await attributed('--attribution-window', 'inf', '--scope', 'all'),
    ).toBe('d3');
  });

  it('reads days and instants in the time zone that is given', async () => {
    const { stdout } = await dora([
      '--events',
      'events.ndjson',
      ...window,
      '--timezone',
      'Europe/Berlin',
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      from: '2026-05-31T22:00:00.000Z',
      metrics: { deploymentFrequency: { days: 30 } },
    });
  });

  it('names file, line and key of an event that it cannot use', async () => {
    const lines = ndjson([events[0], { ...events[1], outcome: 'hunter2' }]);
    await writeFile(join(folder, 'bad.ndjson'), lines);
    const answer = await dora(['--events', 'bad.ndjson', ...window, '--json']);
    expect(answer).toMatchObject({ code: 1, stdout: '' });
    expect(answer.stderr).toContain(
      'bad.ndjson, line 2: "outcome" must be success, failure',
    );
    expect(answer.stderr).not.toContain('hunter2');
  });

  it('says which file it cannot read', async () => {
    const answer = await dora(['--events', 'none.ndjson', ...window]);
    expect(answer).toMatchObject({ code: 1, stdout: '' });
    expect(answer.stderr).toContain('Could not read none.ndjson (ENOENT)');
  });

  it.each([
    [['--events', '-', '--from', '2026-06-01'], '--to <instant>'],
    [[...window], '--events <file>'],
    [['--events', '-', ...window, '--definition', 'x'], 'Allowed choices are'],
    [
      ['--events', '-', ...window, '--attribution-window', '1'],
      'such as PT24H',
    ],
    [['--events', '-', ...window, '--timezone', 'Mars'], 'Europe/Berlin'],
    [['--events', '-', ...window, '--unit', 'api'], 'api=services/api/**'],
    [['--events', '-', '--from', 'x', '--to', 'y'], '--from must be an'],
    [['--events', '-', '--from', '2026-02', '--to', '2026-01'], 'before --to'],
    [['--events', '-', ...window, '--colour'], "unknown option '--colour'"],
  ])('refuses %j', async (args, message) => {
    const answer = await dora(args);
    expect(answer).toMatchObject({ code: 2, stdout: '' });
    expect(answer.stderr).toContain(message);
  });

  it('runs as a program in the folder of its user', async () => {
    const bin = resolve(__dirname, '../../bin/devops');
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [bin, 'dora', '--events', 'events.ndjson', ...window, '--json'],
      { cwd: folder },
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).metrics.deploymentFrequency.n).toBe(3);
  }, 60_000);
});
