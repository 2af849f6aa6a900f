import {
  backtestSlo,
  DAY_MS,
  formatDuration,
  MINUTE_MS,
  type HardDependency,
  type SloSpec,
  type TimeWindow,
} from '@backstage-devops/plugin-devops-slo';
import { InputError, isError } from '@backstage/errors';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readFile } from 'fs/promises';
import { resolve } from 'path';
import type { Terminal } from '../../run';
import { loadSlos } from '../loadSlos';
import { askHistory, type AskedHistory } from './askHistory';
import { PrometheusServer } from './PrometheusServer';
import { readHistory } from './readHistory';
import { Replayed, title, toJson, toReport } from './report';

interface Options {
  prometheus?: URL;
  history?: string;
  days?: number;
  step: '1m' | '5m';
  headerEnv: string[];
  dependency: HardDependency[];
  window?: TimeWindow;
  alertWindows?: string[];
  minFailures?: number;
  json?: boolean;
}

const DAYS = 30;

/** Adds what `devops slo backtest` takes besides files, and what it does. */
export function addBacktest(command: Command, terminal: Terminal): void {
  command
    .description(
      'Replay the past: which alerts would have fired, what was left of the budget, which objective fits.',
    )
    .option(
      '--prometheus <url>',
      'server to ask for the past; the address ends before /api/v1',
      readUrl,
    )
    .option(
      '--history <file>',
      'NDJSON file of the past instead, a line a step: {"at": "2026-01-31T12:00:00Z", "bad": 1, "total": 100}',
    )
    .option(
      '--days <number>',
      `days to replay; of a server ${DAYS} by default, of a file all`,
      readDays,
    )
    .addOption(
      new Option('--step <duration>', 'time between two points')
        .choices(['1m', '5m'])
        .default('1m'),
    )
    .option(
      '--header-env <name>',
      'environment variable with a header for the server, such as "Authorization: Bearer ..."; may be repeated',
      (name: string, names: string[]) => [...names, name],
      [],
    )
    .option(
      '--dependency <name=percent>',
      'objective of something that every request needs, such as database=99.95; may be repeated',
      readDependency,
      [],
    )
    .option('--json', 'print JSON instead of a report')
    .action(async (files: string[], options: Options) => {
      const { prometheus, history } = options;
      if ((prometheus === undefined) === (history === undefined)) {
        command.error('error: give either --prometheus or --history');
      }
      const loaded = await loadSlos(files, terminal, {
        ...options,
        check: {
          minFailures: options.minFailures,
          uselessAlerts: 'warning',
        },
      });
      const specs = withoutComposites(loaded, terminal);
      tellCalendars(specs, terminal);
      const replayed =
        history === undefined
          ? await replayServer(specs, prometheus!, options, terminal)
          : await replayFile(specs, history, options, terminal);
      terminal.stdout.write(
        options.json ? toJson(replayed) : replayed.map(toReport).join('\n'),
      );
    });
}

/** Budgets are replayed at the end of each day over windows of equal length. */
function tellCalendars(specs: SloSpec[], terminal: Terminal): void {
  for (const { id, window } of specs) {
    if (window.kind === 'calendar') {
      terminal.stderr.write(
        `${id}: its calendar window is replayed as the last ${formatDuration(window.ms)} at each moment\n`,
      );
    }
  }
}

/** The past of a composite is that of its parts, which no history tells apart. */
function withoutComposites(specs: SloSpec[], terminal: Terminal): SloSpec[] {
  const single = specs.filter(
    ({ indicator }) => indicator.kind !== 'composite',
  );
  for (const { id } of specs.filter(spec => !single.includes(spec))) {
    terminal.stderr.write(
      `${id}: passed over, a composite objective has no past of its own; replay the objectives that it is made of\n`,
    );
  }
  if (single.length === 0 && specs.length > 0) {
    throw new InputError('There is no objective that is not composite');
  }
  return single;
}

