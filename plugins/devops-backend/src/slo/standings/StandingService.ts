import type { Entity } from '@backstage/catalog-model';
import type { SloProblem } from '@backstage-devops/plugin-devops-common';
import {
  sloServicesOf,
  type SloSource,
} from '@backstage-devops/plugin-devops-node';
import {
  calendarLimit,
  formatPercent,
  type SloSpec,
} from '@backstage-devops/plugin-devops-slo';
import type { RuleCheckStore } from '../../database/slos/RuleCheckStore';
import type { StoredSlo } from '../../database/slos/SloStore';
import type {
  Standing,
  StandingStore,
} from '../../database/slos/StandingStore';
import type { BudgetHistory } from '../SloService';
import { judgeStanding } from './judgeStanding';
import { ruleProblem } from './RuleChecks';
import { standingHistory } from './standingHistory';
import type { JudgedStanding } from './standingSlo';

/** A server that was restarted knows no objective for a while. */
const SHOWN_WHEN_GONE_MS = 60 * 60_000;

/** What sources told about the objectives of an entity, from the store alone. */
export class StandingService {
  readonly #standings: StandingStore;
  readonly #checks: RuleCheckStore;
  readonly #sources: Map<string, SloSource>;
  readonly #now: () => number;

  constructor(options: {
    standings: StandingStore;
    checks: RuleCheckStore;
    sources: SloSource[];
    now: () => number;
  }) {
    this.#standings = options.standings;
    this.#checks = options.checks;
    this.#sources = new Map(options.sources.map(one => [one.id, one]));
    this.#now = options.now;
  }

  /**
   * The objectives that belong to an entity: those of its files, and those of
   * its services that have no file.
   */
  async list(entity: Entity, files: StoredSlo[]): Promise<JudgedStanding[]> {
    const [judged] = await this.listMany([{ entity, files }]);
    return judged;
  }

  /** The same of several entities, in their order. */
  async listMany(
    owners: Array<{ entity: Entity; files: StoredSlo[] }>,
  ): Promise<JudgedStanding[][]> {
    const wanted = owners.map(({ entity, files }) => ({
      services: new Set(sloServicesOf(entity)),
      byId: new Map(files.map(stored => [stored.spec.id, stored])),
    }));
    const found = await this.#standings.find({
      services: [...new Set(wanted.flatMap(({ services }) => [...services]))],
      sloIds: [...new Set(wanted.flatMap(({ byId }) => [...byId.keys()]))],
    });
    return wanted.map(({ services, byId }) =>
      this.#judge(
        byId,
        found.filter(
          ({ record }) =>
            services.has(record.service) || byId.has(record.sloId),
        ),
      ),
    );
  }

  #judge(byId: Map<string, StoredSlo>, found: Standing[]): JudgedStanding[] {
    const now = this.#now();
    const shown = found.filter(
      standing =>
        standing.goneAt === undefined ||
        (now - standing.goneAt < SHOWN_WHEN_GONE_MS &&
          !isReplaced(standing, found)),
    );
    const ids = new Set<string>();
    return shown.flatMap(standing => {
      const stored = byId.get(standing.record.sloId);
      const source = this.#sources.get(standing.sourceId);
      // A file says who measures it; rules of the same id are of somebody else.
      if (stored && source && !measures(source, stored)) {
        return [];
      }
      const id = freeId(standing, ids);
      ids.add(id);
      const status = judgeStanding(standing, {
        now,
        intervalMs: source?.intervalMs,
        spec: stored?.spec,
      });
      return { id, standing, status, stored, source };
    });
  }

  /** Where rules are not as they should be, and cannot be evaluated. */
  async problems(judged: JudgedStanding[]): Promise<SloProblem[]> {
    const byPlace = new Map(
      judged.map(one => [
        `${one.standing.sourceId} ${one.standing.record.sloId}`,
        one,
      ]),
    );
    const checks = await this.#checks.find(
      judged.map(({ standing }) => standing.record.sloId),
    );
    const found = checks.flatMap(check => {
      const one = byPlace.get(`${check.sourceId} ${check.sloId}`);
      return one ? ruleProblem(check, one) : [];
    });
    return [...judged.flatMap(differences), ...found];
  }

  history(
    judged: JudgedStanding,
    query: { from?: string; to?: string; points?: number },
  ): Promise<BudgetHistory> {
    return standingHistory({
      sloId: judged.id,
      standing: judged.standing,
      standings: this.#standings,
      query,
      now: this.#now(),
    });
  }

  /** Sources that could measure an objective if they had rules of it. */
  couldMeasure(stored: StoredSlo): SloSource[] {
    return [...this.#sources.values()].filter(source =>
      measures(source, stored),
    );
  }
}

/**
 * Whether an objective that was of no environment is told for each one now:
 * rules are there before the first requests, which tell the environments.
 */
function isReplaced({ sourceId, record }: Standing, all: Standing[]): boolean {
  return (
    record.environment === undefined &&
    all.some(
      other =>
        other.goneAt === undefined &&
        other.sourceId === sourceId &&
        other.record.sloId === record.sloId,
    )
  );
}

function measures(source: SloSource, { spec }: StoredSlo): boolean {
  return source.metricSourceTypes.includes(spec.measuredBy.toLowerCase());
}

/** The id at the source; with what tells it from others where that is taken. */
function freeId({ record, sourceId }: Standing, taken: Set<string>): string {
  const { sloId, environment } = record;
  const id = environment === undefined ? sloId : `${sloId}@${environment}`;
  return taken.has(id) ? `${id}@${sourceId}` : id;
}

/** Where the rules that are evaluated are others than the file asks for. */
function differences({
  standing,
  stored,
  source,
}: JudgedStanding): SloProblem[] {
  if (!stored || !source) {
    return [];
  }
  const { spec, url } = stored;
  const { record } = standing;
  const told: string[] = [];
  if (Math.abs(record.objective - spec.objective) > 1e-9) {
    told.push(
      `the objective is ${formatPercent(record.objective)} in the rules of ${source.title} and ${formatPercent(spec.objective)} in the file`,
    );
  }
  if (record.windowMs !== spec.window.ms) {
    told.push(
      `the window in the rules of ${source.title} is not ${spec.window.duration.text}`,
    );
  } else if (!hasPeriodsOf(record, spec)) {
    const limit = calendarLimit(spec);
    told.push(
      `the rules of ${source.title} do not count the calendar periods of the file${limit ? `: ${limit}` : ''}`,
    );
  }
  return told.map(message => ({
    file: spec.source.file,
    line: spec.source.line,
    ...(url ? { url } : {}),
    severity: 'warning',
    message: `${spec.id}: ${message}; figures and alerts are those of the rules`,
    remedy: 'Make the rules again with `devops slo rules` and deploy them',
  }));
}

/** Whether rules and file mean the same periods, or both a rolling window. */
function hasPeriodsOf(
  { calendar }: Standing['record'],
  { window }: SloSpec,
): boolean {
  return window.kind === 'rolling'
    ? calendar === undefined
    : calendar?.duration === window.duration.text &&
        calendar.startTime === window.startTime &&
        calendar.timeZone === window.timeZone;
}
