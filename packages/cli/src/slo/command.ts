import {
  alertmanagerConfig,
  formatRules,
  generateRules,
  grafanaDashboard,
  RULE_FORMATS,
  RULE_MODES,
  writeRules,
  rollingWindow,
  ruleTests,
  type CheckSloOptions,
  type RuleFormat,
  type RuleMode,
  type TimeWindow,
} from '@backstage-devops/plugin-devops-slo';
import { Command, InvalidArgumentError, Option } from 'commander';
import { mkdir, writeFile } from 'fs/promises';
import { join, resolve } from 'path';
import type { Terminal } from '../run';
import { addBacktest } from './backtest/command';
import { loadSlos } from './loadSlos';

interface CommonOptions {
  window?: TimeWindow;
  alertWindows: string[];
}

interface ValidateOptions extends CommonOptions {
  retention?: TimeWindow;
  eventsPerDay?: number;
  minFailures?: number;
}

interface RulesOptions extends CommonOptions {
  mode: RuleMode;
  format: RuleFormat;
  out?: string;
  minFailures?: number;
  namespace?: string;
}

/** Adds `devops slo`. */
export function addSloCommand(program: Command, terminal: Terminal): void {
  const slo = program
    .command('slo')
    .description(
      'Service level objectives: check them, make rules of them, replay the past.',
    );
  addValidate(slo, terminal);
  addRules(slo, terminal);
  addTests(slo, terminal);
  addBacktest(
    withFiles(slo.command('backtest')).addOption(minFailures()),
    terminal,
  );
  addAlertmanager(slo, terminal);
  addDashboard(slo, terminal);
}

function addValidate(slo: Command, terminal: Terminal): void {
  withFiles(slo.command('validate'))
    .description('Say what is wrong with objectives, as file:line: message.')
    .option(
      '--retention <duration>',
      'how long Prometheus keeps its data, such as 15d',
      readWindow,
    )
    .option(
      '--events-per-day <number>',
      'events of an objective in a day, to find alerts that one error fires',
      readNumber,
    )
    .addOption(minFailures())
    .action(async (files: string[], options: ValidateOptions) => {
      const check: CheckSloOptions = {
        retentionMs: options.retention?.ms,
        eventsPerDay: options.eventsPerDay,
        minFailures: options.minFailures,
      };
      const specs = await loadSlos(files, terminal, { ...options, check });
      const count =
        specs.length === 1 ? '1 objective' : `${specs.length} objectives`;
      terminal.stderr.write(`${count} checked, no errors\n`);
    });
}

function addRules(slo: Command, terminal: Terminal): void {
  withFiles(slo.command('rules'))
    .description('Make recording and alerting rules of objectives.')
    .addOption(
      new Option('--mode <name>', 'whose rules')
        .choices(RULE_MODES)
        .default('weighted'),
    )
    .addOption(
      new Option('--format <name>', 'what the rules are written for')
        .choices(RULE_FORMATS)
        .default('prometheus'),
    )
    .addOption(minFailures())
    .option('--namespace <name>', 'namespace of the rules in Mimir', 'slo')
    .option('--out <path>', 'file to write instead of standard output')
    .action(async (files: string[], options: RulesOptions) => {
      const specs = await loadSlos(files, terminal, {
        ...options,
        // An alert that never fires is for `validate` to refuse.
        check: {
          mode: options.mode,
          minFailures: options.minFailures,
          uselessAlerts: 'warning',
        },
      });
      const rules = generateRules(specs, {
        mode: options.mode,
        minFailures: options.minFailures,
      });
      const { namespace } = options;
      const parts = writeRules(rules, options.format, { namespace });
      await write(parts, options.out, terminal);
    });
}

function addTests(slo: Command, terminal: Terminal): void {
  withFiles(slo.command('tests'))
    .description(
      'Write the rules of each objective and a test of them for promtool.',
    )
    .addOption(minFailures())
    .requiredOption('--out <folder>', 'folder to write')
    .action(
      async (
        files: string[],
        options: CommonOptions & { out: string; minFailures?: number },
      ) => {
        const specs = await loadSlos(files, terminal, {
          ...options,
          check: { uselessAlerts: 'warning' },
        });
        const folder = resolve(terminal.cwd(), options.out);
        await mkdir(folder, { recursive: true });
        for (const spec of specs) {
          const rulesFile = `${spec.id}.rules.yaml`;
          const rules = generateRules([spec], {
            minFailures: options.minFailures,
          });
          await writeFile(
            join(folder, rulesFile),
            formatRules(rules, 'prometheus'),
          );
          await writeFile(
            join(folder, `${spec.id}.test.yaml`),
            ruleTests(spec, { rulesFile, minFailures: options.minFailures }),
          );
        }
        terminal.stderr.write(
          `Run promtool test rules ${join(options.out, '*.test.yaml')}\n`,
        );
      },
    );
}

function addAlertmanager(slo: Command, terminal: Terminal): void {
  withFiles(slo.command('alertmanager'))
    .description(
      'Make routes and inhibitions of the owners of objectives for Alertmanager.',
    )
    .option('--out <path>', 'file to write instead of standard output')
    .action(
      async (files: string[], options: CommonOptions & { out?: string }) => {
        const specs = await loadSlos(files, terminal, {
          ...options,
          check: { uselessAlerts: 'warning' },
        });
        await write([alertmanagerConfig(specs)], options.out, terminal);
      },
    );
}

function addDashboard(slo: Command, terminal: Terminal): void {
  slo
    .command('dashboard')
    .description('Make a Grafana dashboard of everything that has rules.')
    .option('--out <path>', 'file to write instead of standard output')
    .action(async (options: { out?: string }) => {
      const text = `${JSON.stringify(grafanaDashboard(), null, 2)}\n`;
      await write([text], options.out, terminal);
    });
}

function withFiles(command: Command): Command {
  return command
    .argument(
      '<file...>',
      'files or folders of objectives: OpenSLO, Sloth or Pyrra',
    )
    .option(
      '--window <duration>',
      'window of objectives that state none, such as 28d; 30d by default',
      readWindow,
    )
    .option(
      '--alert-windows <file>',
      "file or folder of Sloth's AlertWindows, used instead of the default pairs; may be repeated",
      (path: string, others: string[]) => [...others, path],
      [],
    );
}

function minFailures(): Option {
  return new Option(
    '--min-failures <number>',
    'failures in a long window below which no alert fires',
  ).argParser(readNumber);
}

async function write(
  parts: Iterable<string>,
  path: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (path === undefined) {
    for (const part of parts) {
      terminal.stdout.write(part);
    }
  } else {
    await writeFile(resolve(terminal.cwd(), path), parts);
  }
}

function readWindow(text: string): TimeWindow {
  const window = rollingWindow(text);
  if (!window) {
    throw new InvalidArgumentError(
      'Give a whole number and m, h, d or w, such as 28d.',
    );
  }
  return window;
}

function readNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw new InvalidArgumentError('Give a number of 0 or more.');
  }
  return number;
}
