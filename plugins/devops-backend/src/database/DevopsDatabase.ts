import type { Knex } from 'knex';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import * as bindings from './operations/bindings/readBindings';
import {
  replaceBindings,
  type EntityBindings,
} from './operations/bindings/replaceBindings';
import { dropBindings } from './operations/bindings/dropBindings';
import { markBoundDirty, markDirty } from './operations/dirty/markDirty';
import { readVerdicts } from './operations/figures/readVerdicts';
import { readDistances, type Span } from './operations/ranges/readDistances';
import { readRange } from './operations/ranges/readRange';
import { wantedRanges } from './operations/ranges/wantedRanges';
import { countRuns } from './operations/reads/countRuns';
import { listAttempts } from './operations/reads/listAttempts';
import { listDeployments } from './operations/reads/listDeployments';
import { listRuns } from './operations/reads/listRuns';
import { listEnvironmentNames } from './operations/reads/listEnvironmentNames';
import { readEnvironments } from './operations/reads/readEnvironments';
import * as jobs from './operations/reads/readJobs';
import * as runs from './operations/reads/readRuns';
import * as traces from './operations/reads/traces';
import { applyRecords } from './operations/records/applyRecords';
import {
  readSourceState,
  readSourceStates,
} from './operations/sources/readSourceStates';
import { recordEvent } from './operations/sources/recordEvent';
import { recordScopeEvents } from './operations/sources/recordScopeEvents';
import { recordSweep } from './operations/sources/recordSweep';
import { recordSweepFailure } from './operations/sources/recordSweepFailure';
import {
  outdateBoundSummaries,
  outdateSummaries,
} from './operations/summaries/outdateSummaries';
import { InboxStore } from './InboxStore';
import type { ScopeRef } from './rows';
import { WorkStore } from './WorkStore';

type Options<T extends (...args: never[]) => unknown> = Parameters<T>[2];

/**
 * The delivery store: the operations of this folder, bound to a database or to
 * a transaction of it.
 */
export class DevopsDatabase {
  readonly #knex: Knex;
  readonly inbox: InboxStore;
  readonly work: WorkStore;

  constructor(knex: Knex) {
    this.#knex = knex;
    this.inbox = new InboxStore(knex);
    this.work = new WorkStore(knex);
  }

  /** Runs all operations of `work` or none. */
  transaction<T>(work: (database: DevopsDatabase) => Promise<T>): Promise<T> {
    return this.#knex.transaction(trx => work(new DevopsDatabase(trx)));
  }

