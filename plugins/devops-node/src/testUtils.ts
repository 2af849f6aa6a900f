/**
 * The suite that every provider module runs.
 *
 * @packageDocumentation
 */

export { expectRecord } from './testUtils/expectRecord';
export { providerConformance } from './testUtils/providerConformance';
export type {
  ConformanceAction,
  ConformanceApi,
  ConformanceChanges,
  ConformanceControl,
  ConformanceDelivery,
  ConformanceLogs,
  ConformanceWebhooks,
  ProviderConformanceOptions,
} from './testUtils/options';
