import {
  type CheckedPin,
  checkPins,
} from '@backstage-devops/plugin-devops-generators';
import { Command, InvalidArgumentError } from 'commander';
import { Findings } from '../Findings';
import type { Terminal } from '../run';
import { askRegistry, type RegistryAnswer } from './registry';

interface Options {
  json?: boolean;
  online?: boolean;
  maxAge: number;
}

type Pin = CheckedPin & { registry?: RegistryAnswer };

/** Adds `devops pins`. */
export function addPinsCommand(program: Command, terminal: Terminal): void {
  program
    .command('pins')
    .description(
      'Checks the images, actions and tools that pipelines use in a fixed version.',
    )
    .option('--json', 'print JSON')
    .option('--online', 'ask the registries whether they still have them')
    .option(
      '--max-age <days>',
      'days after which a review is due',
      parseDays,
      90,
    )
    .action(async (options: Options) => {
      const today = new Date().toISOString().slice(0, 10);
      const checked = checkPins({ today, maxAgeDays: options.maxAge });
      const pins: Pin[] = options.online
        ? await Promise.all(
            checked.map(async pin => ({
              ...pin,
              registry: await askRegistry(pin),
            })),
          )
        : checked;
      terminal.stdout.write(
        options.json
          ? `${JSON.stringify({ pins }, null, 2)}\n`
          : pins.map(describePin).join(''),
      );
      report(pins);
    });
}

/** @throws Findings when something is wrong, or was asked for in vain. */
function report(pins: Pin[]): void {
  const broken = pins.filter(
    ({ problems, registry }) =>
      problems.length > 0 || registry?.status === 'differs',
  );
  const unchecked = pins.filter(
    ({ registry }) => registry?.status === 'unchecked',
  );
  const findings = [
    ...(broken.length > 0
      ? [`${broken.length} of ${pins.length} pins need attention`]
      : []),
    ...(unchecked.length > 0
      ? [
          `${unchecked.length} of ${pins.length} pins could not be checked online, so nothing is known about them`,
        ]
      : []),
  ];
  if (findings.length > 0) {
    throw new Findings(findings.join('\n'));
  }
}

function describePin(pin: Pin): string {
  const { kind, name, version, reviewed, used, problems, registry } = pin;
  return [
    `${kind} ${name} ${version}, reviewed ${reviewed}${used ? '' : ', not used by any pipeline'}`,
    ...problems.map(problem => `  ${problem}`),
    ...(registry?.status === 'differs' ? [`  ${registry.message}`] : []),
    ...(registry?.status === 'unchecked'
      ? [`  not checked online: ${registry.reason}`]
      : []),
  ]
    .map(line => `${line}\n`)
    .join('');
}

function parseDays(value: string): number {
  if (!/^\d{1,5}$/.test(value)) {
    throw new InvalidArgumentError('It must be a number of days.');
  }
  return Number(value);
}
