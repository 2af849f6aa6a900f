import { BurnRateCondition, CatalogueWindow, SloAlerting } from './alerting';
import { Indicator } from './indicator';
import { SloPlace, SloDocument } from './source';
import { TimeWindow } from './window';

/**
 * How the error budget is counted, by its OpenSLO name.
 *
 * @public
 */
export type BudgetingMethod = 'Occurrences' | 'Timeslices' | 'RatioTimeslices';

/**
 * One objective: an OpenSLO document with several objectives becomes several
 * of these.
 *
 * @public
 */
export interface SloSpec {
  /** `<service>-<name>`, with `-<index>` where the document has several objectives. */
  id: string;
  name: string;
  displayName?: string;
  description?: string;
  /** Name of the service that the objective belongs to. */
  service: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  indicator: Indicator;
  /** Share of good events, above 0 and below 1. */
  objective: number;
  /** The objective in percent with the rounding noise that other tools print. */
  objectivePercent: number;
  objectiveName?: string;
  window: TimeWindow;
  budgeting: {
    method: BudgetingMethod;
    /** Length of a slice, for both methods that slice time. */
    sliceMs?: number;
    /** Share of good events that makes a slice good, for `Timeslices`. */
    sliceTarget?: number;
  };
  /** Weight within a composite objective, if the file says one. */
  compositeWeight?: number;
  /** Conditions that the file declares; empty means the default alert windows. */
  alerts: BurnRateCondition[];
  /** Pairs that a document beside it gives for its window, instead of the default ones. */
  alertWindows?: CatalogueWindow[];
  alerting: SloAlerting;
  /** Type of the metric source, such as `Probe` or `Prometheus`. */
  measuredBy: string;
  /** Sentences that say why this objective cannot be computed; empty if it can. */
  limitations: string[];
  source: {
    file: string;
    /** Line of the document, or of the objective where documents hold many; from 1. */
    line: number;
    /** Where the objective itself is written. */
    objective: SloPlace & { key: string };
    document: SloDocument;
  };
}
