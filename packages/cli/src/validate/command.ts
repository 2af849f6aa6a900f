import { checkPipelines } from '@backstage-devops/plugin-devops-generators';
import { Command, Option } from 'commander';
import { resolve } from 'path';
import { openDirectory } from '../files/directoryTree';
import { Findings } from '../Findings';
import type { Terminal } from '../run';
import { toSarif } from './sarif';
import { toText } from './text';

interface Options {
  json?: boolean;
  sarif?: boolean;
}

/** Adds `devops validate`. */
export function addValidateCommand(program: Command, terminal: Terminal): void {
  program
    .command('validate')
    .description('Checks the pipelines of a repository, whoever wrote them.')
    .argument('[directory]', 'the repository', '.')
    .addOption(new Option('--json', 'print JSON').conflicts('sarif'))
    .addOption(
      new Option('--sarif', 'print SARIF 2.1.0, for code scanning and editors'),
    )
    .action(async (directory: string, options: Options) => {
      const folder = resolve(terminal.cwd(), directory);
      const checks = await checkPipelines(await openDirectory(folder));
      if (options.json) {
        terminal.stdout.write(
          `${JSON.stringify({ pipelines: checks }, null, 2)}\n`,
        );
      } else if (options.sarif) {
        terminal.stdout.write(`${JSON.stringify(toSarif(checks), null, 2)}\n`);
      } else {
        terminal.stdout.write(toText(checks));
      }
      const broken = checks
        .flatMap(({ rules }) => rules)
        .filter(({ status }) => status === 'failed');
      if (checks.length === 0) {
        terminal.stderr.write('note: there is no pipeline to check\n');
      }
      if (broken.length > 0) {
        throw new Findings(`${broken.length} rules are broken`);
      }
    });
}
