import type { HumanDuration } from '@backstage/types';

export interface Config {
  devops?: {
    prometheus?: {
      /**
       * Servers that are asked where service level objectives stand. Without
       * this key none is.
       */
      instances?: Array<{
        /**
         * Unique among the instances: lower-case letters, digits and dashes.
         * The source is called `prometheus-<id>`.
         */
        id: string;
        /** For people. Default: the id. */
        title?: string;
        /**
         * What answers: `prometheus`, `thanos` (is told to refuse partial
         * responses), `mimir` (needs a tenant) or `victoriametrics`. Default:
         * `prometheus`.
         */
        type?: 'prometheus' | 'thanos' | 'mimir' | 'victoriametrics';
        /**
         * Address without `/api/v1`, for instance `http://prometheus:9090` or
         * `https://mimir.example.com/prometheus`.
         */
        baseUrl: string;
        /** Sent as `X-Scope-OrgID`. Default: the header is not sent. */
        tenant?: string;
        /**
         * How to sign in. Default: without credentials.
         * @deepVisibility secret
         */
        credentials?:
          | { type: 'basic'; username: string; password: string }
          | { type: 'bearer'; token: string }
          | { type: 'header'; name: string; value: string };
        /**
         * The environment that everything in this instance is of. Default: the
         * labels tell.
         */
        environment?: string;
        /**
         * Labels that tell the environment of an objective; the first that a
         * series has counts. Default: [environment, env].
         */
        environmentLabels?: string[];
        /**
         * Time between two rounds of queries, at least five seconds. Default:
         * one minute.
         */
        refreshInterval?: HumanDuration | string;
        /** Time after which a query is given up. Default: 30 seconds. */
        timeout?: HumanDuration | string;
        /**
         * Time between two comparisons of the rules that the server evaluates
         * with those that the files of objectives ask for. Default: one hour.
         */
        ruleCheckInterval?: HumanDuration | string;
      }>;
    };
  };
}
