/**
 * The suite that every provider module runs.
 *
 * @packageDocumentation
 */

export { providerConformance } from './testUtils/providerConformance';
export type {
  ConformanceApi,
  ConformanceChanges,
  ConformanceControl,
  ConformanceDelivery,
  ConformanceLogs,
  ConformanceWebhooks,
  ProviderConformanceOptions,
} from './testUtils/options';
