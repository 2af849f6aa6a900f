import {
  detectComponents,
  formatLock,
  type GeneratedFile,
  LOCK_PATH,
  parseDeliveryOptions,
  planUpdate,
  type Preference,
  renewRequest,
  type UpdatePlan,
} from '@backstage-devops/plugin-devops-generators';
import { Command, Option } from 'commander';
import { resolve } from 'path';
import { openDirectory } from '../files/directoryTree';
import { writeFiles } from '../files/writeFiles';
import { Findings } from '../Findings';
import { readLock } from '../lock/readLock';
import type { Terminal } from '../run';
import { describeContradictions, describeUpdate } from './describe';

interface Options {
  dryRun?: boolean;
  json?: boolean;
  prefer?: Preference;
  set: string[];
}

/** Adds `devops update`. */
export function addUpdateCommand(program: Command, terminal: Terminal): void {
  program
    .command('update')
    .description(
      'Brings generated files up to date and keeps what the team changed in them.',
    )
    .argument('[directory]', 'the repository', '.')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--json', 'print the plan as JSON')
    .addOption(
      new Option(
        '--prefer <side>',
        'whose change stands where both contradict each other',
      ).choices(['team', 'template']),
    )
    .option(
      '--set <key=value>',
      'decide something anew about the pipeline; may be repeated',
      (setting: string, settings: string[]) => [...settings, setting],
      [],
    )
    .action(async (directory: string, options: Options) => {
      const folder = resolve(terminal.cwd(), directory);
      const plan = await planFor(folder, options, terminal);
      terminal.stdout.write(
        options.json
          ? `${JSON.stringify(plan, null, 2)}\n`
          : describeUpdate(plan),
      );
      if (plan.contradictions.length > 0) {
        terminal.stderr.write(describeContradictions(plan));
        if (options.prefer === undefined) {
          throw new Findings(
            `${plan.contradictions.length} contradictions, so nothing was written: --prefer team keeps your side, --prefer template the other`,
          );
        }
      }
      if (!options.dryRun) {
        await carryOut(folder, plan);
      }
    });
}

async function planFor(
  folder: string,
  { set, prefer }: Options,
  terminal: Terminal,
): Promise<UpdatePlan> {
  const tree = await openDirectory(folder);
  const lock = await readLock(tree);
  const { components, problems } = await detectComponents(tree);
  problems.forEach(({ file, message }) =>
    terminal.stderr.write(`warning: ${file} ${message}\n`),
  );
  const request = renewRequest(lock, {
    components,
    ...(set.length > 0 ? { options: parseDeliveryOptions(set) } : {}),
  });
  return planUpdate({ lock, tree, request, prefer });
}

async function carryOut(folder: string, plan: UpdatePlan): Promise<void> {
  const written = plan.files.flatMap(
    ({ path, content, executable }): GeneratedFile[] =>
      content === undefined ? [] : [{ path, content, executable }],
  );
  const deleted = plan.files
    .filter(({ action }) => action === 'delete')
    .map(({ path }) => path);
  await writeFiles(
    folder,
    [...written, { path: LOCK_PATH, content: formatLock(plan.lock) }],
    deleted,
  );
}
