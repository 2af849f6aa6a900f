import type { HumanDuration } from '@backstage/types';

export interface Config {
  devops?: {
    providers?: {
      /**
       * GitLab instances by id: lower-case letters, digits and hyphens. The id
       * is part of the webhook's path, `/api/devops/webhooks/gitlab/<id>`.
       * Without the key no instance is read.
       */
      gitlab?: {
        [id: string]: {
          /**
           * Host of the instance, with its port where it has one. Address and
           * token come from the entry of this host in `integrations.gitlab`.
           * Default: `gitlab.com`.
           */
          host?: string;
          /**
           * How often to look for changes that no webhook told.
           * Default: 5 minutes.
           */
          sweepInterval?: HumanDuration | string;
          /**
           * How far the first sweep of a project looks back.
           * Default: `devops.sweep.initialLookback`, else 30 days.
           */
          initialLookback?: HumanDuration | string;
          /**
           * How webhooks prove that they come from this instance. Without it
           * no webhooks are taken and only the sweep reads changes. At least
           * one of the two keys is needed.
           */
          webhook?: {
            /**
             * Secret token of the webhook in GitLab, sent in `X-Gitlab-Token`.
             * Several while a token is being replaced.
             * @deepVisibility secret
             */
            secret?: string | string[];
            /**
             * Signing token of the webhook in GitLab, `whsec_<base64>`. A
             * signed webhook is judged by its signature alone. Several while a
             * token is being replaced.
             * @deepVisibility secret
             */
            signingToken?: string | string[];
          };
        };
      };
    };
  };
}
