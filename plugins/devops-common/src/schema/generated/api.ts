/*
 * Generated from plugins/devops-backend/src/schema/openapi.yaml.
 * Change it there and run `yarn openapi`.
 */

export interface paths {
    "/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The configured provider instances and their health */
        get: operations["ListSources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks as they came, newest first */
        get: operations["ListInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply all deliveries of a state again */
        post: operations["ReplayInbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook with its body */
        get: operations["GetInboxDelivery"];
        put?: never;
        post?: never;
        /** Delete a webhook that was set aside */
        delete: operations["DiscardInboxDelivery"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inbox/{deliveryId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply a webhook again */
        post: operations["ReplayInboxDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is to be asked of providers, newest first */
        get: operations["ListWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work/{workId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the provider again now */
        post: operations["RetryWork"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The answer to "is it delivered?" for one entity */
        get: operations["GetDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pipeline runs, newest first */
        get: operations["ListRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One run with its jobs */
        get: operations["GetRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/runs/{runId}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Retry or cancel a run at its provider */
        post: operations["ControlRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/jobs/{jobId}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of a job, from the store */
        get: operations["GetJobTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/jobs/{jobId}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Play a manual job, retry or cancel a job at its provider */
        post: operations["ControlJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deployments, newest first */
        get: operations["ListDeployments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The environment matrix in promotion order */
        get: operations["ListEnvironments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The delivery metrics of an entity
         * @description Lead time, deployment frequency, change fail rate, rework rate and recovery time of production, with what they were computed from. With no options but a window of 7, 30, 90 or 180 days the answer is ready before it is asked for; everything else is computed from the rows.
         */
        get: operations["GetMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/metrics/{metric}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows and rules behind a number */
        get: operations["ListMetricRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would ship from one environment to another */
        get: operations["GetPendingChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Incidents, newest first */
        get: operations["ListIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Firings of alerts of the services of an entity, newest first */
        get: operations["ListAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The delivery metrics of all entities that the caller may read */
        get: operations["ListFleet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pooled figures by day
         * @description For the fleet, or for one owner, system or domain, with ownership as it was on each day. Answered only when the caller may read every entity that is in it.
         */
        get: operations["GetFleetSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fleet/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Owners, systems or domains with the distribution of their entities
         * @description By name, and by nothing else: figures are for comparing a group with itself over time.
         */
        get: operations["ListFleetGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How generated pipelines differ from what their generator would write today
         * @description Of all entities with a generated pipeline that the caller may read, by name. What is counted is of the owner, the system and the version that are asked for, whatever the state and the kind.
         */
        get: operations["ListDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the generated pipeline of an entity differs from what its generator would write today */
        get: operations["GetDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/slos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the objectives of all entities that the caller may read stand
         * @description As they were judged in the last rounds. What nothing measures meanwhile is `stale` and keeps its figures.
         */
        get: operations["ListFleetSlos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/slos/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Owners, systems or domains with the states of their objectives
         * @description By name, and by nothing else.
         */
        get: operations["ListSloGroups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/slos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The objectives of an entity with their status */
        get: operations["ListSlos"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/entities/{kind}/{namespace}/{name}/slos/{sloId}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Budget left and error ratio over time */
        get: operations["GetSloHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether deployments of an entity to an environment may go on
         * @description Decided by the error budgets that hold there, from the store. It is an answer and no lock: a pipeline that asks has to obey.
         */
        get: operations["GetGate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gate/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether deployments may go on, for each environment of an entity
         * @description The same decisions as those of one environment each, for all that objectives are of and that the caller may see.
         */
        get: operations["ListGates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gate/overrides": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who let deployments of an entity pass, newest first */
        get: operations["ListGateOverrides"];
        put?: never;
        /**
         * Let deployments pass for a while
         * @description In place of an override that holds. Only somebody who signed in may do so, with the permission `devops.gate.override`.
         */
        post: operations["OverrideGate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gate/overrides/{overrideId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an override before its time */
        delete: operations["EndGateOverride"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Error: {
            error: {
                name: string;
                message: string;
            };
            response: {
                statusCode: number;
            };
        };
        /**
         * @description State of a run, a job or a deployment, the same words for every provider. `waiting` says in `waitingOn` what it waits for.
         * @enum {string}
         */
        RunStatus: "queued" | "running" | "waiting" | "succeeded" | "failed" | "canceled" | "skipped" | "unknown";
        /** @enum {string} */
        InboxState: "pending" | "applied" | "parked";
        InboxDelivery: {
            id: string;
            sourceId: string;
            /** @description The provider's name of it. */
            event: string;
            /** @description The provider's id of the delivery. */
            deliveryId?: string;
            /** Format: date-time */
            receivedAt: string;
            state: components["schemas"]["InboxState"];
            /** @description How often it failed. */
            attempts: number;
            /** @description How often the process ended before it was applied. */
            lostClaims: number;
            /**
             * Format: date-time
             * @description When a delivery that waits is tried next.
             */
            dueAt?: string;
            /** @description Of the body as it came. */
            sizeBytes?: number;
            error?: string;
        };
        InboxDeliveryDetail: components["schemas"]["InboxDelivery"] & {
            body: {
                text: string;
                truncated: boolean;
            };
        };
        /** @enum {string} */
        WorkState: "pending" | "parked";
        WorkItem: {
            id: string;
            sourceId: string;
            kind: string;
            /** @description What it is about. */
            key: string;
            state: components["schemas"]["WorkState"];
            /** @description How often it failed. */
            attempts: number;
            lostClaims: number;
            /** Format: date-time */
            dueAt: string;
            error?: string;
        };
        /** @enum {string} */
        WaitingOn: "approval" | "manual" | "queue" | "runner" | "timer" | "resource";
        /** @enum {string} */
        EnvironmentTier: "development" | "testing" | "staging" | "production" | "other";
        Actor: {
            /** @description Display name as the provider gives it. */
            name: string;
            username?: string;
            url?: string;
        };
        Commit: {
            sha: string;
            /** @description First line of the message. */
            title?: string;
            author?: string;
            url?: string;
        };
        /** @description A commit of a change or between two revisions. */
        ChangeCommit: {
            sha: string;
            /** @description First line of the message. */
            title?: string;
            /** @description Whole message, where it is known; it may say what it reverts. */
            message?: string;
            author?: string;
            /** Format: date-time */
            authoredAt?: string;
            /** Format: date-time */
            committedAt?: string;
            /** @description Files that it touches, where they are known. */
            paths?: string[];
            url?: string;
        };
        /** @enum {string} */
        ChangeStatus: "open" | "merged" | "closed";
        /**
         * @description Whether the second revision contains the first (`ahead`), the first the second (`behind`), neither the other, or both are one.
         * @enum {string}
         */
        RangeDirection: "ahead" | "behind" | "diverged" | "identical";
        /** @enum {string} */
        IncidentStatus: "open" | "acknowledged" | "resolved";
        /** @enum {string} */
        AlertStatus: "firing" | "resolved";
        /** @enum {string} */
        GateStatus: "passed" | "failed" | "warned" | "skipped";
        /** @description One step of a job. */
        StepRun: {
            name: string;
            status: components["schemas"]["RunStatus"];
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
        };
        PipelineRun: {
            /** @description Stable identifier derived from the provider's natural key. */
            id: string;
            sourceId: string;
            provider: string;
            /** @description What people of the provider call it, for instance the pipeline number. */
            externalId: string;
            /** @description Name of the pipeline where a repository has several. */
            name?: string;
            status: components["schemas"]["RunStatus"];
            /** @description The provider's own word. */
            providerStatus: string;
            waitingOn?: components["schemas"]["WaitingOn"];
            attempt: number;
            ref: string;
            defaultBranch: boolean;
            /** @description Full commit hash. */
            revision: string;
            commit?: components["schemas"]["Commit"];
            actor?: components["schemas"]["Actor"];
            /** @description Why it ran: push, merge_request, schedule, web, api. */
            trigger?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            /** @description From start to end in milliseconds. */
            durationMs?: number;
            /** @description Names of the jobs that failed the run. */
            failedJobs?: string[];
            url?: string;
        };
        JobRun: {
            id: string;
            externalId?: string;
            name: string;
            stage?: string;
            status: components["schemas"]["RunStatus"];
            providerStatus: string;
            waitingOn?: components["schemas"]["WaitingOn"];
            allowFailure: boolean;
            failureReason?: string;
            environment?: string;
            /** @description Percent. */
            coverage?: number;
            /** Format: date-time */
            createdAt?: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            durationMs?: number;
            /** @description True when a later job of the same name replaces it. */
            retried?: boolean;
            /** @description In the order in which they ran; absent when the provider tells of none. */
            steps?: components["schemas"]["StepRun"][];
            url?: string;
            hasTrace?: boolean;
            /** @description What the provider would do with this job now; the permission is asked apart. */
            controls: ("play" | "retry" | "cancel")[];
        };
        PipelineRunDetail: {
            run: components["schemas"]["PipelineRun"];
            jobs: components["schemas"]["JobRun"][];
            /** @description The attempts before the present one, oldest first; absent when there are none. */
            attempts?: components["schemas"]["RunAttempt"][];
            controls: ("retry" | "cancel")[];
            freshness: components["schemas"]["Freshness"];
        };
        /** @description How an earlier attempt of a run ended. */
        RunAttempt: {
            attempt: number;
            status: components["schemas"]["RunStatus"];
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            durationMs?: number;
        };
        JobTrace: {
            jobId: string;
            /** @description The log with its ANSI sequences. */
            text: string;
            /**
             * @description `complete`, `partial` (the job still runs), `truncated` (cut at the configured size), `pending` (not fetched yet), `unavailable` (the provider has none, or it expired).
             * @enum {string}
             */
            state: "complete" | "partial" | "truncated" | "pending" | "unavailable";
            /** Format: date-time */
            storedAt?: string;
            sizeBytes?: number;
        };
        Deployment: {
            id: string;
            sourceId: string;
            provider: string;
            externalId?: string;
            environment: string;
            tier: components["schemas"]["EnvironmentTier"];
            status: components["schemas"]["RunStatus"];
            providerStatus: string;
            /** @description Tag or release where known; else absent and the revision stands for it. */
            version?: string;
            ref?: string;
            revision: string;
            commit?: components["schemas"]["Commit"];
            actor?: components["schemas"]["Actor"];
            /** @description What is deployed, where the entity has several units. */
            unit?: string;
            attempt?: number;
            kind?: components["schemas"]["DeploymentKind"];
            verdict?: components["schemas"]["DeploymentVerdict"];
            /** @description The successful deployment before it to the same environment. */
            previousId?: string;
            /** @description Changes that it brought, where they are known. */
            changeCount?: number;
            runId?: string;
            jobId?: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt?: string;
            /** Format: date-time */
            finishedAt?: string;
            durationMs?: number;
            url?: string;
        };
        /** @enum {string} */
        MetricName: "deploymentFrequency" | "leadTime" | "changeFailRate" | "reworkRate" | "recoveryTime";
        /** @description One metric with what it was computed from. */
        MetricValue: {
            /** @description Null where there is no data. */
            value: number | null;
            /** @description How many rows it is from. */
            n: number;
            /** @enum {string} */
            unit: "per_day" | "days_per_week" | "seconds" | "ratio";
            p75?: number | null;
            p90?: number | null;
            /** @description Answer of the DORA Quick Check that it corresponds to, 6 is best; absent without enough data. */
            level?: number;
            /** @description Score of the DORA Quick Check, 0 to 10. */
            score?: number;
            /** @description Parts of the lead time in order. */
            stages?: {
                name: string;
                /** @description Median in seconds. */
                value: number | null;
                n: number;
            }[];
            /** @description Counts and shares that say how far to trust it, by name. */
            dataQuality: {
                [key: string]: unknown;
            };
        };
        DeliveryMetrics: {
            window: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                days?: number;
            };
            options: {
                /** @enum {string} */
                definition: "dora" | "devlake" | "gitlab";
                attributionWindow: string;
                timezone: string;
            };
            metrics: {
                deploymentFrequency: components["schemas"]["MetricValue"];
                leadTime: components["schemas"]["MetricValue"];
                changeFailRate: components["schemas"]["MetricValue"];
                reworkRate: components["schemas"]["MetricValue"];
                recoveryTime: components["schemas"]["MetricValue"];
            };
            /** @description Further figures by name, for instance `successRate` and `restoreTime`. */
            more?: {
                [key: string]: components["schemas"]["MetricValue"];
            };
            /** @description The DORA Quick Check; absent scores lack data. */
            benchmark?: {
                overall?: number;
                throughput?: number;
                stability?: number;
                /** @description Means of all industries. */
                industry?: {
                    [key: string]: number;
                };
            };
            /** @description How complete the data is, 0 to 1. */
            quality?: number;
            /** Format: date-time */
            computedAt?: string;
            freshness: components["schemas"]["Freshness"];
        };
        /** @description A deployment, a delivered change or an incident that a number counts. */
        MetricRow: {
            /** @enum {string} */
            type: "deployment" | "change" | "incident" | "period";
            id: string;
            /** Format: date-time */
            at?: string;
            /** @description Whether it is in the number itself, or only in what it is a share of. */
            counted: boolean;
            /** @description What it adds, in the unit of the metric. */
            value?: number;
            title?: string;
            url?: string;
            environment?: string;
            revision?: string;
            kind?: components["schemas"]["DeploymentKind"];
            verdict?: components["schemas"]["DeploymentVerdict"];
            /** @description Of a change or an incident. */
            deploymentId?: string;
            /**
             * @description How sure the attribution of an incident is.
             * @enum {string}
             */
            confidence?: "explicit" | "service" | "heuristic";
            /** @description The rules that decided, in words. */
            reasons?: string[];
            /** @description Parts of a lead time in seconds. */
            stages?: {
                [key: string]: number;
            };
        };
        /**
         * @description Against the deployments before it to the same environment.
         * @enum {string}
         */
        DeploymentKind: "initial" | "forward" | "redeploy" | "rollback";
        /**
         * @description `pending` while an incident would still be attributed to it.
         * @enum {string}
         */
        DeploymentVerdict: "ok" | "failed" | "pending";
        PendingChanges: {
            /**
             * @description `ahead`: something would ship; `identical`; `behind`: the target has more; `diverged`; `unknown`: what lies between is not known yet, and `reason` says why.
             * @enum {string}
             */
            state: "ahead" | "behind" | "identical" | "diverged" | "unknown";
            reason?: string;
            fromRevision?: string;
            toRevision?: string;
            /** @description Oldest first. */
            commits: components["schemas"]["ChangeCommit"][];
            /** @description Merge requests or pull requests that the commits belong to. */
            changes: components["schemas"]["Change"][];
            authors: string[];
            /** @description False when the provider cut the list. */
            complete: boolean;
            freshness: components["schemas"]["Freshness"];
        };
        /** @description A merge request or pull request. */
        Change: {
            id: string;
            externalId: string;
            status: components["schemas"]["ChangeStatus"];
            title?: string;
            author?: components["schemas"]["Actor"];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            mergedAt?: string;
            url?: string;
        };
        /** @description One firing of an alert, from its start to its end. */
        Alert: {
            id: string;
            name: string;
            status: components["schemas"]["AlertStatus"];
            severity?: string;
            environment?: string;
            summary?: string;
            /** @description The objective whose budget it guards. */
            sloId?: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt?: string;
            labels?: {
                [key: string]: string;
            };
            runbookUrl?: string;
            /** @description The query behind it. */
            url?: string;
            /** @description Who tells of it. */
            source: string;
        };
        Incident: {
            id: string;
            externalId: string;
            status: components["schemas"]["IncidentStatus"];
            title?: string;
            severity?: string;
            environment?: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            resolvedAt?: string;
            /** @description The deployment that it is attributed to. */
            deploymentId?: string;
            /** @enum {string} */
            confidence?: "explicit" | "service" | "heuristic";
            url?: string;
        };
        /** @description Null where there is no data. */
        FleetFigures: {
            /** @description Per day. */
            deploymentFrequency: number | null;
            /** @description Median in seconds. */
            leadTime: number | null;
            changeFailRate: number | null;
            reworkRate: number | null;
            /** @description Median in seconds. */
            recoveryTime: number | null;
            runSuccessRate: number | null;
        };
        /** @description How many deployments, changes, recoveries or runs each figure is from. */
        FleetSamples: {
            deploymentFrequency: number;
            leadTime: number;
            changeFailRate: number;
            reworkRate: number;
            recoveryTime: number;
            runSuccessRate: number;
        };
        /**
         * @description Why a pipeline is no longer what its generator would write: the generator writes something else, the team edited or removed a file, an image, action or tool has been reviewed in another version, a gate is asked for that it lacks or has weakened, or the repository is made of something else.
         * @enum {string}
         */
        DriftKind: "template" | "local" | "pins" | "policy" | "stack";
        /**
         * @description `behind` has something that an update brings, `edited` differs by what the team changed and nothing else, and the lock file of a `broken` one cannot be used.
         * @enum {string}
         */
        PipelineState: "current" | "behind" | "edited" | "broken";
        PipelineDifference: {
            kind: components["schemas"]["DriftKind"];
            /** @description A file or the folder of a component. */
            path?: string;
            message: string;
            from?: string;
            to?: string;
            /** @description It is as it should be and needs nothing. */
            expected?: boolean;
            /** @description What brings it up to date, to be run in the repository; absent where no command does. */
            command?: string;
        };
        DriftCounts: {
            template: number;
            local: number;
            pins: number;
            policy: number;
            stack: number;
        };
        PipelineGenerator: {
            name: string;
            version: string;
        };
        GeneratedPipeline: {
            entityRef: string;
            /** @description Title where it has one. */
            name: string;
            owner?: string;
            system?: string;
            state: components["schemas"]["PipelineState"];
            /** @description What wrote it; absent when no lock file could be used yet. */
            generator?: components["schemas"]["PipelineGenerator"];
            differences: components["schemas"]["DriftCounts"];
            /**
             * Format: date-time
             * @description When the differences were last found to be these; absent when they are not known yet.
             */
            checkedAt?: string;
            /** @description Why the lock file cannot be used. What is told beside it is from before. */
            error?: string;
            /** @description Why the repository could not be read the last time. What is told beside it is from before. */
            readError?: string;
        };
        GeneratedPipelineDetail: components["schemas"]["GeneratedPipeline"] & {
            gates: string[];
            items: components["schemas"]["PipelineDifference"][];
            /** @description How many differences there are beside these. */
            omitted: number;
            unchecked: {
                kind: components["schemas"]["DriftKind"];
                reason: string;
            }[];
        };
        DriftPage: {
            items: components["schemas"]["GeneratedPipeline"][];
            nextCursor?: string;
            /** @description Pipelines by state. */
            states: {
                current: number;
                behind: number;
                edited: number;
                broken: number;
            };
            /** @description Pipelines with a difference of each kind. */
            kinds: components["schemas"]["DriftCounts"];
            /** @description Which versions of generators there are, of any state and version. */
            versions: {
                name: string;
                version: string;
                pipelines: number;
            }[];
            /** @description Entities whose repository could never be read, so that it is not known whether they have a pipeline. */
            unreadable: number;
            /** @description Whether repositories are read at all. */
            active: boolean;
        };
        FleetEntity: {
            entityRef: string;
            /** @description Title where it has one. */
            name: string;
            owner?: string;
            system?: string;
            domain?: string;
            figures: components["schemas"]["FleetFigures"];
            samples: components["schemas"]["FleetSamples"];
            deployments: number;
            runs?: number;
            /** @description How complete its data is, 0 to 1. */
            quality?: number;
        };
        /** @description Quartiles of the entities with data. */
        Distribution: {
            /** @description Entities with data. */
            n: number;
            p25?: number;
            p50?: number;
            p75?: number;
        };
        FleetDistribution: {
            deploymentFrequency: components["schemas"]["Distribution"];
            leadTime: components["schemas"]["Distribution"];
            changeFailRate: components["schemas"]["Distribution"];
            reworkRate: components["schemas"]["Distribution"];
            recoveryTime: components["schemas"]["Distribution"];
            runSuccessRate: components["schemas"]["Distribution"];
        };
        FleetPage: {
            items: components["schemas"]["FleetEntity"][];
            nextCursor?: string;
            /** @description How many there are on all pages. */
            entities: number;
            /** @description Over all deployments and changes together; absent when the caller may not read every entity that is in it. Medians of more than one entity come from histograms with a relative error of at most 2 %. */
            pooled?: components["schemas"]["FleetFigures"];
            pooledSamples?: components["schemas"]["FleetSamples"];
            distribution: components["schemas"]["FleetDistribution"];
            /** @description Median of how complete the data of the entities is, 0 to 1. */
            quality?: number;
            /**
             * Format: date-time
             * @description When the oldest of the figures was computed.
             */
            asOf?: string;
        };
        FleetDay: {
            /** Format: date */
            day: string;
            deployments: number;
            figures: components["schemas"]["FleetFigures"];
        };
        FleetGroup: {
            ref: string;
            entities: number;
            /** @description Of its entities together. */
            deployments: number;
            /** @description Over all deployments and changes together; absent when the caller may not read every entity, or asked for a part of the group. */
            pooled?: components["schemas"]["FleetFigures"];
            pooledSamples?: components["schemas"]["FleetSamples"];
            distribution: components["schemas"]["FleetDistribution"];
            /** @description Median of how complete the data of its entities is, 0 to 1. */
            quality?: number;
        };
        FleetGroupPage: {
            items: components["schemas"]["FleetGroup"][];
            nextCursor?: string;
            /** @description How many there are on all pages. */
            groups: number;
            /** @description Entities that the caller may read and that are in none. */
            ungrouped: number;
            /**
             * Format: date-time
             * @description When the oldest of the figures was computed.
             */
            asOf?: string;
        };
        EnvironmentState: {
            name: string;
            tier: components["schemas"]["EnvironmentTier"];
            /** @description Promotion order, lowest first. */
            order: number;
            url?: string;
            /** @description The last successful deployment, what runs there. */
            current?: components["schemas"]["Deployment"];
            /** @description The last deployment of any outcome, when it is not the current one. */
            latest?: components["schemas"]["Deployment"];
            /** @description True when it runs the same revision as the environment before it; absent when either is empty. */
            sameAsPrevious?: boolean;
            /** @description How many commits the environment before it has that this one has not; absent where that is not known. */
            commitsAhead?: number;
            /** @description How many commits the newest run of the default branch has that this one has not; absent where that is not known. */
            commitsBehindMain?: number;
            /** @description Manual jobs of the newest default branch run that would deploy here. */
            pending: components["schemas"]["PendingDeployment"][];
        };
        PendingDeployment: {
            runId: string;
            jobId: string;
            jobName: string;
            revision: string;
            commit?: components["schemas"]["Commit"];
        };
        DeliverySummary: {
            headline: components["schemas"]["DeliveryHeadline"];
            /** @description Newest run of the default branch. */
            latestRun?: components["schemas"]["PipelineRun"];
            /** @description At most 20 runs of the default branch, newest first. */
            recentRuns: components["schemas"]["PipelineRun"][];
            /** @description Median over the finished recent runs. */
            medianDurationMs?: number;
            /** @description Succeeded among finished recent runs, 0 to 1; absent when none finished. */
            successRatio?: number;
            environments: components["schemas"]["EnvironmentState"][];
            freshness: components["schemas"]["Freshness"];
        };
        /** @description The first line of the card. The page puts it into words. */
        DeliveryHeadline: {
            /** @enum {string} */
            kind: "main_red" | "production_differs" | "main_running" | "main_green" | "no_runs";
            branch?: string;
            /**
             * Format: date-time
             * @description When the state began.
             */
            since?: string;
            /** @description Runs since the last green one. */
            failedRuns?: number;
            /** @description How many commits production lacks that the default branch has; absent where that is not known. */
            commitsBehind?: number;
            failedJobs?: string[];
        };
        Freshness: {
            /**
             * @description `current`, `stale` (older than twice the sweep), `failing` (a source answers with errors), `never` (no sweep has ended yet), `unbound` (no source is bound to the entity).
             * @enum {string}
             */
            state: "current" | "stale" | "failing" | "never" | "unbound";
            /**
             * Format: date-time
             * @description Everything that happened before this instant is in the store.
             */
            completeUntil?: string;
            sources: components["schemas"]["SourceHealth"][];
        };
        SourceHealth: {
            id: string;
            provider: string;
            title: string;
            /** @enum {string} */
            state: "ok" | "stale" | "failing" | "never";
            capabilities: ("webhooks" | "pipelines" | "deployments" | "changes" | "logs" | "control" | "alerts" | "measurements" | "slos")[];
            /** @description Entity annotations that bind an entity to this source, most usual first. */
            annotations?: string[];
            /** Format: date-time */
            completeUntil?: string;
            /** Format: date-time */
            lastSuccessAt?: string;
            /** Format: date-time */
            lastEventAt?: string;
            lastError?: {
                /** Format: date-time */
                at: string;
                message: string;
            };
            sweepIntervalMs?: number;
            /** @description Webhooks stored and not yet applied. */
            pendingDeliveries?: number;
            /** @description Webhooks that failed often enough to be set aside. */
            parkedDeliveries?: number;
            /** @description Questions to the provider that wait. */
            pendingWork?: number;
            /** @description Questions that the provider refused and that were set aside. */
            parkedWork?: number;
            /** @description Projects or repositories that entities are bound to. */
            scopes?: {
                bound: number;
                /** @description Whose last sweep failed. */
                failing: number;
            };
            /** @description Runs that the provider counts and the store does not have; absent when none are known. They are read again. */
            gaps?: {
                runs: number;
                /** @description In how many they are missing. */
                scopes: number;
                /** Format: date-time */
                since: string;
            };
            /** @description What is left of the provider's limit on requests, as it last told the process that answers; absent where it does not tell. */
            requestBudget?: {
                remaining: number;
                limit?: number;
                /** Format: date-time */
                resetsAt: string;
            };
        };
        /**
         * @description The last four are no judgement on the service.
         * @enum {string}
         */
        SloState: "ok" | "at_risk" | "burning" | "exhausted" | "no_traffic" | "no_data" | "stale" | "unmeasured";
        /** @description How many objectives are in each state. */
        SloStateCounts: {
            ok: number;
            at_risk: number;
            burning: number;
            exhausted: number;
            no_traffic: number;
            no_data: number;
            stale: number;
            unmeasured: number;
        };
        FleetSlo: {
            /** @description Unique within its entity. */
            id: string;
            title: string;
            entityRef: string;
            entityTitle: string;
            owner?: string;
            system?: string;
            domain?: string;
            /** @description Absent if it names none. */
            environment?: string;
            /** @description Share of good events, 0 to 1. */
            objective: number;
            windowText: string;
            state: components["schemas"]["SloState"];
            /** @description Share of the budget: 1 is untouched, below 0 is overspent. */
            budgetRemaining?: number;
            /** @description Multiple of the rate that uses the budget up in one window. */
            currentBurn?: number;
            /**
             * Format: date-time
             * @description Newest result; absent when there never was one.
             */
            measuredAt?: string;
        };
        FleetSloPage: {
            items: components["schemas"]["FleetSlo"][];
            nextCursor?: string;
            /** @description How many there are on all pages. */
            objectives: number;
            /** @description Of all objectives, also of those in other states than were asked for. */
            states: components["schemas"]["SloStateCounts"];
            /** @description Those that could be asked for, in the order of promotion. */
            environments: string[];
            freshness: components["schemas"]["Freshness"];
        };
        SloGroup: {
            ref: string;
            objectives: number;
            states: components["schemas"]["SloStateCounts"];
        };
        SloGroupPage: {
            items: components["schemas"]["SloGroup"][];
            nextCursor?: string;
            /** @description How many there are on all pages. */
            groups: number;
            /** @description Objectives that are in no group. */
            ungrouped: number;
            /** @description Of all groups, and of what is in none. */
            states: components["schemas"]["SloStateCounts"];
            /** @description Those that could be asked for, in the order of promotion. */
            environments: string[];
            freshness: components["schemas"]["Freshness"];
        };
        BurnWindow: {
            longMs: number;
            shortMs: number;
            /** @description Threshold in multiples of the sustainable burn rate. */
            factor: number;
            longBurn?: number;
            shortBurn?: number;
            /** @enum {string} */
            severity: "page" | "ticket";
            /** @description True when both windows exceed the factor. */
            firing: boolean;
        };
        Slo: {
            id: string;
            name: string;
            title?: string;
            description?: string;
            service: string;
            /** @description Where the same objective is judged in several apart. */
            environment?: string;
            /** @description Between 0 and 1. */
            objective: number;
            windowMs: number;
            /** @description As in the file, for instance 30d. */
            windowText: string;
            /**
             * @description Of a calendar window windowMs is nominal.
             * @enum {string}
             */
            windowKind?: "rolling" | "calendar";
            /** @description The present period of a calendar window, which the numbers are of. */
            period?: {
                /** Format: date-time */
                start: string;
                /**
                 * Format: date-time
                 * @description When the budget is whole again.
                 */
                resetsAt: string;
                /** @description IANA name. */
                timeZone: string;
            };
            /** @description What counts as good, in words. */
            indicator?: string;
            /** @description What counts as good and as an event, as the file has it. */
            queries?: {
                /** @enum {string} */
                role: "good" | "bad" | "total" | "raw";
                type: string;
                query: string;
            }[];
            /** @description The query behind each number that a time-series store told. */
            figures?: {
                /** @enum {string} */
                figure: "objective" | "errorRatio" | "budgetRemaining" | "currentBurn" | "burnWindows" | "eventsPerSecond" | "alerts";
                language: string;
                query: string;
            }[];
            state: components["schemas"]["SloState"];
            /** @description The objective and where it stands, in one sentence. */
            sentence: string;
            /** @description Events in the window. */
            total?: number;
            bad?: number;
            errorRatio?: number;
            /** @description 1 is untouched, 0 is spent, below 0 is overspent. */
            budgetRemaining?: number;
            /** @description Burn rate over the shortest window. */
            currentBurn?: number;
            eventsPerSecond?: number;
            /** @description Time until the budget is empty at the current burn. */
            exhaustsInMs?: number;
            burnWindows: components["schemas"]["BurnWindow"][];
            /** @description Alerts that fire or are about to. */
            alerts?: components["schemas"]["SloAlert"][];
            /**
             * Format: date-time
             * @description Newest measurement used.
             */
            measuredAt?: string;
            /** Format: date-time */
            stateSince?: string;
            /** @description The source that told the numbers, where it is a time-series store. */
            measuredBy?: {
                id: string;
                title: string;
            };
            /** @description The file; absent where only the rules of a store tell of it. */
            source?: {
                file: string;
                url?: string;
                line?: number;
            };
        };
        SloAlert: {
            name: string;
            /**
             * @description `pending` waits for its condition to hold long enough.
             * @enum {string}
             */
            state: "firing" | "pending";
            severity?: string;
            runbookUrl?: string;
        };
        SloProblem: {
            file: string;
            line?: number;
            column?: number;
            key?: string;
            /**
             * @description `error` keeps the document from being used; absent means error.
             * @enum {string}
             */
            severity?: "error" | "warning" | "note";
            message: string;
            remedy?: string;
            url?: string;
        };
        SloHistory: {
            sloId: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            stepMs: number;
            points: {
                /**
                 * Format: date-time
                 * @description End of the step.
                 */
                at: string;
                /** @description Absent where nothing was measured. */
                budgetRemaining?: number;
                /** @description Error ratio within the step; absent without events. */
                errorRatio?: number;
                total?: number;
                bad?: number;
            }[];
            deployments: components["schemas"]["Deployment"][];
            /** @description What was spent of the budget from each of the deployments until the next one that succeeded, dearest first; only where it is worth a word. */
            spending: {
                deploymentId: string;
                /** @description Share of the whole budget of the window. */
                budgetUsed: number;
            }[];
            /** @description Firings of alerts of the objective that reach into the range. */
            alerts: components["schemas"]["Alert"][];
            /** @description Incidents of the entity that reach into the range. */
            incidents: components["schemas"]["Incident"][];
        };
        /**
         * @description `slow` lets pass and asks for care, `freeze` asks to wait.
         * @enum {string}
         */
        GateDecision: "allow" | "slow" | "freeze";
        /** @description What an error budget means for deployments. */
        GatePolicy: {
            /** @description Share of the budget at or below which deployments are frozen. */
            freezeAtBudget: number;
            /** @description Share of the budget below which deployments are slowed. */
            slowBelowBudget: number;
            freezeOnPage: boolean;
            slowOnBurn: boolean;
            whenUnknown: components["schemas"]["GateDecision"];
        };
        GateReason: {
            /** @enum {string} */
            kind: "budget_spent" | "page_firing" | "budget_low" | "burning" | "unknown" | "no_objectives" | "override";
            effect: components["schemas"]["GateDecision"];
            sloId?: string;
            /** @description What is the case, in one sentence. */
            message: string;
            /** @description What to do about it. */
            remedy?: string;
            /** @description The number that was looked at. */
            value?: number;
            /** @description What it was compared with. */
            limit?: number;
        };
        GateOverride: {
            id: string;
            entityRef: string;
            environment: string;
            reason: string;
            /** @description Entity ref of a user. */
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            until: string;
            /**
             * Format: date-time
             * @description When it was ended before its time.
             */
            endedAt?: string;
            /** @description Entity ref of a user. */
            endedBy?: string;
        };
        EnvironmentGate: {
            environment: string;
            decision: components["schemas"]["GateDecision"];
            /** @description What it would be without an override. */
            byPolicy: components["schemas"]["GateDecision"];
            /** @description Those that weigh most first; an override before all others. */
            reasons: components["schemas"]["GateReason"][];
            override?: components["schemas"]["GateOverride"];
        };
        EntityGates: {
            entityRef: string;
            items: components["schemas"]["EnvironmentGate"][];
            policy: components["schemas"]["GatePolicy"];
            /** @description How long an override may hold at most. */
            longestOverrideMs: number;
            freshness: components["schemas"]["Freshness"];
        };
        DeploymentGate: {
            entityRef: string;
            environment: string;
            decision: components["schemas"]["GateDecision"];
            /** @description What it would be without an override. */
            byPolicy: components["schemas"]["GateDecision"];
            /** @description Those that weigh most first; an override before all others. */
            reasons: components["schemas"]["GateReason"][];
            policy: components["schemas"]["GatePolicy"];
            /** @description How long an override may hold at most. */
            longestOverrideMs: number;
            /** @description The objectives that were looked at. */
            slos: {
                id: string;
                title: string;
                state: components["schemas"]["SloState"];
                objective: number;
                windowText: string;
                budgetRemaining?: number;
                currentBurn?: number;
                /** Format: date-time */
                measuredAt?: string;
            }[];
            override?: components["schemas"]["GateOverride"];
            freshness: components["schemas"]["Freshness"];
        };
    };
    responses: {
        /** @description An error in the form that all Backstage backends use. */
        Error: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /** @description An entity ref; a component of the default namespace may be given by its name. */
        entity: string;
        kind: string;
        namespace: string;
        name: string;
        runId: string;
        jobId: string;
        /** @description Days until now. Not together with `from`. */
        window: 7 | 30 | 90 | 180;
        /** @description Start, inclusive. Default is 30 days before `to`. */
        from: string;
        /** @description End, exclusive. Default is now. */
        to: string;
        /** @description Whose definitions of the metrics to use. */
        definition: "dora" | "devlake" | "gitlab";
        /** @description How long after a deployment an incident counts as its failure, as an ISO 8601 duration, or `inf`. Default is the entity's, else the configured one. */
        attributionWindow: string;
        /** @description Only entities of this owner, as a full entity ref. */
        owner: string;
        /** @description Only entities of this system, as a full entity ref. */
        system: string;
        /** @description Only entities of this domain, as a full entity ref. */
        domain: string;
        /** @description Only objectives of this environment; `production` stands for those that name none. */
        sloEnvironment: string;
        /** @description Part of the name of an objective or of its entity, whatever the case. */
        sloText: string;
        deliveryId: string;
        /** @description Id of a source. */
        source: string;
        /** @description The `nextCursor` of the page before. */
        cursor: string;
        limit: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ListSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sources, ordered by id. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SourceHealth"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListInbox: {
        parameters: {
            query?: {
                state?: components["schemas"]["InboxState"];
                /** @description Id of a source. */
                source?: components["parameters"]["source"];
                /** @description The provider's name of the event, in full. */
                event?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of deliveries, without their bodies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["InboxDelivery"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ReplayInbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    state: "parked" | "applied";
                    source?: string;
                    event?: string;
                };
            };
        };
        responses: {
            /** @description They wait to be applied. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        count: number;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    GetInboxDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery; of a body the first megabyte. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxDeliveryDetail"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    DiscardInboxDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ReplayInboxDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits to be applied. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListWork: {
        parameters: {
            query?: {
                state?: components["schemas"]["WorkState"];
                /** @description Id of a source. */
                source?: components["parameters"]["source"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WorkItem"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    RetryWork: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is due now. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    GetDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Latest runs of the default branch and what runs in each environment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliverySummary"];
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListRuns: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
                status?: components["schemas"]["RunStatus"];
                /** @description Branch or tag, exactly as the provider names it. */
                ref?: string;
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PipelineRun"][];
                        nextCursor?: string;
                        freshness: components["schemas"]["Freshness"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    GetRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
                runId: components["parameters"]["runId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The run and its jobs in stage order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PipelineRunDetail"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ControlRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
                runId: components["parameters"]["runId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "retry" | "cancel";
                };
            };
        };
        responses: {
            /** @description The provider accepted the action; the run follows by event or sweep. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    GetJobTrace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
                jobId: components["parameters"]["jobId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trace as far as it is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobTrace"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ControlJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
                jobId: components["parameters"]["jobId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "play" | "retry" | "cancel";
                };
            };
        };
        responses: {
            /** @description The provider accepted the action; the job follows by event or sweep. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListDeployments: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
                environment?: string;
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of deployments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Deployment"][];
                        nextCursor?: string;
                        freshness: components["schemas"]["Freshness"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListEnvironments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One row for each environment, lowest tier first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EnvironmentState"][];
                        freshness: components["schemas"]["Freshness"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    GetMetrics: {
        parameters: {
            query?: {
                /** @description Days until now. Not together with `from`. */
                window?: components["parameters"]["window"];
                /** @description Start, inclusive. Default is 30 days before `to`. */
                from?: components["parameters"]["from"];
                /** @description End, exclusive. Default is now. */
                to?: components["parameters"]["to"];
                /** @description Whose definitions of the metrics to use. */
                definition?: components["parameters"]["definition"];
                /** @description How long after a deployment an incident counts as its failure, as an ISO 8601 duration, or `inf`. Default is the entity's, else the configured one. */
                attributionWindow?: components["parameters"]["attributionWindow"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics, null where there is no data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryMetrics"];
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListMetricRows: {
        parameters: {
            query?: {
                /** @description Days until now. Not together with `from`. */
                window?: components["parameters"]["window"];
                /** @description Start, inclusive. Default is 30 days before `to`. */
                from?: components["parameters"]["from"];
                /** @description End, exclusive. Default is now. */
                to?: components["parameters"]["to"];
                /** @description Whose definitions of the metrics to use. */
                definition?: components["parameters"]["definition"];
                /** @description How long after a deployment an incident counts as its failure, as an ISO 8601 duration, or `inf`. Default is the entity's, else the configured one. */
                attributionWindow?: components["parameters"]["attributionWindow"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
                metric: components["schemas"]["MetricName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of rows, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MetricRow"][];
                        nextCursor?: string;
                        freshness: components["schemas"]["Freshness"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    GetPendingChanges: {
        parameters: {
            query: {
                /** @description The environment that has the changes. */
                from: string;
                /** @description The environment that they would be shipped to. */
                to: string;
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Changes and authors between the two. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingChanges"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListIncidents: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of incidents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Incident"][];
                        nextCursor?: string;
                        freshness: components["schemas"]["Freshness"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListAlerts: {
        parameters: {
            query?: {
                status?: components["schemas"]["AlertStatus"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of alerts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Alert"][];
                        nextCursor?: string;
                        freshness: components["schemas"]["Freshness"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListFleet: {
        parameters: {
            query?: {
                /** @description Days until now. Not together with `from`. */
                window?: components["parameters"]["window"];
                /** @description Only entities of this owner, as a full entity ref. */
                owner?: components["parameters"]["owner"];
                /** @description Only entities of this system, as a full entity ref. */
                system?: components["parameters"]["system"];
                /** @description Only entities of this domain, as a full entity ref. */
                domain?: components["parameters"]["domain"];
                sort?: "name" | "deploymentFrequency" | "leadTime" | "changeFailRate" | "reworkRate" | "recoveryTime" | "runSuccessRate";
                /** @description Entities without data come last in both. */
                order?: "asc" | "desc";
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of entities, and what holds for all of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetPage"];
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    GetFleetSeries: {
        parameters: {
            query?: {
                /** @description Days until now. Not together with `from`. */
                window?: components["parameters"]["window"];
                /** @description Only entities of this owner, as a full entity ref. */
                owner?: components["parameters"]["owner"];
                /** @description Only entities of this system, as a full entity ref. */
                system?: components["parameters"]["system"];
                /** @description Only entities of this domain, as a full entity ref. */
                domain?: components["parameters"]["domain"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One row for each day with data, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FleetDay"][];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListFleetGroups: {
        parameters: {
            query?: {
                /** @description Days until now. Not together with `from`. */
                window?: components["parameters"]["window"];
                /** @description Only entities of this owner, as a full entity ref. */
                owner?: components["parameters"]["owner"];
                /** @description Only entities of this system, as a full entity ref. */
                system?: components["parameters"]["system"];
                /** @description Only entities of this domain, as a full entity ref. */
                domain?: components["parameters"]["domain"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
                by?: "owner" | "system" | "domain";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Groups with at least one entity that the caller may read, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetGroupPage"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    ListDrift: {
        parameters: {
            query?: {
                /** @description Only entities of this owner, as a full entity ref. */
                owner?: components["parameters"]["owner"];
                /** @description Only entities of this system, as a full entity ref. */
                system?: components["parameters"]["system"];
                state?: components["schemas"]["PipelineState"];
                /** @description Only pipelines with a difference of this kind. */
                difference?: components["schemas"]["DriftKind"];
                /** @description Only pipelines of this version of their generator. */
                version?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of pipelines, and how many there are of each state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriftPage"];
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    GetDrift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pipeline with each difference; empty for an entity that has no generated one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pipeline?: components["schemas"]["GeneratedPipelineDetail"];
                    };
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListFleetSlos: {
        parameters: {
            query?: {
                /** @description Only entities of this owner, as a full entity ref. */
                owner?: components["parameters"]["owner"];
                /** @description Only entities of this system, as a full entity ref. */
                system?: components["parameters"]["system"];
                /** @description Only entities of this domain, as a full entity ref. */
                domain?: components["parameters"]["domain"];
                /** @description Only objectives of this environment; `production` stands for those that name none. */
                environment?: components["parameters"]["sloEnvironment"];
                /** @description Part of the name of an objective or of its entity, whatever the case. */
                text?: components["parameters"]["sloText"];
                /** @description Only objectives in one of these states. */
                state?: components["schemas"]["SloState"][];
                /** @description `state` puts what asks for attention first, and of that what has least budget left. */
                sort?: "state" | "name" | "budgetRemaining" | "currentBurn";
                /** @description Objectives without the figure come last in both. */
                order?: "asc" | "desc";
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of objectives, and how many are in which state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetSloPage"];
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListSloGroups: {
        parameters: {
            query?: {
                /** @description Only entities of this owner, as a full entity ref. */
                owner?: components["parameters"]["owner"];
                /** @description Only entities of this system, as a full entity ref. */
                system?: components["parameters"]["system"];
                /** @description Only entities of this domain, as a full entity ref. */
                domain?: components["parameters"]["domain"];
                /** @description Only objectives of this environment; `production` stands for those that name none. */
                environment?: components["parameters"]["sloEnvironment"];
                /** @description Part of the name of an objective or of its entity, whatever the case. */
                text?: components["parameters"]["sloText"];
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
                by?: "owner" | "system" | "domain";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Groups with at least one objective that the caller may read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SloGroupPage"];
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListSlos: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Objectives in file order, and what is wrong with the files that could not be used. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Slo"][];
                        /** @description Where these objectives hold, in the order of promotion; `production` stands for one that names no environment. */
                        environments: string[];
                        problems: components["schemas"]["SloProblem"][];
                        freshness: components["schemas"]["Freshness"];
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    GetSloHistory: {
        parameters: {
            query?: {
                /** @description Start, inclusive. Default is one SLO window before `to`, or the first measurement where that is later. */
                from?: string;
                /** @description End, exclusive. Default is now. */
                to?: string;
                /** @description How many points at most. */
                points?: number;
            };
            header?: never;
            path: {
                kind: components["parameters"]["kind"];
                namespace: components["parameters"]["namespace"];
                name: components["parameters"]["name"];
                sloId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Equidistant points, oldest first, and the deployments in the same time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SloHistory"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    GetGate: {
        parameters: {
            query: {
                /** @description An entity ref; a component of the default namespace may be given by its name. */
                entity: components["parameters"]["entity"];
                /** @description Where somebody wants to deploy to. */
                environment: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The decision with its reasons. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentGate"];
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListGates: {
        parameters: {
            query: {
                /** @description An entity ref; a component of the default namespace may be given by its name. */
                entity: components["parameters"]["entity"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The decisions in the order of promotion; none without objectives. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityGates"];
                };
            };
            /** @description Not modified since the given ETag. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
    ListGateOverrides: {
        parameters: {
            query: {
                /** @description An entity ref; a component of the default namespace may be given by its name. */
                entity: components["parameters"]["entity"];
                environment?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: components["parameters"]["cursor"];
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of overrides, those that are over as well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["GateOverride"][];
                        nextCursor?: string;
                    };
                };
            };
            default: components["responses"]["Error"];
        };
    };
    OverrideGate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    entity: string;
                    environment: string;
                    reason: string;
                    /**
                     * Format: date-time
                     * @description Within `devops.gate.longestOverride` from now.
                     */
                    until: string;
                };
            };
        };
        responses: {
            /** @description The override that holds now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateOverride"];
                };
            };
            default: components["responses"]["Error"];
        };
    };
    EndGateOverride: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                overrideId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does not hold any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Error"];
        };
    };
}
