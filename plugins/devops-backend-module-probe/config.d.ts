import type { HumanDuration } from '@backstage/types';

export interface Config {
  devops?: {
    providers?: {
      /**
       * HTTP checks of the environments of catalog entities. Without this key
       * nothing is checked.
       */
      probe?: {
        /**
         * Time between two checks of an environment, at least one second.
         * Default: 15 seconds.
         */
        interval?: HumanDuration | string;
        /**
         * Time after which a check without an answer counts as failed, at most
         * the interval. Default: 5 seconds, or the interval if that is shorter.
         */
        timeout?: HumanDuration | string;
        /**
         * Status codes that count as healthy. Redirects are never followed, so
         * a redirect is healthy only if its code is listed. Default: [200].
         */
        expectedStatus?: number[];
        /**
         * Hosts that may be contacted, each as `host`, `host:port` or
         * `*.domain` with or without a port. Without a port only the default
         * port of the URL's scheme is allowed. Other hosts are never contacted.
         */
        allowedHosts: string[];
        /**
         * How long single results are kept. Counts by minute stay longer, see
         * `devops.measurements.retention`. Default: 2 days.
         */
        retention?: HumanDuration | string;
        /**
         * How many checks run at the same time at most. Default: 16.
         */
        concurrency?: number;
      };
    };
  };
}
