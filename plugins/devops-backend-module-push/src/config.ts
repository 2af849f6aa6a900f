import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { normalizeEntityRef } from '@backstage-devops/plugin-devops-common';
import {
  readAccessTokens,
  type AccessToken,
} from '@backstage-devops/plugin-devops-node';

const KEY = 'devops.providers.push';

/** One door of the push API. */
export type PushConfig = {
  id: string;
  /** Their globs have the form of whole entity references. */
  tokens: AccessToken[];
  /** Of the tokens, for errors. */
  tokensKey: string;
};

/** Reads `devops.providers.push`, one entry for each door. */
export function readPushConfigs(rootConfig: Config): PushConfig[] {
  const entries = rootConfig.getOptionalConfig(KEY);
  return (entries?.keys() ?? []).map(id => {
    const key = `${KEY}.${id}`;
    if (!/^[a-z0-9-]+$/.test(id)) {
      throw new InputError(
        `${key}: an id consists of lower-case letters, digits and hyphens, because it is part of the path; rename the key`,
      );
    }
    const tokens = readAccessTokens(rootConfig.getConfig(key), {
      key,
      restriction: 'entities',
    });
    return {
      id,
      tokens: tokens.map(withWholeRefs),
      tokensKey: `${key}.tokens`,
    };
  });
}

/** `cart-*` means components of the default namespace, as in events. */
function withWholeRefs(token: AccessToken): AccessToken {
  return token.allowed
    ? { ...token, allowed: token.allowed.map(normalizeEntityRef) }
    : token;
}
