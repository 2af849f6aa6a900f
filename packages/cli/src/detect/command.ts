import { detectComponents } from '@backstage-devops/plugin-devops-generators';
import { Command } from 'commander';
import { resolve } from 'path';
import { openDirectory } from '../files/directoryTree';
import type { Terminal } from '../run';
import { describeDetection } from './describe';

/** Adds `devops detect`. */
export function addDetectCommand(program: Command, terminal: Terminal): void {
  program
    .command('detect')
    .description('What a repository is made of, and how each part is built.')
    .argument('[directory]', 'the repository', '.')
    .option('--json', 'print JSON with evidence and confidence')
    .action(async (directory: string, options: { json?: boolean }) => {
      const tree = await openDirectory(resolve(terminal.cwd(), directory));
      const { problems, ...detection } = await detectComponents(tree);
      problems.forEach(({ file, message }) =>
        terminal.stderr.write(`warning: ${file} ${message}\n`),
      );
      terminal.stdout.write(
        options.json
          ? `${JSON.stringify(detection, null, 2)}\n`
          : describeDetection(detection),
      );
    });
}
