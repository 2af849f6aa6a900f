import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * What signs requests in.
 *
 * @public
 */
export type HttpCredentials = {
  headers: Record<string, string>;
  /** What no message may hold, whoever repeats it. */
  secrets: string[];
};

const HEADER_NAME = /^[A-Za-z0-9-]+$/;

/**
 * Reads `credentials: { type: basic | bearer | header, ... }`.
 *
 * @param config - the value of the key; no credentials without it.
 * @param instanceKey - the whole key of what has the credentials, for errors.
 *
 * @throws InputError that names the key and never repeats a secret.
 *
 * @public
 */
export function readHttpCredentials(
  config: Config | undefined,
  instanceKey: string,
): HttpCredentials {
  if (!config) {
    return { headers: {}, secrets: [] };
  }
  const key = `${instanceKey}.credentials`;
  const type = config.getString('type');
  switch (type) {
    case 'basic': {
      const username = config.getString('username');
      const password = config.getString('password');
      const pair = Buffer.from(`${username}:${password}`).toString('base64');
      return {
        headers: { Authorization: `Basic ${pair}` },
        secrets: [pair, password],
      };
    }
    case 'bearer': {
      const token = secret(config, 'token', key);
      return {
        headers: { Authorization: `Bearer ${token}` },
        secrets: [token],
      };
    }
    case 'header': {
      const name = config.getString('name');
      if (!HEADER_NAME.test(name)) {
        throw new InputError(`${key}.name must be the name of a header`);
      }
      const value = secret(config, 'value', key);
      return { headers: { [name]: value }, secrets: [value] };
    }
    default:
      throw new InputError(`${key}.type must be one of basic, bearer, header`);
  }
}

/** `fetch` would put a value that is no header into its message. */
function secret(config: Config, name: string, key: string): string {
  const value = config.getString(name);
  if (!/^[\x20-\x7e]+$/.test(value)) {
    throw new InputError(
      `${key}.${name} must be one line of printable characters`,
    );
  }
  return value;
}
