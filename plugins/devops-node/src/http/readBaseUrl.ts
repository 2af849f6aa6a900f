import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Reads `baseUrl`, without slashes at its end.
 *
 * @param config - what has the key `baseUrl`.
 * @param options - `key` is the whole key of `config`, for errors; `example`
 * is an address as it may be.
 *
 * @throws InputError when it is no HTTP address, or one that holds
 * credentials, a query or a fragment.
 *
 * @public
 */
export function readBaseUrl(
  config: Config,
  options: { key: string; example: string },
): string {
  const { key, example } = options;
  const text = config.getString('baseUrl');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InputError(
      `${key}.baseUrl must be an address such as ${example}`,
    );
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new InputError(
      `${key}.baseUrl must hold no credentials, query or fragment; credentials belong under ${key}.credentials`,
    );
  }
  return text.replace(/\/+$/, '');
}
