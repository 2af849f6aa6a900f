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
            capabilities: ("webhooks" | "pipelines" | "deployments" | "logs" | "control" | "measurements")[];
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
        };
        /**
         * @description The last four are no judgement on the service.
         * @enum {string}
         */
        SloState: "ok" | "at_risk" | "burning" | "exhausted" | "no_traffic" | "no_data" | "stale" | "unmeasured";
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
            /** @description Between 0 and 1. */
            objective: number;
            windowMs: number;
            /** @description As in the file, for instance 30d. */
            windowText: string;
            /** @description What counts as good, in words. */
            indicator?: string;
            /** @description What the numbers were computed from. */
            queries?: {
                /** @enum {string} */
                role: "good" | "bad" | "total" | "raw";
                type: string;
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
            /** @description Time until the budget is empty at the current burn. */
            exhaustsInMs?: number;
            burnWindows: components["schemas"]["BurnWindow"][];
            /**
             * Format: date-time
             * @description Newest measurement used.
             */
            measuredAt?: string;
            /** Format: date-time */
            stateSince?: string;
            source: {
                file: string;
                url?: string;
                line?: number;
            };
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
        kind: string;
        namespace: string;
        name: string;
        runId: string;
        jobId: string;
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
}
