import { isError } from '@backstage/errors';
import { Command, CommanderError } from 'commander';
import { Findings } from './Findings';
import { addDetectCommand } from './detect/command';
import { addDoraCommand } from './dora/command';
import { addDriftCommand } from './drift/command';
import { addGateCommand } from './gate/command';
import { NoAnswer } from './NoAnswer';
import { addPinsCommand } from './pins/command';
import { addPipelineCommand } from './pipeline/command';
import { addSloCommand } from './slo/command';
import { addUpdateCommand } from './update/command';
import { addValidateCommand } from './validate/command';

/** What the command reads from and writes to; `process` is one. */
export interface Terminal {
  stdin: AsyncIterable<Buffer | string>;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  /** Variables of the environment. */
  env?: Record<string, string | undefined>;
  /** The folder that relative paths start from. */
  cwd(): string;
}

const OK = 0;
const BAD_DATA = 1;
const BAD_USAGE = 2;
const NO_ANSWER = 3;

/**
 * Runs the command and returns its exit code: 0 when all is well, 1 when the
 * data cannot be used, 2 when the command was called in a wrong way, 3 when
 * somebody who was asked does not answer.
 */
export async function run(args: string[], terminal: Terminal): Promise<number> {
  const program = new Command('devops')
    .description('DevOps for Backstage on the command line.')
    .exitOverride()
    .configureOutput({
      writeOut: text => terminal.stdout.write(text),
      writeErr: text => terminal.stderr.write(text),
    });
  addDetectCommand(program, terminal);
  addDoraCommand(program, terminal);
  addDriftCommand(program, terminal);
  addGateCommand(program, terminal);
  addPinsCommand(program, terminal);
  addPipelineCommand(program, terminal);
  addSloCommand(program, terminal);
  addUpdateCommand(program, terminal);
  addValidateCommand(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return OK;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? OK : BAD_USAGE;
    }
    if (error instanceof Findings) {
      terminal.stderr.write(`${error.message}\n`);
      return BAD_DATA;
    }
    if (error instanceof NoAnswer) {
      terminal.stderr.write(`${error.message}\n`);
      return NO_ANSWER;
    }
    const message = isError(error) ? error.message : 'an unknown error';
    terminal.stderr.write(`error: ${message}\n`);
    return BAD_DATA;
  }
}
