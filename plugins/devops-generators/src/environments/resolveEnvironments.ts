import { InputError } from '@backstage/errors';
import {
  ENVIRONMENT_TIERS,
  EnvironmentSpec,
  EnvironmentTier,
  ResolvedEnvironment,
} from './types';

/** What may stand in a URL that ends up in YAML and on a page. */
const PLAIN_URL = /^[A-Za-z0-9\-._~:/?#[\]@!&()*+,;=%]+$/;

/** Fills in the defaults of environments and validates their URLs. */
export function resolveEnvironments(options: {
  service: string;
  environments: EnvironmentSpec[];
  environmentUrl?: string;
}): ResolvedEnvironment[] {
  const { service, environments, environmentUrl } = options;
  return environments
    .map((environment, index) => {
      const tier = environment.tier ?? tierOf(environment.name);
      return {
        name: environment.name,
        tier,
        url: resolveUrl({
          field: environment.url
            ? `environments.${index}.url`
            : 'environmentUrl',
          pattern: environment.url ?? environmentUrl,
          environment: environment.name,
          service,
        }),
        manual: environment.manual ?? tier === 'production',
      };
    })
    .sort(
      (a, b) =>
        ENVIRONMENT_TIERS.indexOf(a.tier) - ENVIRONMENT_TIERS.indexOf(b.tier),
    );
}

function tierOf(name: string): EnvironmentTier {
  return ENVIRONMENT_TIERS.find(tier => tier === name) ?? 'testing';
}

function resolveUrl(options: {
  field: string;
  pattern: string | undefined;
  environment: string;
  service: string;
}): string {
  const { field, pattern, environment, service } = options;
  if (!pattern) {
    throw new InputError(
      `${field} is missing: give a pattern such as 'https://\${environment}.example.com/\${service}/'`,
    );
  }
  const text = pattern
    .replaceAll('${environment}', environment)
    .replaceAll('${service}', service);
  // GitLab expands $VARIABLES in an environment's URL, so a stray dollar sign
  // would change its meaning there.
  if (!PLAIN_URL.test(text) || !URL.canParse(text)) {
    throw new InputError(
      `${field} is not a URL after filling in \${environment} and \${service}`,
    );
  }
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InputError(`${field} must start with http:// or https://`);
  }
  if (url.username || url.password) {
    throw new InputError(`${field} must not contain credentials`);
  }
  return url.toString();
}
