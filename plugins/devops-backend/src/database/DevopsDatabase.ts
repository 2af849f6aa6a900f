import type { Knex } from 'knex';
import type { DeliveryRecord } from '@backstage-devops/plugin-devops-node';
import * as bindings from './operations/bindings/readBindings';
import {
  replaceBindings,
  type EntityBindings,
} from './operations/bindings/replaceBindings';
import { dropBindings } from './operations/bindings/dropBindings';
import { markBoundDirty, markDirty } from './operations/dirty/markDirty';
import {
  claimDeliveries,
  type Claim,
} from './operations/inbox/claimDeliveries';
import { countDeliveries } from './operations/inbox/countDeliveries';
import { discardDelivery } from './operations/inbox/discardDelivery';
import { failDelivery } from './operations/inbox/failDelivery';
import { finishDeliveries } from './operations/inbox/finishDeliveries';
import { listDeliveries } from './operations/inbox/listDeliveries';
import { purgeDeliveries } from './operations/inbox/purgeDeliveries';
import { readDelivery } from './operations/inbox/readDelivery';
import { readDeliveryPart } from './operations/inbox/readDeliveryPart';
import { releaseDeliveries } from './operations/inbox/releaseDeliveries';
import { replayDeliveries } from './operations/inbox/replayDeliveries';
import {
  storeDeliveries,
  type NewDelivery,
} from './operations/inbox/storeDeliveries';
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
import { claimWork } from './operations/work/claimWork';
import { countWork } from './operations/work/countWork';
import { enqueueWork, type NewWork } from './operations/work/enqueueWork';
import { extendLease } from './operations/work/extendLease';
import { failWork } from './operations/work/failWork';
import { finishWork } from './operations/work/finishWork';
import { listWork } from './operations/work/listWork';
import { purgeWork } from './operations/work/purgeWork';
import { nextDueAt } from './operations/work/nextDueAt';
import { releaseWork } from './operations/work/releaseWork';
import { retryWork } from './operations/work/retryWork';
import type { InboxRow, ScopeRef, WorkRow } from './rows';

type Failure = { error: string; park: boolean; dueAt: number };
type Options<T extends (...args: never[]) => unknown> = Parameters<T>[2];

/**
 * The delivery store: the operations of this folder, bound to a database or to
 * a transaction of it.
 */
export class DevopsDatabase {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Runs all operations of `work` or none. */
  transaction<T>(work: (database: DevopsDatabase) => Promise<T>): Promise<T> {
    return this.#knex.transaction(trx => work(new DevopsDatabase(trx)));
  }

  /** Merges records; part of the transaction that this is bound to. */
  applyRecords(sourceId: string, records: DeliveryRecord[]) {
    return applyRecords(this.#knex, sourceId, records);
  }

  storeDelivery(delivery: NewDelivery) {
    return this.storeDeliveries([delivery]);
  }

  storeDeliveries(deliveries: NewDelivery[]) {
    return deliveries.some(({ rest }) => rest?.length)
      ? this.#knex.transaction(trx => storeDeliveries(trx, deliveries))
      : storeDeliveries(this.#knex, deliveries);
  }

  claimDeliveries(options: Claim & { sourceIds: string[]; limit: number }) {
    return claimDeliveries(this.#knex, options);
  }

  finishDeliveries(rows: Array<Pick<InboxRow, 'id' | 'claim'>>) {
    return finishDeliveries(this.#knex, rows);
  }

  releaseDeliveries(rows: Array<Pick<InboxRow, 'id' | 'claim'>>) {
    return releaseDeliveries(this.#knex, rows);
  }

  listDeliveries(options: Parameters<typeof listDeliveries>[1]) {
    return listDeliveries(this.#knex, options);
  }

  readDelivery(id: string) {
    return readDelivery(this.#knex, id);
  }

  replayDeliveries(
    selection: Parameters<typeof replayDeliveries>[1],
    now: number,
  ) {
    return replayDeliveries(this.#knex, selection, now);
  }

  discardDelivery(id: string) {
    return this.#knex.transaction(trx => discardDelivery(trx, id));
  }

  readDeliveryPart(id: InboxRow['id'], part: number) {
    return readDeliveryPart(this.#knex, id, part);
  }

  failDelivery(row: Pick<InboxRow, 'id' | 'claim'>, failure: Failure) {
    return failDelivery(this.#knex, row, failure);
  }

  countDeliveries() {
    return countDeliveries(this.#knex);
  }

  purgeDeliveries(before: number) {
    return this.#knex.transaction(trx => purgeDeliveries(trx, before));
  }

  enqueueWork(items: NewWork[]) {
    return enqueueWork(this.#knex, items);
  }

  countWork() {
    return countWork(this.#knex);
  }

  claimWork(options: Claim & { sourceIds: string[]; limit: number }) {
    return claimWork(this.#knex, options);
  }

  finishWork(row: Pick<WorkRow, 'id' | 'claim' | 'revision'>, now: number) {
    return this.#knex.transaction(trx => finishWork(trx, row, now));
  }

  failWork(row: Pick<WorkRow, 'id' | 'claim'>, failure: Failure) {
    return failWork(this.#knex, row, failure);
  }

  releaseWork(row: Pick<WorkRow, 'id' | 'claim'>) {
    return releaseWork(this.#knex, row);
  }

  listWork(options: Parameters<typeof listWork>[1]) {
    return listWork(this.#knex, options);
  }

  retryWork(id: string, now: number) {
    return retryWork(this.#knex, id, now);
  }

  extendLease(row: Pick<WorkRow, 'id' | 'claim'>, until: number) {
    return extendLease(this.#knex, row, until);
  }

  purgeWork(before: number) {
    return purgeWork(this.#knex, before);
  }

  nextDueAt(table: 'inbox' | 'work_queue', sourceIds: string[]) {
    return nextDueAt(this.#knex, table, sourceIds);
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

  /** Replaces the bindings of an entity and marks it for computation. */
  replaceBindings(
    entity: EntityBindings,
    { now, dueAt }: { now: number; dueAt: number },
  ) {
    return this.#knex.transaction(async trx => {
      await replaceBindings(trx, entity, now);
      await markDirty(trx, [
        { entityUid: entity.uid, reason: 'catalog', fromAt: 0, dueAt },
      ]);
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

  listFailedJobs(runIds: string[]) {
    return runs.listFailedJobs(this.#knex, runIds);
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

  readEnvironments(scopes: ScopeRef[]) {
    return readEnvironments(this.#knex, scopes);
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
