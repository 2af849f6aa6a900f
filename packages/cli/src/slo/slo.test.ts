import { mkdtemp, readFile, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { Readable } from 'stream';
import { parse, parseAllDocuments } from 'yaml';
import { run } from '../run';

const specification = `version: prometheus/v1
service: shop
slos:
  - name: availability
    objective: 99.9
    sli:
      events:
        error_query: sum(rate(bad[{{.window}}]))
        total_query: sum(rate(all[{{.window}}]))
    alerting:
      name: ShopFails
`;

describe('devops slo', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'devops-slo-'));
    await writeFile(join(folder, 'slo.yaml'), specification);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function slo(...args: string[]) {
    const written = { stdout: '', stderr: '' };
    const sink = (name: keyof typeof written) => ({
      write: (text: string) => {
        written[name] += text;
      },
    });
    const code = await run(['slo', ...args], {
      stdin: Readable.from([]),
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      cwd: () => folder,
    });
    return { code, ...written };
  }

  it('prints rules and nothing else', async () => {
    const { code, stdout, stderr } = await slo('rules', 'slo.yaml');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parse(stdout).groups).toHaveLength(2);
  });

  it('makes the rules of Sloth for the window that is asked for', async () => {
    const { stdout } = await slo(
      ...['rules', 'slo.yaml', '--mode', 'sloth', '--window', '28d'],
    );
    expect(stdout).toContain('slo:sli_error:ratio_rate4w');
    expect(stdout).toContain('(13.44 * 0.0009999999999999432)');
  });

  it.each(['weighted', 'sloth'])(
    'makes the alerts of other windows in mode %s',
    async mode => {
      await writeFile(
        join(folder, 'windows.yaml'),
        `apiVersion: sloth.slok.dev/v1
kind: AlertWindows
spec:
  sloPeriod: 30d
  page:
    quick: { errorBudgetPercent: 1, shortWindow: 2m, longWindow: 30m }
    slow: { errorBudgetPercent: 2, shortWindow: 15m, longWindow: 3h }
  ticket:
    quick: { errorBudgetPercent: 5, shortWindow: 1h, longWindow: 12h }
    slow: { errorBudgetPercent: 5, shortWindow: 3h, longWindow: 36h }
`,
      );
      const args = ['rules', 'slo.yaml', '--mode', mode];
      const answer = await slo(...args, '--alert-windows', 'windows.yaml');
      expect(answer).toMatchObject({ code: 0, stderr: '' });
      expect(answer.stdout).toMatch(/ratio_rate2m\{.* > \(14\.4 \*/);
      expect(answer.stdout).not.toContain('ratio_rate6h');

      const wrong = await slo(...args, '--alert-windows', 'slo.yaml');
      expect(wrong).toMatchObject({ code: 1, stdout: '' });
      expect(wrong.stderr).toMatch(
        /^slo\.yaml:1: The document has no alert windows/,
      );
    },
  );

  it('writes resources of the operator to a file', async () => {
    const answer = await slo(
      ...['rules', 'slo.yaml', '--format', 'operator', '--out', 'rules.yaml'],
    );
    expect(answer).toEqual({ code: 0, stdout: '', stderr: '' });
    const text = await readFile(join(folder, 'rules.yaml'), 'utf8');
    const [resource] = parseAllDocuments(text);
    expect(resource.toJS()).toMatchObject({
      kind: 'PrometheusRule',
      metadata: { name: 'shop' },
    });
  });

  it('says file and line of what is wrong, and prints no rules', async () => {
    await writeFile(
      join(folder, 'slo.yaml'),
      specification.replace('99.9', '101').replace('bad[', 'bad('),
    );
    for (const command of ['validate', 'rules']) {
      const answer = await slo(command, 'slo.yaml');
      expect(answer).toMatchObject({ code: 1, stdout: '' });
      expect(answer.stderr).toMatch(
        /^slo\.yaml:5: slos\[0\]\.objective is 101/,
      );
    }
  });

  it('refuses alerts that can never fire, and makes the rules all the same', async () => {
    await writeFile(
      join(folder, 'slo.yaml'),
      specification.replace('99.9', '90'),
    );
    expect(await slo('validate', 'slo.yaml')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^slo\.yaml:5: .*can never fire/),
    });
    expect(await slo('rules', 'slo.yaml')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('slo.yaml:5: warning: '),
    });
  });

  it('reads the files of a folder, and takes each name once', async () => {
    await writeFile(join(folder, 'again.yml'), specification);
    const answer = await slo('validate', '.');
    expect(answer.code).toBe(1);
    expect(answer.stderr).toContain(
      'slo.yaml:4: There is already an objective "shop-availability", in again.yml line 4',
    );
  });

  it('writes a test of each objective for promtool', async () => {
    expect(await slo('tests', 'slo.yaml', '--out', 'tests')).toMatchObject({
      code: 0,
      stdout: '',
    });
    const test = await readFile(
      join(folder, 'tests/shop-availability.test.yaml'),
      'utf8',
    );
    expect(parse(test)).toMatchObject({
      rule_files: ['shop-availability.rules.yaml'],
      tests: expect.arrayContaining([
        expect.objectContaining({
          name: 'page over 1h fires at 18 times the budget within 50m',
        }),
      ]),
    });
  });

  it('makes a dashboard, and routes of owners', async () => {
    const dashboard = await slo('dashboard');
    expect(JSON.parse(dashboard.stdout).panels.length).toBeGreaterThan(3);
    const config = await slo('alertmanager', 'slo.yaml');
    expect(parse(config.stdout)).toMatchObject({
      route: { receiver: 'default' },
      receivers: [{ name: 'default' }],
    });
  });

  it.each([
    [['rules'], 'file'],
    [['rules', 'slo.yaml', '--mode', 'x'], 'Allowed choices are weighted'],
    [['rules', 'slo.yaml', '--window', '1x'], 'such as 28d'],
    [['rules', 'slo.yaml', '--min-failures', '-1'], '0 or more'],
  ])('refuses %j', async (args, message) => {
    const answer = await slo(...args);
    expect(answer).toMatchObject({ code: 2, stdout: '' });
    expect(answer.stderr).toContain(message);
  });
});
