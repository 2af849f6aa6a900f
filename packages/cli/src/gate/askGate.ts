import type { CompoundEntityRef } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import {
  DevopsClient,
  type DeploymentGate,
} from '@backstage-devops/plugin-devops-common';
import { NoAnswer } from '../NoAnswer';
import { oneLine } from '../text';

const TIMEOUT_MS = 30_000;
const TOO_MANY_REQUESTS = 429;

/** The portal answered that the question cannot be answered. */
export class Refused extends Error {}

/**
 * Asks a portal whether deployments may go on.
 *
 * @throws Refused when the portal says that the question is wrong.
 * @throws NoAnswer when it says nothing, or nothing that makes sense.
 */
export async function askGate(options: {
  /** Where the portal is. */
  url: URL;
  token?: string;
  entity: CompoundEntityRef;
  environment: string;
}): Promise<DeploymentGate> {
  const { url, token, entity, environment } = options;
  const portal = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const client = new DevopsClient({
    discoveryApi: { getBaseUrl: async id => `${portal}/api/${id}` },
  });
  let gate: DeploymentGate;
  try {
    gate = await client.getGate(entity, environment, {
      token,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const status = statusOf(error);
    // Whatever somebody puts into a message, the token is not printed.
    const words = withoutToken(oneLine(reasonOf(error)), token);
    if (
      status !== undefined &&
      status >= 400 &&
      status < 500 &&
      status !== TOO_MANY_REQUESTS
    ) {
      throw new Refused(`${portal} answered ${status}: ${words}`);
    }
    throw new NoAnswer(`${portal} cannot be reached: ${words}`);
  }
  if (!['allow', 'slow', 'freeze'].includes(gate?.decision)) {
    throw new NoAnswer(
      `${portal} cannot be reached: the answer is no decision`,
    );
  }
  return gate;
}

function statusOf(error: unknown): number | undefined {
  return isError(error) && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

/** What went wrong, without what was sent. */
function reasonOf(error: unknown): string {
  if (!isError(error)) {
    return 'unknown error';
  }
  if (error.name === 'TimeoutError') {
    return `no answer within ${TIMEOUT_MS / 1000} seconds`;
  }
  const cause = isError(error.cause) ? error.cause : undefined;
  if (statusOf(error) !== undefined) {
    return cause?.message ?? error.message;
  }
  return typeof cause?.code === 'string' ? cause.code : error.message;
}

function withoutToken(text: string, token: string | undefined): string {
  return token ? text.replaceAll(token, '***') : text;
}
