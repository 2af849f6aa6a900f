import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** DevOps for Backstage. Provider modules describe their own keys under `providers`. */
  devops?: {
    /** How the catalog is followed. */
    catalog?: {
      /**
       * How often all entities are read to find those that are bound to a
       * source. An entity that somebody looks at is bound at once. Default 60 seconds.
       * @visibility backend
       */
      refreshInterval?: HumanDuration | string;
    };
    /** How gaps that webhooks leave are repaired. */
    sweep?: {
      /**
       * How far back the first sweep of a project reads. Default 30 days.
       * @visibility backend
       */
      initialLookback?: HumanDuration | string;
      /**
       * How far each sweep reaches back behind the end of the one before, for
       * providers whose lists lag. Default 2 minutes.
       * @visibility backend
       */
      overlap?: HumanDuration | string;
      /**
       * How long one sweep of a source may take before it is aborted. Default 30 minutes.
       * @visibility backend
       */
      timeout?: HumanDuration | string;
    };
    /** Where webhooks wait until they are applied. */
    inbox?: {
      /**
       * Largest accepted body of a webhook in bytes; larger ones are answered with 413. Default 26214400 (25 MiB).
       * @visibility backend
       */
      maxBodyBytes?: number;
      /**
       * How long deliveries are kept after they arrived, to recognise
       * repetitions and for diagnosis. Default 7 days.
       * @visibility backend
       */
      retention?: HumanDuration | string;
      /**
       * How often a failing delivery is tried before it is parked. Default 8.
       * @visibility backend
       */
      maxAttempts?: number;
    };
    /** Logs of jobs. */
    traces?: {
      /**
       * How much of a log is stored, from its start, in bytes. Default 1048576 (1 MiB).
       * @visibility backend
       */
      maxBytes?: number;
      /**
       * How long logs are kept after they were stored. Default 14 days.
       * @visibility backend
       */
      retention?: HumanDuration | string;
    };
    /**
     * How long the store keeps what providers reported, counted from the last
     * change. What goes on and what runs in an environment is kept in any case.
     */
    retention?: {
      /**
       * Runs of pipelines, with their earlier attempts. Default 90 days.
       * @visibility backend
       */
      runs?: HumanDuration | string;
      /**
       * Jobs of failed runs, no longer than the runs themselves. Jobs of other
       * runs are kept for 14 days, or for this time if it is shorter. Default 90 days.
       * @visibility backend
       */
      jobs?: HumanDuration | string;
      /**
       * Deployments. Default: without limit.
       * @visibility backend
       */
      deployments?: HumanDuration | string;
      /**
       * Merge requests, and what lies between two revisions. Default: without limit.
       * @visibility backend
       */
      changes?: HumanDuration | string;
      /**
       * Incidents. Default: without limit.
       * @visibility backend
       */
      incidents?: HumanDuration | string;
      /**
       * Alerts. Default: without limit.
       * @visibility backend
       */
      alerts?: HumanDuration | string;
      /**
       * Results of quality gates. Default: without limit.
       * @visibility backend
       */
      gates?: HumanDuration | string;
    };
    /** Results of checks, such as probes. */
    measurements?: {
      /**
       * How long counts by minute and by hour are kept; budgets of windows that
       * are longer cannot be computed. Each source says how long its single
       * results are kept. Default 100 days.
       * @visibility backend
       */
      retention?: HumanDuration | string;
    };
    /** Service level objectives in the repositories of entities. */
    slos?: {
      /**
       * How often the repository of an entity is asked whether its SLO files
       * changed. A new entity is asked at once. Default 2 minutes.
       * @visibility backend
       */
      refreshInterval?: HumanDuration | string;
    };
  };
}
