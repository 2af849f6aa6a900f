import { SloSpec } from '../model';
import { promDuration } from '../promql/promDuration';

/** The labels that tell the series of one objective from all others. */
export function idLabels(spec: SloSpec): Record<string, string> {
  return {
    sloth_id: spec.id,
    sloth_service: spec.service,
    sloth_slo: sloName(spec),
  };
}

/** The name within the service; objectives of one document differ in it. */
export function sloName(spec: SloSpec): string {
  return spec.id.slice(spec.service.length + 1);
}

/** Names of labels hold fewer characters than the keys of documents do. */
export function asLabels(map: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [
      key.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=[0-9])/, '_'),
      value,
    ]),
  );
}

/** Selects the series of one objective: `{sloth_id="..", ...}`. */
export function idSelector(spec: SloSpec): string {
  const matchers = Object.entries(idLabels(spec)).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  return `{${matchers.join(', ')}}`;
}

/** Name of the error ratio over a window. */
export function ratioSeries(windowMs: number): string {
  return `slo:sli_error:ratio_rate${promDuration(windowMs)}`;
}

/** Lengths of time, each once, the shortest first. */
export function ascending(windows: readonly number[]): number[] {
  return [...new Set(windows)].sort((a, b) => a - b);
}
