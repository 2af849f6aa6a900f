import { parseEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Findings } from '../Findings';
import { NoAnswer } from '../NoAnswer';
import type { Terminal } from '../run';
import { askGate, Refused } from './askGate';
import { describeGate } from './describe';

const URL_VARIABLE = 'DEVOPS_PORTAL_URL';
const TOKEN_VARIABLE = 'DEVOPS_PORTAL_TOKEN';

interface Options {
  entity: ReturnType<typeof readEntity>;
  environment: string;
  url?: URL;
  tokenEnv: string;
  whenUnreachable?: 'allow' | 'freeze';
  json?: boolean;
}

/** Adds `devops gate`. */
export function addGateCommand(program: Command, terminal: Terminal): void {
  program
    .command('gate')
    .description(
      'Whether the error budgets of a service let it be deployed: exit 0 to go on, 1 when deployments are frozen, 3 when the portal cannot be reached.',
    )
    .requiredOption(
      '--entity <ref>',
      'what is deployed, such as component:default/shop',
      readEntity,
    )
    .requiredOption('--environment <name>', 'where it is deployed to')
    .option(
      '--url <base>',
      `address of the portal; the variable ${URL_VARIABLE} by default`,
      readUrl,
    )
    .option(
      '--token-env <name>',
      'name of the variable that has the token of the portal',
      TOKEN_VARIABLE,
    )
    .addOption(
      new Option(
        '--when-unreachable <decision>',
        'what it means that the portal cannot be reached',
      ).choices(['allow', 'freeze']),
    )
    .option('--json', 'print the whole answer as JSON')
    .action(async (options: Options, command: Command) => {
      const { entity, environment, tokenEnv } = options;
      const variables = terminal.env ?? {};
      const url = options.url ?? defaultUrl(variables, command);
      const token = readToken(variables, tokenEnv, command);
      try {
        const gate = await askGate({ url, token, entity, environment });
        terminal.stdout.write(
          options.json
            ? `${JSON.stringify(gate, null, 2)}\n`
            : describeGate(gate),
        );
        if (gate.decision === 'freeze') {
          throw new Findings(
            `Deployments of ${gate.entityRef} to ${gate.environment} are frozen`,
          );
        }
      } catch (error) {
        if (error instanceof Refused) {
          command.error(`error: ${error.message}`);
        }
        if (error instanceof NoAnswer && options.whenUnreachable) {
          decideWithout(error, options.whenUnreachable, terminal);
          return;
        }
        throw error;
      }
    });
}

function decideWithout(
  { message }: NoAnswer,
  decision: 'allow' | 'freeze',
  terminal: Terminal,
): void {
  const words = `${message}. By --when-unreachable it is ${decision}`;
  if (decision === 'freeze') {
    throw new Findings(words);
  }
  terminal.stderr.write(`${words}\n`);
}

function readEntity(text: string) {
  try {
    return parseEntityRef(text, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch (error) {
    throw new InvalidArgumentError(
      `Give an entity ref such as component:default/shop${isError(error) ? `: ${error.message}` : ''}.`,
    );
  }
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError(
      'Give an address such as https://backstage.example.com.',
    );
  }
  return url;
}

function defaultUrl(
  variables: NonNullable<Terminal['env']>,
  command: Command,
): URL {
  try {
    return readUrl(variables[URL_VARIABLE] ?? '');
  } catch {
    return command.error(
      `error: give the address of the portal, such as https://backstage.example.com, by --url or the variable ${URL_VARIABLE}`,
    );
  }
}

/** Undefined when the variable is not set: the portal may let anybody ask. */
function readToken(
  variables: NonNullable<Terminal['env']>,
  name: string,
  command: Command,
): string | undefined {
  const token = variables[name]?.trim();
  if (!token) {
    if (name !== TOKEN_VARIABLE) {
      command.error(`error: the variable ${name} of --token-env is not set`);
    }
    return undefined;
  }
  // The header would be refused with a message that has the token in it.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    command.error(
      `error: the variable ${name} is no token: it has characters that no token has`,
    );
  }
  return token;
}
