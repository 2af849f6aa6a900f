import { parseDeliveryEvents } from '@backstage-devops/plugin-devops-common';
import {
  computeDora,
  DORA_DEFINITIONS,
  recordsFromEvents,
  type DoraDefinition,
  type UnitPaths,
} from '@backstage-devops/plugin-devops-dora';
import { InputError, isError } from '@backstage/errors';
import { Command, InvalidArgumentError, Option } from 'commander';
import { readFile } from 'fs/promises';
import { resolve } from 'path';
import type { Terminal } from '../run';
import { readDuration, readInstant, readUnit, readZone } from './arguments';
import { toJson } from './json';
import { toTable } from './table';

interface Options {
  events: string[];
  from: string;
  to: string;
  now?: string;
  definition: DoraDefinition;
  attributionWindow?: number;
  scope?: 'entity' | 'all';
  timezone: string;
  collapse?: number;
  includeRedeploys?: boolean;
  countFailedRollouts?: boolean;
  unit: UnitPaths[];
  json?: boolean;
  explain?: boolean;
}

/** Adds `devops dora`. */
export function addDoraCommand(program: Command, terminal: Terminal): void {
  program
    .command('dora')
    .description('The five DORA metrics of delivery events.')
    .requiredOption(
      '--events <file>',
      'NDJSON file of delivery events, - for standard input; may be repeated',
      (file: string, files: string[] = []) => [...files, file],
    )
    .requiredOption('--from <instant>', 'start of the window, in it')
    .requiredOption('--to <instant>', 'end of the window, not in it')
    .addOption(
      new Option('--definition <name>', 'whose definitions to use')
        .choices(DORA_DEFINITIONS)
        .default('dora'),
    )
    .option(
      '--attribution-window <duration>',
      'how old a deployment may be that an incident belongs to: PT24H, inf',
      readDuration,
    )
    .addOption(
      new Option(
        '--scope <scope>',
        'let incidents look for deployments of their entity or of all',
      ).choices(['entity', 'all']),
    )
    .option(
      '--timezone <name>',
      'time zone of days, and of instants without one',
      readZone,
      'UTC',
    )
    .option(
      '--collapse <duration>',
      'count one revision in several regions within this time once',
      readDuration,
    )
    .option('--include-redeploys', 'count deployments of the same revision')
    .option('--count-failed-rollouts', 'count failed rollouts as failures')
    .option(
      '--unit <name=glob>',
      'paths of a unit of a repository; may be repeated',
      readUnit,
      [],
    )
    .option(
      '--now <instant>',
      'the time to judge young deployments at; the present by default',
    )
    .option('--json', 'print JSON instead of a table')
    .option('--explain', 'print the rules and rows of each metric as well')
    .action(async (options: Options, command: Command) => {
      const window = readWindow(options, command);
      const records = recordsFromEvents(
        (
          await Promise.all(
            options.events.map(file => readEvents(file, terminal)),
          )
        ).flat(),
      );
      const result = computeDora(records, {
        ...window,
        definition: options.definition,
        attributionWindowMs: options.attributionWindow,
        scope: options.scope,
        timezone: options.timezone,
        collapse:
          options.collapse === undefined
            ? undefined
            : { by: 'revision', withinMs: options.collapse },
        includeRedeploys: options.includeRedeploys,
        countFailedRollouts: options.countFailedRollouts,
        units: options.unit,
      });
      const print = options.json ? toJson : toTable;
      terminal.stdout.write(print(result, { explain: options.explain }));
    });
}

/** The zone may stand after the instants, so they are read at the end. */
function readWindow(options: Options, command: Command) {
  try {
    const from = readInstant(options.from, '--from', options.timezone);
    const to = readInstant(options.to, '--to', options.timezone);
    if (from >= to) {
      throw new InvalidArgumentError('--from must be before --to');
    }
    const now =
      options.now === undefined
        ? Date.now()
        : readInstant(options.now, '--now', options.timezone);
    return { from, to, now };
  } catch (error) {
    if (error instanceof InvalidArgumentError) {
      command.error(`error: ${error.message}`);
    }
    throw error;
  }
}

async function readEvents(file: string, terminal: Terminal) {
  if (file === '-') {
    return parseDeliveryEvents(await readAll(terminal.stdin), {
      where: 'standard input',
    });
  }
  let text: string;
  try {
    text = await readFile(resolve(terminal.cwd(), file), 'utf8');
  } catch (error) {
    const code = isError(error) ? ` (${error.code})` : '';
    throw new InputError(
      `Could not read ${file}${code}: give a file of events`,
    );
  }
  return parseDeliveryEvents(text, { where: file });
}

async function readAll(stream: AsyncIterable<Buffer | string>) {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}
