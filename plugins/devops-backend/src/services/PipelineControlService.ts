import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  devopsDeliveryReadPermission,
  devopsEnvironmentDeployPermission,
  devopsPipelineRunPermission,
  type JobControl,
  type RunControl,
} from '@backstage-devops/plugin-devops-common';
import type {
  PipelineControl,
  RunReference,
} from '@backstage-devops/plugin-devops-node';
import type { DevopsDatabase } from '../database/DevopsDatabase';
import type { ScopeRef } from '../database/rows';
import type { SourceRegistry } from '../sources/SourceRegistry';
import { describeError } from './describeError';
import type { EnvironmentAccess } from './access/EnvironmentAccess';
import type { Caller, EntityAccess } from './EntityAccess';
import type { EntityBindings } from './EntityBindings';
import { refreshRun } from './work';

const TIMEOUT_MS = 20_000;

/**
 * Plays, retries and cancels at the provider on behalf of a caller who has the
 * permission to run the pipelines of the entity.
 */
export class PipelineControlService {
  readonly #database: DevopsDatabase;
  readonly #sources: SourceRegistry;
  readonly #access: EntityAccess;
  readonly #environments: EnvironmentAccess;
  readonly #bindings: EntityBindings;
  readonly #wakeWorkers: () => void;
  readonly #now: () => number;

  constructor(options: {
    database: DevopsDatabase;
    sources: SourceRegistry;
    access: EntityAccess;
    environmentAccess: EnvironmentAccess;
    bindings: EntityBindings;
    wakeWorkers: () => void;
    now: () => number;
  }) {
    this.#database = options.database;
    this.#sources = options.sources;
    this.#access = options.access;
    this.#environments = options.environmentAccess;
    this.#bindings = options.bindings;
    this.#wakeWorkers = options.wakeWorkers;
    this.#now = options.now;
  }

  async controlRun(
    ref: CompoundEntityRef,
    runId: string,
    action: RunControl,
    caller: Caller,
  ): Promise<void> {
    const { entity, scopes } = await this.#authorize(ref, caller);
    const row = await this.#database.readRun(scopes, runId);
    if (!row) {
      throw new NotFoundError(`No run '${runId}' of this entity found`);
    }
    if (action === 'retry') {
      for (const environment of await this.#environmentsOf(row.id)) {
        await this.#authorizeDeployment(entity, environment, caller);
      }
    }
    const run = { scope: row.scope, key: row.record_key };
    await this.#act(row.source_id, run, (control, signal) =>
      control.controlRun(run, action, { signal }),
    );
  }

  async controlJob(
    ref: CompoundEntityRef,
    jobId: string,
    action: JobControl,
    caller: Caller,
  ): Promise<void> {
    const { entity, scopes } = await this.#authorize(ref, caller);
    const row = await this.#database.readJob(scopes, jobId);
    if (!row) {
      throw new NotFoundError(`No job '${jobId}' of this entity found`);
    }
    if (row.environment !== null && action !== 'cancel') {
      await this.#authorizeDeployment(entity, row.environment, caller);
    }
    const runRow = await this.#database.readRun(scopes, row.run_id);
    if (!runRow) {
      throw new ConflictError(
        `The run of the job '${row.name}' is not read yet. Try again in a moment`,
      );
    }
    const run = { scope: row.scope, key: runRow.record_key };
    const job = { scope: row.scope, key: row.record_key, runKey: run.key };
    await this.#act(row.source_id, run, (control, signal) =>
      control.controlJob(job, action, { signal }),
    );
  }

  /** Who may read but not run is told so; to everybody else nothing is there. */
  async #authorize(
    ref: CompoundEntityRef,
    caller: Caller,
  ): Promise<{ entity: Entity; scopes: ScopeRef[] }> {
    const entity = await this.#access.read(
      ref,
      devopsDeliveryReadPermission,
      caller,
    );
    if (
      !(await this.#access.allows(entity, devopsPipelineRunPermission, caller))
    ) {
      throw new NotAllowedError(
        `You may not run the pipelines of '${stringifyEntityRef(entity)}'; it needs the permission ${devopsPipelineRunPermission.name}`,
      );
    }
    return { entity, scopes: await this.#bindings.scopesOf(entity) };
  }

  /** Where a retry of the run would deploy again. */
  async #environmentsOf(runId: string): Promise<Set<string>> {
    const jobs = await this.#database.listJobs(runId);
    return new Set(
      jobs
        .filter(job => job.status === 'failed' || job.status === 'canceled')
        .flatMap(job => job.environment ?? []),
    );
  }

  async #authorizeDeployment(
    entity: Entity,
    environment: string,
    caller: Caller,
  ): Promise<void> {
    if (!(await this.#environments.mayDeploy(entity, environment, caller))) {
      throw new NotAllowedError(
        `You may not deploy '${stringifyEntityRef(entity)}' to '${environment}'; it needs the permission ${devopsEnvironmentDeployPermission.name}`,
      );
    }
  }

  async #act(
    sourceId: string,
    run: RunReference,
    perform: (control: PipelineControl, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { control, pipelines, title } =
      this.#sources.getDeliverySource(sourceId);
    if (!control) {
      throw new ConflictError(`${title} can be read, but not controlled`);
    }
    try {
      await perform(control, AbortSignal.timeout(TIMEOUT_MS));
    } catch (error) {
      throw toAnswer(error, title);
    } finally {
      // What it is like now is worth knowing in both cases.
      if (pipelines) {
        await this.#database.work.enqueue([
          refreshRun(sourceId, run, this.#now()),
        ]);
        this.#wakeWorkers();
      }
    }
  }
}

const PASSED_ON = new Set([
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
]);

function toAnswer(error: unknown, title: string): Error {
  if (error instanceof Error && PASSED_ON.has(error.name)) {
    return error;
  }
  // Without the cause: its message would be appended as it is.
  return new ServiceUnavailableError(
    `${title} did not carry it out: ${describeError(error)}`,
  );
}
