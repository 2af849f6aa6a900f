import {
  createDeliveryPipeline,
  DELIVERY_PROVIDERS,
  deliveryRequest,
  type DeliveryProvider,
  detectComponents,
  emitDeliveryPipeline,
  fitDeliveryPipeline,
  generate,
  parseDeliveryOptions,
} from '@backstage-devops/plugin-devops-generators';
import { Command, Option } from 'commander';
import { basename, resolve } from 'path';
import { openDirectory } from '../files/directoryTree';
import type { Terminal } from '../run';
import { describeGates } from './describeGates';
import { writePipeline } from './writePipeline';

interface Options {
  provider: DeliveryProvider;
  out?: string;
  set: string[];
}

/** Adds `devops pipeline`. */
export function addPipelineCommand(program: Command, terminal: Terminal): void {
  program
    .command('pipeline')
    .description('Generates the delivery pipeline of a repository.')
    .argument('[directory]', 'the repository', '.')
    .addOption(
      new Option('--provider <name>', 'the CI system')
        .choices(DELIVERY_PROVIDERS)
        .makeOptionMandatory(),
    )
    .option(
      '--out <directory>',
      'write the files there instead of printing them',
    )
    .option(
      '--set <key=value>',
      'decide something about the pipeline; may be repeated',
      (setting: string, settings: string[]) => [...settings, setting],
      [],
    )
    .action(async (directory: string, options: Options) => {
      const folder = resolve(terminal.cwd(), directory);
      const settings = parseDeliveryOptions(options.set);
      const detection = await detectComponents(await openDirectory(folder));
      detection.problems.forEach(({ file, message }) =>
        terminal.stderr.write(`warning: ${file} ${message}\n`),
      );
      const decisions = { name: nameOf(folder), ...settings };
      const pipeline = createDeliveryPipeline(detection, decisions);
      terminal.stderr.write(
        describeGates(fitDeliveryPipeline(pipeline, options.provider)),
      );
      if (options.out === undefined) {
        const [main] = emitDeliveryPipeline(pipeline, options.provider);
        terminal.stdout.write(main.content);
        return;
      }
      const request = deliveryRequest(
        detection.components,
        options.provider,
        decisions,
      );
      const { written, kept } = await writePipeline(
        resolve(terminal.cwd(), options.out),
        request,
        await generate(request),
      );
      kept.forEach(path =>
        terminal.stderr.write(`note: ${path} exists and stays as it is\n`),
      );
      written.forEach(path => terminal.stdout.write(`${path}\n`));
    });
}

/** A name from that of the folder, where it makes one. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return name || 'service';
}
