import { GateId } from '../model';

/**
 * A check that every change passes.
 *
 * @public
 */
export interface Gate {
  id: GateId;
  /** Job of the generated pipeline. */
  job: string;
  /** What turns the gate red. */
  fails: string;
}

/**
 * The gates of a generated pipeline, in the order in which people read them.
 *
 * @public
 */
export const GATES: Gate[] = [
  {
    id: 'lint',
    job: 'lint-code',
    fails: 'the linter reports a problem',
  },
  {
    id: 'unit-tests',
    job: 'unit-tests',
    fails: 'a test fails, or line coverage is below the threshold',
  },
  {
    id: 'secret-scan',
    job: 'secret-scan',
    fails: 'a file contains something that looks like a credential',
  },
  {
    id: 'dependency-audit',
    job: 'dependency-audit',
    fails:
      'a dependency has a known vulnerability of severity high or critical',
  },
  {
    id: 'sbom',
    job: 'create-sbom',
    fails: 'the list of what the service is made of cannot be written',
  },
];

/** Name of the job that a gate is. */
export function jobOfGate(id: GateId): string {
  const gate = GATES.find(candidate => candidate.id === id);
  if (!gate) {
    throw new Error(`There is no gate '${id}'`);
  }
  return gate.job;
}
