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
    /** Delivery metrics: deployment frequency, lead time and the others. */
    metrics?: {
      /**
       * Time zone that days are of, by its IANA name, for instance
       * `Europe/Berlin`. Days that are counted already keep their borders
       * until their entity is computed again. Default UTC.
       * @visibility backend
       */
      timezone?: string;
      /**
       * How old a deployment may be that an incident is attributed to, and how
       * long a deployment has no verdict; `inf` for any age. An entity can say
       * otherwise with the annotation `backstage-devops.io/attribution-window`.
       * Default 24 hours.
       * @visibility backend
       */
      attributionWindow?: HumanDuration | string;
      /**
       * How long figures wait for more events of an entity before they are
       * computed again. Default 5 seconds.
       * @visibility backend
       */
      refreshDelay?: HumanDuration | string;
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
    /**
     * How generated pipelines differ from what their generator would write
     * today. The repositories of components are asked for `.devops/lock.json`.
     * It needs the module `devops-backend-module-drift`.
     */
    drift?: {
      /**
       * Whether repositories are read. Default true.
       * @visibility backend
       */
      enabled?: boolean;
      /**
       * How often the lock file of a component is asked for: one conditional
       * request each. Default 1 hour.
       * @visibility backend
       */
      interval?: HumanDuration | string;
      /**
       * How often the generated files are compared while the lock file stays
       * the same: one conditional request for each file. Default 6 hours.
       * @visibility backend
       */
      filesInterval?: HumanDuration | string;
      /**
       * How many repositories are read at the same time. Default 4.
       * @visibility backend
       */
      concurrency?: number;
      /**
       * How many components are looked at in one round, of which there is one
       * a minute; the others wait for the next. Default 200.
       * @visibility backend
       */
      perRound?: number;
      /** What is asked of every generated pipeline. */
      policy?: {
        /**
         * Gates that no pipeline may lack, by the names that `devops pipeline`
         * lists. Default: none.
         * @visibility backend
         */
        gates?: string[];
        /**
         * Least coverage in percent that pipelines must ask for. Default: none.
         * @visibility backend
         */
        coverage?: number;
      };
    };
    /** Whether deployments may go on, by the error budgets of a service. */
    gate?: {
      /**
       * Share of the error budget, 0 to 1, at or below which deployments are
       * frozen. Default 0: the budget is spent.
       * @visibility backend
       */
      freezeAtBudget?: number;
      /**
       * Share of the error budget, 0 to 1, below which deployments are slowed:
       * they pass, and whoever deploys is told to take care. Default 0.25.
       * @visibility backend
       */
      slowBelowBudget?: number;
      /**
       * Whether deployments are frozen while an alert of an objective fires
       * that wakes somebody up. Default true.
       * @visibility backend
       */
      freezeOnPage?: boolean;
      /**
       * Whether deployments are slowed while a budget is spent faster than it
       * allows. Default true.
       * @visibility backend
       */
      slowOnBurn?: boolean;
      /**
       * What it means that an objective has no data, is stale or is not
       * measured. It is told as a reason in any case. Default `slow`.
       * @visibility backend
       */
      whenUnknown?: 'allow' | 'slow' | 'freeze';
      /**
       * How long an override may hold at most. Default 24 hours.
       * @visibility backend
       */
      longestOverride?: HumanDuration | string;
    };
  };
}
