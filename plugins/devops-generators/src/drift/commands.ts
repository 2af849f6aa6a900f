import { DELIVERY } from '../generation/delivery';
import { LockFile } from '../lock';
import { asList, asMapping } from '../values';

/** Brings everything that the template changed. */
export const UPDATE = 'devops update';

/** Decides the least coverage anew; other generators take it from templates. */
export function setCoverage(
  lock: LockFile,
  coverage: number,
): string | undefined {
  return lock.generator.name === DELIVERY
    ? `${UPDATE} --set coverage=${coverage}`
    : undefined;
}

/** Takes the gates that are required and that the team left out, all at once. */
export function unskip(
  lock: LockFile,
  gate: string,
  required: string[],
): string | undefined {
  const skipped = asList(asMapping(lock.inputs.options).skip).map(String);
  const rest = skipped.filter(other => !required.includes(other));
  return lock.generator.name === DELIVERY && skipped.includes(gate)
    ? `${UPDATE} --set skip=${rest.join(',')}`
    : undefined;
}