async function replayServer(
  specs: SloSpec[],
  url: URL,
  options: Options,
  terminal: Terminal,
): Promise<Replayed[]> {
  const { days = DAYS } = options;
  const stepMs = stepOf(options);
  const measured = specs.filter(
    ({ measuredBy }) => measuredBy.toLowerCase() === 'prometheus',
  );
  for (const { id, measuredBy } of specs) {
    if (measuredBy.toLowerCase() !== 'prometheus') {
      terminal.stderr.write(`${id}: passed over, ${measuredBy} measures it\n`);
    }
  }
  if (measured.length === 0) {
    throw new InputError(
      'There is no objective that Prometheus measures; give --history',
    );
  }
  const server = new PrometheusServer({
    url,
    headers: options.headerEnv.map(readHeader),
  });
  // The last step has to be over, and steps of all runs are the same ones.
  const to = Math.floor(Date.now() / stepMs) * stepMs;
  const from = to - days * DAY_MS;
  const replayed: Replayed[] = [];
  for (const spec of measured) {
    for (const asked of await askHistory(spec, server, { days, stepMs, to })) {
      const one = replay(spec, asked, options, { from, to });
      if (one.result.from > from) {
        terminal.stderr.write(
          `${title(spec, one.labels)}: Prometheus has nothing before ${new Date(one.result.from).toISOString()}, so ${Number(((to - one.result.from) / DAY_MS).toPrecision(3))} of ${days} days are replayed\n`,
        );
      }
      replayed.push(one);
    }
  }
  return replayed;
}

async function replayFile(
  specs: SloSpec[],
  file: string,
  options: Options,
  terminal: Terminal,
): Promise<Replayed[]> {
  const indicators = specs.map(({ indicator: { places, ...indicator } }) =>
    JSON.stringify(indicator),
  );
  if (new Set(indicators).size > 1) {
    throw new InputError(
      `${file} is the past of one indicator, and the files have ${new Set(indicators).size}; give the files of one`,
    );
  }
  let text: string;
  try {
    text = await readFile(resolve(terminal.cwd(), file), 'utf8');
  } catch (error) {
    const code = isError(error) ? ` (${error.code})` : '';
    throw new InputError(
      `Could not read ${file}${code}: give a file of the past`,
    );
  }
  const history = readHistory(text, { file, stepMs: stepOf(options) });
  const last = history.points[history.points.length - 1].at;
  return specs.map(spec =>
    replay(spec, { labels: {}, history }, options, {
      from: options.days && last - options.days * DAY_MS,
    }),
  );
}

function replay(
  spec: SloSpec,
  { labels, history }: AskedHistory,
  options: Options,
  range: { from?: number; to?: number },
): Replayed {
  try {
    const result = backtestSlo({
      spec,
      history,
      ...range,
      minFailures: options.minFailures,
      dependencies: options.dependency,
    });
    return { spec, labels, result };
  } catch (error) {
    throw isError(error) && options.step !== '1m'
      ? new InputError(`${spec.id}: ${error.message} (--step 1m)`)
      : error;
  }
}

function stepOf({ step }: Options): number {
  return step === '5m' ? 5 * MINUTE_MS : MINUTE_MS;
}

/** The name of the variable is all that is ever said of it. */
function readHeader(variable: string) {
  const [, name, value] =
    /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x20-\x7e]+)$/.exec(
      process.env[variable]?.trim() ?? '',
    ) ?? [];
  if (!name || !value) {
    throw new InputError(
      `The environment variable ${variable} has no header; set it to one such as "Authorization: Bearer ..."`,
    );
  }
  return { name, value, variable };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InvalidArgumentError(
      'Give an address such as https://prometheus.example.com.',
    );
  }
  if (url.username || url.password) {
    // The message of commander would repeat the argument.
    throw new InputError(
      '--prometheus holds credentials, which others can see in the list of processes; give them with --header-env',
    );
  }
  return url;
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 400) {
    throw new InvalidArgumentError('Give a whole number of days up to 400.');
  }
  return days;
}

function readDependency(
  text: string,
  known: HardDependency[],
): HardDependency[] {
  const [, name, percent] = /^([^=]+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const objective = Number(percent) / 100;
  if (!name || !(objective > 0 && objective <= 1)) {
    throw new InvalidArgumentError(
      'Give a name and a percentage such as database=99.95.',
    );
  }
  return [...known, { name, objective }];
}
