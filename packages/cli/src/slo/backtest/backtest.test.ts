import { mkdtemp, rm, writeFile } from 'fs/promises';
import { createServer, type Server } from 'http';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { Readable } from 'stream';
import { run } from '../../run';

const specification = `version: prometheus/v1
service: shop
slos:
  - name: availability
    objective: 99
    sli:
      events:
        error_query: sum(rate(bad[{{.window}}]))
        total_query: sum(rate(all[{{.window}}]))
    alerting: { name: ShopFails }
`;
const START = Date.UTC(2026, 0, 1);

function line(minute: number, bad: number, total = 1000) {
  const at = new Date(START + minute * 60_000).toISOString();
  return `${JSON.stringify({ at, bad, total })}\n`;
}

/** Two days with an outage of an hour in the middle. */
const outage = Array.from({ length: 2880 }, (_, i) =>
  line(i + 1, i >= 1440 && i < 1500 ? 500 : 0),
).join('');

describe('devops slo backtest', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'devops-backtest-'));
    await writeFile(join(folder, 'slo.yaml'), specification);
    await writeFile(join(folder, 'past.ndjson'), outage);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function backtest(...args: string[]) {
    const written = { stdout: '', stderr: '' };
    const sink = (name: keyof typeof written) => ({
      write: (text: string) => {
        written[name] += text;
      },
    });
    const code = await run(['slo', 'backtest', 'slo.yaml', ...args], {
      stdin: Readable.from([]),
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      cwd: () => folder,
    });
    return { code, ...written };
  }

  it('reports what would have happened', async () => {
    const { code, stdout, stderr } = await backtest('--history', 'past.ndjson');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('shop-availability  99 % over 30d');
    expect(stdout).toContain('Achieved       98.9583 %');
    expect(stdout).toMatch(
      /page +2026-01-02 00:18 +1 hour 9 minutes +5m\/1h > 14\.4x, 30m\/6h > 6x +50x/,
    );
    expect(stdout).toContain(
      '1 of 1 stretches that threatened the budget were paged',
    );
    expect(stdout).toContain('after 18 minutes (median)');
    expect(stdout).toMatch(/least: -4\.22 % on 2026-01-02/);
    expect(stdout).toContain('Suggestion: 98.9 %');
    expect(stdout).toContain('The only window of 2 days reached 98.9583 %.');
  });

  it('leaves out days whose window is hardly filled', async () => {
    await writeFile(
      join(folder, 'slo.yaml'),
      specification.replace('99', '90'),
    );
    const { stdout } = await backtest(
      ...['--history', 'past.ndjson', '--window', '2d'],
    );
    expect(stdout).toContain('  .█  (');
    expect(stdout).toContain('least: 89.6 % on 2026-01-02');
  });

  it('prints everything as JSON and nothing else', async () => {
    const { code, stdout, stderr } = await backtest(
      ...['--history', 'past.ndjson', '--json'],
      ...['--dependency', 'database=98.5'],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { results } = JSON.parse(stdout);
    expect(results).toEqual([
      expect.objectContaining({
        id: 'shop-availability',
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-01-03T00:00:00.000Z',
        bad: 30_000,
        perWeek: { pages: 3.5, tickets: 3.5 },
      }),
    ]);
    expect(results[0].alerts[0]).toMatchObject({
      severity: 'page',
      startedAt: '2026-01-02T00:18:00.000Z',
      windows: [{ longMs: 3_600_000 }, { longMs: 21_600_000 }],
    });
    expect(results[0].suggestion).toMatchObject({
      objective: 0.985,
      limitedBy: 'dependencies',
    });
  });

  it('replays the last days of a file, with what was before in the windows', async () => {
    const { stdout } = await backtest(
      ...['--history', 'past.ndjson', '--days', '1', '--json'],
    );
    expect(JSON.parse(stdout).results[0]).toMatchObject({
      from: '2026-01-02T00:00:00.000Z',
      total: 1_440_000,
    });
  });

  it.each([
    ['{"at": "2026-01-01T00:02:00Z", "bad": 1}', '"total" must be a number'],
    ['{"at": "2026-01-01T00:02:00Z", "bad": 2, "total": 1}', 'not be more'],
    ['{"at": "2026-01-01T00:02:00Z", "bad": -1, "total": 1}', '"bad" must be'],
    ['{"at": "yesterday", "bad": 1, "total": 1}', '"at" must be an instant'],
    ['{"at": "2026-01-01T00:02:30Z", "bad": 1, "total": 1}', 'whole steps'],
    ['{"at": "2026-01-01T00:01:00Z", "bad": 1, "total": 1}', 'later than'],
    ['null', '"at" must be an instant'],
    ['{', 'this is no JSON'],
  ])('refuses the line %s with its number', async (bad, message) => {
    await writeFile(join(folder, 'past.ndjson'), `${line(1, 0)}\n${bad}\n`);
    const answer = await backtest('--history', 'past.ndjson', '--json');
    expect(answer).toMatchObject({ code: 1, stdout: '' });
    expect(answer.stderr).toContain('past.ndjson, line 3: ');
    expect(answer.stderr).toContain(message);
  });

  it.each([
    [[], 'give either --prometheus or --history'],
    [
      ['--history', 'a', '--prometheus', 'http://b.test'],
      'give either --prometheus or --history',
    ],
    [['--prometheus', 'ftp://b.test'], 'https://prometheus.example.com'],
    [['--history', 'a', '--days', '0'], 'whole number of days'],
    [['--history', 'a', '--step', '2m'], 'Allowed choices are 1m, 5m'],
    [['--history', 'a', '--dependency', 'x=101'], 'such as database=99.95'],
  ])('refuses %j', async (args, message) => {
    const answer = await backtest(...args);
    expect(answer).toMatchObject({ code: 2, stdout: '' });
    expect(answer.stderr).toContain(message);
  });

  it('does not take the past of one indicator for that of another', async () => {
    await writeFile(
      join(folder, 'slo.yaml'),
      `${specification}${specification
        .slice(specification.indexOf('  - name'))
        .replace('availability', 'other')
        .replace('rate(bad', 'rate(worse')}`,
    );
    const answer = await backtest('--history', 'past.ndjson');
    expect(answer).toMatchObject({ code: 1, stdout: '' });
    expect(answer.stderr).toContain('the files have 2');
  });

  it('passes over a composite, which has no past of its own', async () => {
    const part = (bad: string) => `
    - displayName: ${bad}
      target: 0.99
      indicator:
        metadata: { name: ${bad} }
        spec:
          ratioMetric:
            counter: true
            bad: { metricSource: { type: Prometheus, spec: { query: 'sum(${bad})' } } }
            total: { metricSource: { type: Prometheus, spec: { query: 'sum(all)' } } }`;
    await writeFile(
      join(folder, 'slo.yaml'),
      `apiVersion: openslo/v1
kind: SLO
metadata: { name: journey }
spec:
  service: shop
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives:${part('bad')}${part('worse')}
`,
    );
    const answer = await backtest('--history', 'past.ndjson');
    expect(answer).toMatchObject({ code: 1, stdout: '' });
    expect(answer.stderr).toMatch(/^shop-journey: passed over, a composite/m);
    expect(answer.stderr).toContain('the files have 2');
  });

  describe('with a server', () => {
    let server: Server;
    let answer: (form: URLSearchParams) => { status: number; body: object };
    let asked: Array<{ headers: object; form: URLSearchParams }>;

    beforeEach(async () => {
      asked = [];
      server = createServer(async (request, response) => {
        let text = '';
        for await (const chunk of request) {
          text += chunk;
        }
        const form = new URLSearchParams(text);
        asked.push({ headers: request.headers, form });
        const { status, body } = answer(form);
        response.writeHead(status, { location: 'http://elsewhere.test/' });
        response.end(JSON.stringify(body));
      });
      await new Promise<void>(done => {
        server.listen(0, '127.0.0.1', done);
      });
      process.env.PROMETHEUS_HEADER = 'Authorization: Bearer hunter2-hunter2';
    });
    afterEach(async () => {
      delete process.env.PROMETHEUS_HEADER;
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    });

    const url = () =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = (...args: string[]) =>
      backtest(
        ...['--prometheus', url(), '--header-env', 'PROMETHEUS_HEADER'],
        ...args,
      );
    const matrix = (result: object[]) => ({
      status: 200,
      body: { status: 'success', data: { resultType: 'matrix', result } },
    });
    const from = (form: URLSearchParams, value: (at: number) => string) => {
      const [start, end, step] = ['start', 'end', 'step'].map(name =>
        Number(form.get(name)),
      );
      const values: Array<[number, string]> = [];
      for (let at = start; at <= end; at += step) {
        values.push([at, value(at)]);
      }
      return values;
    };

    it('asks for no more than 11,000 points at once, and for all of them', async () => {
      answer = form => matrix([{ metric: {}, values: from(form, () => '10') }]);
      const { code, stdout } = await ask('--days', '30', '--json');
      expect(code).toBe(0);
      const [result] = JSON.parse(stdout).results;
      expect(result).toMatchObject({ measuredShare: 1, achieved: 0 });
      expect(result.total).toBeCloseTo(30 * 86_400 * 10, 0);
      // 33 days for both queries.
      expect(asked).toHaveLength(10);
      for (const { form, headers } of asked) {
        const points =
          (Number(form.get('end')) - Number(form.get('start'))) / 60 + 1;
        expect(points).toBeLessThanOrEqual(11_000);
        expect(headers).toMatchObject({
          authorization: 'Bearer hunter2-hunter2',
        });
      }
      expect(asked[0].form.get('query')).toBe('sum(rate(all[1m]))');
    });

    it('takes no series of errors for no errors, and no data for none', async () => {
      const hole = (at: number) => Math.floor(at / 3600) % 24 === 3;
      answer = form =>
        matrix(
          form.get('query')!.includes('bad')
            ? []
            : [
                {
                  metric: {},
                  values: from(form, at => (hole(at) ? 'NaN' : '5')),
                },
              ],
        );
      const { stdout } = await ask('--days', '2', '--step', '5m', '--json');
      const [result] = JSON.parse(stdout).results;
      expect(result).toMatchObject({
        achieved: 1,
        suggestion: { objective: null },
      });
      expect(result.measuredShare).toBeCloseTo(23 / 24, 2);
      expect(
        result.alerts.map(({ cause }: { cause: string }) => cause),
      ).toEqual(['noData', 'noData']);
    });

    it('counts good events as well as bad ones', async () => {
      const source = (query: string) =>
        `{ metricSource: { type: Prometheus, spec: { query: ${query} } } }`;
      await writeFile(
        join(folder, 'slo.yaml'),
        `apiVersion: openslo/v1
kind: SLO
metadata: { name: availability }
spec:
  service: shop
  indicator: { metadata: { name: sli }, spec: { ratioMetric: { counter: true, good: ${source('good_total')}, total: ${source('all_total')} } } }
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]
`,
      );
      answer = form =>
        matrix([
          {
            metric: {},
            values: from(form, () =>
              form.get('query')!.includes('good') ? '9.5' : '10',
            ),
          },
        ]);
      const { stdout } = await ask('--days', '1', '--json');
      expect(JSON.parse(stdout).results[0].achieved).toBeCloseTo(0.95, 9);
    });

    it('replays each series of an objective that has several', async () => {
      answer = form =>
        matrix(
          ['eu', 'us'].map(region => ({
            metric: { region },
            values: from(form, () =>
              form.get('query')!.includes('bad') && region === 'eu' ? '0' : '5',
            ),
          })),
        );
      const { stdout } = await ask('--days', '1');
      expect(stdout).toContain('shop-availability{region="eu"}');
      expect(stdout).toContain('shop-availability{region="us"}');
    });

    it('says when the server keeps less than is asked for', async () => {
      const since = Date.now() / 1000 - 86_400;
      answer = form =>
        matrix([
          {
            metric: {},
            values: from(form, () => '1').filter(([at]) => at > since),
          },
        ]);
      const { code, stderr } = await ask('--days', '30');
      expect(code).toBe(0);
      expect(stderr).toMatch(
        /Prometheus has nothing before .*Z, so 1 of 30 days/,
      );
    });

    it('says when there is nothing', async () => {
      answer = () => matrix([]);
      const result = await ask();
      expect(result).toMatchObject({ code: 1, stdout: '' });
      expect(result.stderr).toContain(
        'shop-availability: Prometheus has no data in 30 days of sum(rate(all[1m]))',
      );
    });

    it.each([
      [401, 'check the header in PROMETHEUS_HEADER'],
      [403, 'check the header in PROMETHEUS_HEADER'],
      [302, 'redirects are not followed'],
      [404, 'ends before /api/v1'],
      [422, 'ask for less with --step 5m or fewer --days'],
      [503, 'ask for less'],
      [200, 'none of Prometheus'],
    ])('says what to do about an answer of %d', async (status, message) => {
      answer = () => ({
        status,
        body: { status: 'error', error: 'no: Bearer hunter2-hunter2' },
      });
      const result = await ask('--json');
      expect(result).toMatchObject({ code: 1, stdout: '' });
      expect(result.stderr).toContain(message);
      expect(result.stderr).not.toContain('hunter2');
    });

    it('says when nobody answers', async () => {
      const gone = url();
      await new Promise(done => server.close(done));
      const result = await backtest('--prometheus', gone);
      expect(result).toMatchObject({ code: 1, stdout: '' });
      expect(result.stderr).toContain(`Could not reach ${gone} (ECONNREFUSED)`);
    });

    it('never repeats credentials', async () => {
      for (const header of ['hunter2', 'Authorization: hunter2\nX: y']) {
        process.env.PROMETHEUS_HEADER = header;
        const result = await ask();
        expect(result).toMatchObject({ code: 1, stdout: '' });
        expect(result.stderr).toContain('PROMETHEUS_HEADER has no header');
        expect(result.stderr).not.toContain('hunter2');
      }
      const inUrl = await backtest(
        ...['--prometheus', 'http://me:hunter2@127.0.0.1:1'],
      );
      expect(inUrl).toMatchObject({ code: 1, stdout: '' });
      expect(inUrl.stderr).toContain('--header-env');
      expect(inUrl.stderr).not.toContain('hunter2');
    });
  });
});
