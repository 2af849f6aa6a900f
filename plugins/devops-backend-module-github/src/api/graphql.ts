import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod/v4';
import { parseOr } from '../mappers/fields';
import type { Call, GithubClient } from './GithubClient';
import { resetAt } from './RateLimitGate';

const MAX_ATTEMPTS = 3;
const UNNAMED_WAIT_MS = 60_000;

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ type: z.string().nullish() })).nullish(),
});

/**
 * Asks a question in GraphQL. GitHub answers 200 to what it refuses, also to
 * what is over the limit, and tells in the body. What is not found is null in
 * the data, for the caller to judge.
 */
export async function graphql(
  client: GithubClient,
  question: {
    scope: string;
    url: string;
    query: string;
    variables: object;
    signal: AbortSignal;
  },
): Promise<Record<string, unknown>> {
  const { query, variables, ...rest } = question;
  const call: Call = {
    ...rest,
    method: 'POST',
    budget: 'graphql',
    body: { query, variables },
  };
  for (let attempt = 1; ; attempt += 1) {
    const response = await client.send(call);
    const { data, errors } = parseOr(
      answer,
      await client.readJson(call, response),
      'The answer of GraphQL',
    );
    const types = (errors ?? []).flatMap(({ type }) => type ?? 'UNKNOWN');
    if (types.includes('RATE_LIMITED') && attempt < MAX_ATTEMPTS) {
      client
        .gateOf(call)
        .holdUntil(resetAt(response.headers) ?? Date.now() + UNNAMED_WAIT_MS);
      continue;
    }
    const refused = types.find(type => type !== 'NOT_FOUND');
    if (refused) {
      throw toError(client, question.scope, refused);
    }
    if (!data) {
      throw new NotFoundError(
        `${client.context.title} knows no '${question.scope}', or the token or app of integrations.github, entry '${client.context.host}', may not see it`,
      );
    }
    return data;
  }
}

function toError(client: GithubClient, scope: string, type: string): Error {
  const { title, host } = client.context;
  const what = `${title} answered ${type} to a question in GraphQL about '${scope}'`;
  return type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES'
    ? new NotAllowedError(
        `${what}; give the token or app of integrations.github, entry '${host}', read access to deployments and pull requests`,
      )
    : new ServiceUnavailableError(
        `${what}; the next sweep tries again (credentials: integrations.github, entry '${host}')`,
      );
}
