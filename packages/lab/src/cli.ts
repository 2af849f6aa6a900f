import { parseArgs } from 'util';
import { InputError, toError } from '@backstage/errors';
import { LabConfig, readLabConfig } from './config';
import { startLab } from './lab';
import { createLogger } from './logger';

const usage = `Usage:
  devops-lab start
  devops-lab status
  devops-lab fault <service> <environment> [--errors <0..1>] [--latency <milliseconds>] [--off]
`;

/** Entry of the `devops-lab` command. Failures end in one sentence and exit code 1. */
export async function main(args: string[]): Promise<void> {
  try {
    const [command, ...rest] = args;
    switch (command) {
      case 'start':
        await start();
        break;
      case 'status':
        await status(readLabConfig(process.env));
        break;
      case 'fault':
        await setFault(readLabConfig(process.env), rest);
        break;
      default:
        process.stderr.write(usage);
        process.exitCode = command ? 1 : 0;
    }
  } catch (error) {
    process.stderr.write(`[lab] ${toError(error).message}\n`);
    process.exitCode = 1;
  }
}

async function start(): Promise<void> {
  const logger = createLogger(process.stdout);
  const lab = await startLab({ config: readLabConfig(process.env), logger });
  logger.info(`forge        ${lab.config.forgeUrl}`);
  logger.info(`environments ${lab.config.environmentsUrl}`);
  let stopping = false;
  const stop = () => {
    if (!stopping) {
      stopping = true;
      lab.stop().then(
        () => process.exit(0),
        error => {
          process.stderr.write(`[lab] ${toError(error).message}\n`);
          process.exit(1);
        },
      );
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function status(config: LabConfig): Promise<void> {
  const response = await call(`${config.environmentsUrl}/api/environments`);
  const { environments }: { environments: { services: ServiceRow[] }[] } =
    await response.json();
  for (const row of environments.flatMap(({ services }) => services)) {
    const fault = row.fault
      ? `  fault: ${row.fault.errorRate * 100} % errors, ${row.fault.latencyMs} ms`
      : '';
    process.stdout.write(
      `${row.environment.padEnd(12)} ${row.service.padEnd(20)} ${row.version.padEnd(12)} ${row.running ? 'running' : 'stopped'}${fault}\n`,
    );
  }
}

interface ServiceRow {
  environment: string;
  service: string;
  version: string;
  running: boolean;
  fault: { errorRate: number; latencyMs: number } | null;
}

async function setFault(config: LabConfig, args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      errors: { type: 'string' },
      latency: { type: 'string' },
      off: { type: 'boolean', default: false },
    },
  });
  const [service, environment] = positionals;
  if (!service || !environment || positionals.length > 2) {
    throw new InputError(`A service and an environment are needed.\n${usage}`);
  }
  const path = [environment, 'services', service].map(encodeURIComponent);
  const url = `${config.environmentsUrl}/api/environments/${path.join('/')}/fault`;
  if (values.off) {
    await call(url, { method: 'DELETE' });
    process.stdout.write(`${service} in ${environment} has no fault now\n`);
    return;
  }
  const body = {
    errorRate: Number(values.errors ?? 0),
    latencyMs: Number(values.latency ?? 0),
  };
  await call(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  process.stdout.write(
    `${service} in ${environment}: ${body.errorRate * 100} % errors, ${body.latencyMs} ms latency\n`,
  );
}

async function call(url: string, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new Error(
      `The lab does not answer at ${new URL(url).origin}: start it with 'devops-lab start', or set LAB_ENVIRONMENTS_PORT to its port`,
    );
  }
  if (!response.ok) {
    throw new Error((await response.text()).trim());
  }
  return response;
}
