import type {
  DevopsApi,
  DriftQuery,
  JobControl,
  MetricName,
  RunControl,
  RunStatus,
} from '@backstage-devops/plugin-devops-common';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { failure, page, required } from './answers';
import { countPipelines, filterPipelines } from './fleetPipelines';
import { groupsOf, type FleetGrouping } from './fleetGroups';
import {
  countSloStates,
  filterSlos,
  sloGroupsOf,
  sortSlos,
  sloEnvironments,
  type FleetSlosQuery,
} from './fleetSlos';
import { overridden, withoutOverride } from './scenarios/gates';
import type { Scenario } from './scenarios/types';

/** An action that a page asked for. */
export type Asked = { target: string; action: JobControl | RunControl };

/**
 * The devops backend without a backend: it answers from a scenario, which may
 * be replaced while pages are open. It keeps what it was asked to do.
 */
export class FakeDevopsApi implements DevopsApi {
  readonly asked: Asked[] = [];
  #scenario: Scenario;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
  }

  /** From now on the world is like this. */
  become(change: Partial<Scenario>): void {
    this.#scenario = { ...this.#scenario, ...change };
  }

  async listSources() {
    return this.#scenario.sources;
  }

  async getDelivery(_entity: CompoundEntityRef) {
    return (await this.#answer()).delivery;
  }

  async listRuns(
    _entity: CompoundEntityRef,
    query: {
      status?: RunStatus;
      ref?: string;
      cursor?: string;
      limit?: number;
    } = {},
  ) {
    const { runs, freshness } = await this.#answer();
    const matching = runs.filter(
      run =>
        (!query.status || run.status === query.status) &&
        (!query.ref || run.ref === query.ref),
    );
    return { ...page(matching, query), freshness };
  }

  async getRun(_entity: CompoundEntityRef, runId: string) {
    const { details } = await this.#answer();
    return required(details[runId], `No run '${runId}'`);
  }

  async getJobTrace(_entity: CompoundEntityRef, jobId: string) {
    const { traces } = await this.#answer();
    return required(traces[jobId], `No trace of job '${jobId}'`);
  }

  async controlRun(
    _entity: CompoundEntityRef,
    runId: string,
    action: RunControl,
  ) {
    await this.#act(runId, action);
  }

  async controlJob(
    _entity: CompoundEntityRef,
    jobId: string,
    action: JobControl,
  ) {
    await this.#act(jobId, action);
  }

  async listDeployments(
    _entity: CompoundEntityRef,
    query: { environment?: string; cursor?: string; limit?: number } = {},
  ) {
    const { deployments, freshness } = await this.#answer();
    const matching = deployments.filter(
      item => !query.environment || item.environment === query.environment,
    );
    return { ...page(matching, query), freshness };
  }

  async listEnvironments() {
    const { environments, freshness } = await this.#answer();
    return { items: environments, freshness };
  }

  async getMetrics() {
    return (await this.#answer()).metrics;
  }

  async listMetricRows(
    _entity: CompoundEntityRef,
    _metric: MetricName,
    query: { cursor?: string; limit?: number } = {},
  ) {
    const { metricRows, freshness } = await this.#answer();
    return { ...page(metricRows, query), freshness };
  }

  async getPendingChanges() {
    return (await this.#answer()).pendingChanges;
  }

  async listIncidents() {
    const { freshness } = await this.#answer();
    return { items: [], freshness };
  }

  async listAlerts() {
    const { freshness } = await this.#answer();
    return { items: [], freshness };
  }

  async listFleet(
    query: {
      owner?: string;
      system?: string;
      domain?: string;
      cursor?: string;
      limit?: number;
    } = {},
  ) {
    const { fleet } = await this.#answer();
    const matching = fleet.items.filter(
      item =>
        (!query.owner || item.owner === query.owner) &&
        (!query.system || item.system === query.system) &&
        (!query.domain || item.domain === query.domain),
    );
    return { ...fleet, ...page(matching, query), entities: matching.length };
  }

  async getFleetSeries() {
    await this.#answer();
    return [];
  }

  async listFleetGroups(
    query: { by?: FleetGrouping; cursor?: string; limit?: number } = {},
  ) {
    const { fleet } = await this.#answer();
    const { groups, ungrouped } = groupsOf(fleet, query.by ?? 'owner');
    return {
      ...page(groups, query),
      groups: groups.length,
      ungrouped,
      ...(fleet.asOf ? { asOf: fleet.asOf } : {}),
    };
  }

  async listFleetSlos(query: FleetSlosQuery = {}) {
    const { fleetSlos, freshness } = await this.#answer();
    const inAnyState = filterSlos(fleetSlos, { ...query, state: undefined });
    const matching = sortSlos(filterSlos(fleetSlos, query), query);
    return {
      ...page(matching, query),
      objectives: matching.length,
      states: countSloStates(inAnyState),
      environments: sloEnvironments(fleetSlos),
      freshness,
    };
  }

  async listSloGroups(query: FleetSlosQuery & { by?: FleetGrouping } = {}) {
    const { fleetSlos, freshness } = await this.#answer();
    const matching = filterSlos(fleetSlos, query);
    const { groups, ungrouped } = sloGroupsOf(matching, query.by ?? 'owner');
    return {
      ...page(groups, query),
      groups: groups.length,
      ungrouped,
      states: countSloStates(matching),
      environments: sloEnvironments(fleetSlos),
      freshness,
    };
  }

  async listDrift(
    query: DriftQuery & { cursor?: string; limit?: number } = {},
  ) {
    const { pipelines, unreadable, readsRepositories } = await this.#answer();
    const { owner, system, version } = query;
    return {
      ...page(filterPipelines(pipelines, query), query),
      ...countPipelines(filterPipelines(pipelines, { owner, system, version })),
      versions: countPipelines(filterPipelines(pipelines, { owner, system }))
        .versions,
      unreadable,
      active: readsRepositories,
    };
  }

  async getDrift(entity: CompoundEntityRef) {
    const ref = stringifyEntityRef(entity);
    const { pipelines } = await this.#answer();
    return pipelines.find(({ entityRef }) => entityRef === ref);
  }

  async listSlos() {
    const { slos, problems, gates, freshness } = await this.#answer();
    const environments = slos.length > 0 ? Object.keys(gates) : [];
    return { items: slos, problems, environments, freshness };
  }

  async getGate(_entity: CompoundEntityRef, environment: string) {
    const { gates } = await this.#answer();
    return required(gates[environment], `No environment '${environment}'`);
  }

  async listGates() {
    const { gates, freshness } = await this.#answer();
    const [first] = Object.values(gates);
    const { entityRef, policy, longestOverrideMs } = first;
    return {
      entityRef,
      items: Object.values(gates),
      policy,
      longestOverrideMs,
      freshness,
    };
  }

  async listGateOverrides() {
    const { gates } = await this.#answer();
    return {
      items: Object.values(gates).flatMap(({ override }) => override ?? []),
    };
  }

  async overrideGate(
    _entity: CompoundEntityRef,
    wanted: { environment: string; reason: string; until: string },
  ) {
    const { gates, refuseWith } = this.#scenario;
    if (refuseWith) {
      throw failure(refuseWith);
    }
    const gate = overridden(gates[wanted.environment], wanted);
    this.become({ gates: { ...gates, [wanted.environment]: gate } });
    return required(gate.override, 'No override');
  }

  async endGateOverride(id: string) {
    const { gates, refuseWith } = this.#scenario;
    if (refuseWith) {
      throw failure(refuseWith);
    }
    this.become({ gates: withoutOverride(gates, id) });
  }

  async getSloHistory(_entity: CompoundEntityRef, sloId: string) {
    const { histories } = await this.#answer();
    return required(histories[sloId], `No objective '${sloId}'`);
  }

  async #answer(): Promise<Scenario> {
    if (this.#scenario.neverAnswers) {
      return new Promise(() => {});
    }
    if (this.#scenario.failWith) {
      throw failure(this.#scenario.failWith);
    }
    return this.#scenario;
  }

  async #act(target: string, action: JobControl | RunControl) {
    if (this.#scenario.refuseWith) {
      throw failure(this.#scenario.refuseWith);
    }
    this.asked.push({ target, action });
  }
}
