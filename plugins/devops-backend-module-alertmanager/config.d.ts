import type { HumanDuration } from '@backstage/types';

export interface Config {
  devops?: {
    alertmanager?: {
      /**
       * Alertmanagers whose alerts are shown. Without this key none is asked,
       * and none can send.
       */
      instances?: Array<{
        /**
         * Unique among the instances: lower-case letters, digits and dashes.
         * The source is called `alertmanager-<id>`, and its webhooks go to
         * `/api/devops/webhooks/alertmanager/alertmanager-<id>`.
         */
        id: string;
        /** For people. Default: the id. */
        title?: string;
        /**
         * Address without `/api/v2`, for instance `http://alertmanager:9093`
         * or `https://mimir.example.com/alertmanager`. Without it alerts come
         * by webhooks alone.
         */
        baseUrl?: string;
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
         * What webhooks may prove themselves with, as `Authorization: Bearer
         * <token>`. Without them none is taken.
         */
        tokens?: Array<{
          /** For the audit log. */
          name: string;
          /**
           * At least 16 characters.
           * @visibility secret
           */
          token: string;
          /** Globs of the services whose alerts it may send. Default: all. */
          services?: string[];
        }>;
        /**
         * Labels that tell whose alert it is; the first that an alert has
         * counts. Its value is the name of a service, or the reference of an
         * entity. Default: [sloth_service, backstage_entity, service,
         * component, app].
         */
        serviceLabels?: string[];
        /** The environment that all its alerts are of. Default: the labels tell. */
        environment?: string;
        /** Labels that tell the environment. Default: [environment, env]. */
        environmentLabels?: string[];
        /**
         * Time between two readings of the alerts that fire, at least five
         * seconds. Default: one minute.
         */
        refreshInterval?: HumanDuration | string;
        /** Time after which a reading is given up. Default: 30 seconds. */
        timeout?: HumanDuration | string;
      }>;
    };
  };
}
