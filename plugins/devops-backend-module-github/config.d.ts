import type { HumanDuration } from '@backstage/types';

export interface Config {
  devops?: {
    providers?: {
      /**
       * GitHub hosts by id: lower-case letters, digits and hyphens. The id is
       * part of the webhook's path, `/api/devops/webhooks/github/<id>`.
       * Without the key no host is read.
       */
      github?: {
        [id: string]: {
          /**
           * Host of the web pages. Address of the API and credentials, a token
           * or GitHub Apps, come from the entry of this host in
           * `integrations.github`. Default: `github.com`.
           */
          host?: string;
          /**
           * How often to look for changes that no webhook told. A repository
           * in which nothing happened costs three requests, none of which
           * count against the primary rate limit. Default: 10 minutes.
           */
          sweepInterval?: HumanDuration | string;
          /**
           * How far the first sweep of a repository looks back.
           * Default: `devops.sweep.initialLookback`, else 30 days.
           */
          initialLookback?: HumanDuration | string;
          /**
           * How webhooks prove that they come from this host. Without it no
           * webhooks are taken and only the sweep reads changes.
           */
          webhook?: {
            /**
             * Secret of the webhook in GitHub, with which it signs the body.
             * Several while a secret is being replaced.
             * @deepVisibility secret
             */
            secret: string | string[];
          };
        };
      };
    };
  };
}
