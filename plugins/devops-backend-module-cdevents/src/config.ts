import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  readAccessTokens,
  type AccessToken,
} from '@backstage-devops/plugin-devops-node';

const KEY = 'devops.providers.cdevents';

/** One door for CDEvents. */
export type CdeventsConfig = {
  id: string;
  tokens: AccessToken[];
  /** Of the tokens, for errors. */
  tokensKey: string;
};

/** Reads `devops.providers.cdevents`, one entry for each door. */
export function readCdeventsConfigs(rootConfig: Config): CdeventsConfig[] {
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
      restriction: 'scopes',
    });
    return { id, tokens, tokensKey: `${key}.tokens` };
  });
}
