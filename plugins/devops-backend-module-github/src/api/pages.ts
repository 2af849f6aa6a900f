import { ServiceUnavailableError } from '@backstage/errors';
import type { Call, GithubClient } from './GithubClient';

/** A page of a list. */
export type Page = {
  /** Undefined when it is what it was: GitHub answered 304. */
  body: unknown;
  /** Of this page, where GitHub gives one. */
  etag?: string;
};

/** Reads a list page by page, following the links that GitHub gives. */
export async function* pages(
  client: GithubClient,
  first: Omit<Call, 'method'>,
): AsyncGenerator<Page> {
  let call: Call = { ...first, method: 'GET' };
  const seen = new Set([client.urlOf(call.url).href]);
  for (;;) {
    const response = await client.send(call);
    if (response.status === 304) {
      yield { body: undefined, etag: call.etag };
      return;
    }
    yield {
      body: await client.readJson(call, response),
      etag: response.headers.get('etag') ?? undefined,
    };
    const next = nextOf(response.headers.get('link'));
    if (next === undefined) {
      return;
    }
    const { href } = client.urlOf(next);
    if (seen.has(href)) {
      throw new ServiceUnavailableError(
        `${client.context.title} names a page as the next one that was read before; reading on would never end`,
      );
    }
    seen.add(href);
    call = { ...call, url: href, etag: undefined };
  }
}

/** Reads one thing. */
export async function one(
  client: GithubClient,
  call: Omit<Call, 'method'>,
): Promise<unknown> {
  const get: Call = { ...call, method: 'GET' };
  return client.readJson(get, await client.send(get));
}

function nextOf(link: string | null): string | undefined {
  return /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
}