  /** Merges records; part of the transaction that this is bound to. */
  applyRecords(sourceId: string, records: DeliveryRecord[]) {
    return applyRecords(this.#knex, sourceId, records);
  }

  readSourceStates(sourceIds: string[]) {
    return readSourceStates(this.#knex, sourceIds);
  }

  readSourceState(scope: ScopeRef) {
    return readSourceState(this.#knex, scope);
  }

  recordSweep(scope: ScopeRef, done: Options<typeof recordSweep>) {
    return recordSweep(this.#knex, scope, done);
  }

  recordSweepFailure(
    scope: ScopeRef,
    failure: Options<typeof recordSweepFailure>,
  ) {
    return recordSweepFailure(this.#knex, scope, failure);
  }

  recordEvent(sourceId: string, at: number) {
    return recordEvent(this.#knex, sourceId, at);
  }

  recordScopeEvents(sourceId: string, scopes: Iterable<string>, at: number) {
    return recordScopeEvents(this.#knex, sourceId, scopes, at);
  }

  readBindings(entityUid: string) {
    return bindings.readBindings(this.#knex, entityUid);
  }

  readAllBindings() {
    return bindings.readAllBindings(this.#knex);
  }

  readBoundUids(sourceId: string, scopes: string[]) {
    return bindings.readBoundUids(this.#knex, sourceId, scopes);
  }

  readBoundScopes(sourceId: string) {
    return bindings.readBoundScopes(this.#knex, sourceId);
  }

  /** Replaces the bindings of entities and marks them for computation. */
  replaceBindings(
    entities: EntityBindings[],
    { now, dueAt }: { now: number; dueAt: number },
  ) {
    return this.#knex.transaction(async trx => {
      await replaceBindings(trx, entities, now);
      await markDirty(
        trx,
        entities.map(({ uid }) => ({
          entityUid: uid,
          reason: 'catalog',
          fromAt: 0,
          dueAt,
        })),
      );
      await outdateSummaries(
        trx,
        entities.map(({ uid }) => uid),
      );
    });
  }

  /** Marks the entities that are bound to scopes for computation. */
  markBoundDirty(
    sourceId: string,
    earliest: Map<string, number>,
    options: Parameters<typeof markBoundDirty>[3],
  ) {
    return markBoundDirty(this.#knex, sourceId, earliest, options);
  }

  /** Says that the summaries of what is bound to scopes do not hold any more. */
  outdateBoundSummaries(sourceId: string, scopes: Iterable<string>) {
    return outdateBoundSummaries(this.#knex, sourceId, scopes);
  }

  dropBindings(uids: string[], before: number) {
    return dropBindings(this.#knex, uids, before);
  }

  listRuns(scopes: ScopeRef[], options: Options<typeof listRuns>) {
    return listRuns(this.#knex, scopes, options);
  }

  countRuns(scope: ScopeRef, span: Options<typeof countRuns>) {
    return countRuns(this.#knex, scope, span);
  }

  readRun(scopes: ScopeRef[], id: string) {
    return runs.readRun(this.#knex, scopes, id);
  }

  readJob(scopes: ScopeRef[], id: string) {
    return jobs.readJob(this.#knex, scopes, id);
  }

  listAttempts(subject: Parameters<typeof listAttempts>[1]) {
    return listAttempts(this.#knex, subject);
  }

  listJobs(runId: string) {
    return jobs.listJobs(this.#knex, runId);
  }

  listTellingJobs(of: Parameters<typeof jobs.listTellingJobs>[1]) {
    return jobs.listTellingJobs(this.#knex, of);
  }

  listOpenRuns(scope: ScopeRef) {
    return runs.listOpenRuns(this.#knex, scope);
  }

  markRunChecked(id: string, now: number) {
    return runs.markRunChecked(this.#knex, id, now);
  }

  listDeployments(
    scopes: ScopeRef[],
    options: Options<typeof listDeployments>,
  ) {
    return listDeployments(this.#knex, scopes, options);
  }

  listEnvironmentNames(scopes: ScopeRef[]) {
    return listEnvironmentNames(this.#knex, scopes);
  }

  wantedRanges(sourceId: string, options: Options<typeof wantedRanges>) {
    return wantedRanges(this.#knex, sourceId, options);
  }

  readDistances(spans: Span[]) {
    return readDistances(this.#knex, spans);
  }

  readVerdicts(entityUid: string, deploymentIds: string[]) {
    return readVerdicts(this.#knex, entityUid, deploymentIds);
  }

  readRange(scope: ScopeRef, between: Options<typeof readRange>) {
    return readRange(this.#knex, scope, between);
  }

  readEnvironments(scopes: ScopeRef[], entityUid?: string) {
    return readEnvironments(this.#knex, scopes, entityUid);
  }

  closeRun(id: string) {
    return runs.closeRun(this.#knex, id);
  }

  readTrace(jobId: string) {
    return traces.readTrace(this.#knex, jobId);
  }

  listJobsWithTrace(jobIds: string[]) {
    return traces.listJobsWithTrace(this.#knex, jobIds);
  }

  storeTrace(trace: Parameters<typeof traces.storeTrace>[1]) {
    return traces.storeTrace(this.#knex, trace);
  }

  purgeTraces(before: number) {
    return traces.purgeTraces(this.#knex, before);
  }
}
