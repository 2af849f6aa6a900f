import {
  execFileSync,
  spawn,
  spawnSync,
  type ChildProcess,
} from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer, type AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { Readable } from 'stream';
import { run } from '../../run';

jest.setTimeout(120_000);

const isInstalled = ['prometheus', 'promtool'].every(
  program => spawnSync(program, ['--version']).status === 0,
);
const describeReal = isInstalled ? describe : describe.skip;

const MINUTE = 60;
const DAY = 1440 * MINUTE;
/** The whole past that the server has: two days and a half. */
const PAST = 2.5 * DAY;
/** An outage of an hour, that began this long ago. */
const OUTAGE = 20 * 60 * MINUTE;

const specification = `version: prometheus/v1
service: shop
slos:
  - name: availability
    objective: 99
    sli:
      events:
        error_query: sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total[{{.window}}]))
    alerting: { name: ShopFails }
`;

/** Counters of 20 events a second that are scraped twice a minute. */
function openMetrics(now: number): string {
  const samples = (code: string, perSecond: (at: number) => number) => {
    let value = 1000;
    const lines: string[] = [];
    for (let at = now - PAST; at <= now; at += 30) {
      lines.push(`http_requests_total{code="${code}"} ${value} ${at}`);
      value += 30 * perSecond(at);
    }
    return lines;
  };
  const isOut = (at: number) =>
    at >= now - OUTAGE && at < now - OUTAGE + 60 * MINUTE;
  return [
    '# TYPE http_requests counter',
    ...samples('200', at => (isOut(at) ? 10 : 20)),
    ...samples('500', at => (isOut(at) ? 10 : 0)),
    '# EOF\n',
  ].join('\n');
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise(done => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}

describeReal('devops slo backtest with a real Prometheus', () => {
  let folder: string;
  let prometheus: ChildProcess;
  let url: string;
  let now: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backtest-prometheus-'));
    now = Math.floor(Date.now() / 1000 / MINUTE) * MINUTE;
    writeFileSync(join(folder, 'slo.yaml'), specification);
    writeFileSync(join(folder, 'metrics.txt'), openMetrics(now));
    writeFileSync(join(folder, 'prometheus.yml'), '');
    execFileSync('promtool', [
      ...['tsdb', 'create-blocks-from', 'openmetrics'],
      ...[join(folder, 'metrics.txt'), join(folder, 'data')],
    ]);
    url = `http://127.0.0.1:${await freePort()}`;
    prometheus = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        '--storage.tsdb.retention.time=60d',
        `--web.listen-address=${new URL(url).host}`,
      ],
      { stdio: 'ignore' },
    );
    const deadline = Date.now() + 60_000;
    while (
      !(await fetch(`${url}/-/ready`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (Date.now() > deadline) {
        throw new Error('Prometheus did not become ready within a minute');
      }
      await new Promise(done => setTimeout(done, 100));
    }
  });
  afterAll(async () => {
    if (prometheus) {
      const ended = new Promise(done => prometheus.once('exit', done));
      prometheus.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });

  async function backtest(...args: string[]) {
    const written = { stdout: '', stderr: '' };
    const sink = (name: keyof typeof written) => ({
      write: (text: string) => {
        written[name] += text;
      },
    });
    const code = await run(
      ['slo', 'backtest', 'slo.yaml', '--prometheus', url, ...args],
      {
        stdin: Readable.from([]),
        stdout: sink('stdout'),
        stderr: sink('stderr'),
        cwd: () => folder,
      },
    );
    return { code, ...written };
  }

  async function byHand(query: string, at: number): Promise<number> {
    const parameters = new URLSearchParams({ query, time: String(at) });
    const answer = await fetch(`${url}/api/v1/query?${parameters}`);
    const { data } = (await answer.json()) as {
      data: { result: Array<{ value: [number, string] }> };
    };
    return Number(data.result[0].value[1]);
  }

  it.each(['1m', '5m'])('finds the outage, by steps of %s', async step => {
    const { code, stdout, stderr } = await backtest(
      ...['--days', '1', '--step', step, '--json'],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [result] = JSON.parse(stdout).results;
    const end = Date.parse(result.to) / 1000;
    const share = await byHand(
      'sum(increase(http_requests_total{code="500"}[1d])) / sum(increase(http_requests_total[1d]))',
      end,
    );
    expect(1 - result.achieved).toBeCloseTo(share, 3);
    const pages = result.alerts.filter(
      ({ severity }: { severity: string }) => severity === 'page',
    );
    expect(pages).toHaveLength(1);
    // Half of everything fails: 14.4 % of an hour are bad after 18 minutes.
    const late = Date.parse(pages[0].startedAt) / 1000 - (now - OUTAGE);
    expect(late).toBeGreaterThanOrEqual(17 * MINUTE);
    expect(late).toBeLessThanOrEqual(24 * MINUTE);
    expect(result.detection).toMatchObject({ precision: 1, recall: 1 });
  });

  it('asks for more than one answer holds, and says how far back it got', async () => {
    const { code, stdout, stderr } = await backtest('--days', '20');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /Prometheus has nothing before .*, so 2\.5 of 20 days/,
    );
    expect(stdout).toContain('1 of 1 stretches that threatened the budget');
  });

  it('says that another address is meant', async () => {
    const answer = await backtest('--prometheus', `${url}/nowhere`);
    expect(answer).toMatchObject({ code: 1, stdout: '' });
    expect(answer.stderr).toContain('check that --prometheus ends before');
  });
});
