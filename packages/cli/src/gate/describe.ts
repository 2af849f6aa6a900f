import type { DeploymentGate } from '@backstage-devops/plugin-devops-common';
import { oneLine } from '../text';

/** The decision and its reasons, a line each. */
export function describeGate(gate: DeploymentGate): string {
  const { decision, entityRef, environment, reasons } = gate;
  const lines = [`${decision}: ${entityRef} in ${environment}`];
  for (const { effect, message, remedy } of reasons) {
    lines.push(`- ${effect}: ${message}`);
    if (remedy) {
      lines.push(`  ${remedy}`);
    }
  }
  if (reasons.length === 0) {
    lines.push('- Every error budget has enough left');
  }
  return lines.map(line => `${oneLine(line)}\n`).join('');
}
