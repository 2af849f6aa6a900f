import {
  DELIVERY_GATES,
  DeliveryGate,
  DeliveryOptions,
  DeliveryProvider,
  EnvironmentSpec,
  GATE_IDS,
  GateId,
  IncludeSpec,
  PipelineSpec,
} from '@backstage-devops/plugin-devops-generators';
import { InputError } from '@backstage/errors';
import { toEnvironmentSpecs } from '../inputProperties';

/** The input of the action. */
export interface PipelineCreateInput {
  service: string;
  provider?: DeliveryProvider;
  nodeVersion?: string;
  scripts?: { lint?: string; test?: string; build?: string };
  coverageThreshold?: number;
  environments?: Array<string | EnvironmentSpec>;
  environmentUrl?: string;
  skipGates?: Array<GateId | DeliveryGate>;
  includes?: IncludeSpec[];
  identityAudience?: string;
  errorBudgetGate?: string;
  documentation?: boolean;
  deploy?: string;
  smoke?: string;
  rollback?: string;
  secrets?: string[];
  branch?: string;
}

/** @throws InputError that names an input of the other way. */
export function toDeliveryOptions(input: PipelineCreateInput): DeliveryOptions {
  rejectOthers(input, 'detection', [
    'nodeVersion',
    'scripts',
    'includes',
    'identityAudience',
    'errorBudgetGate',
    'documentation',
  ]);
  const { deploy, smoke, rollback, secrets, branch } = input;
  const options: DeliveryOptions = {
    name: input.service,
    coverage: input.coverageThreshold,
    environments: toEnvironmentSpecs(input.environments ?? []).map(
      ({ name }) => name,
    ),
    // Here the name of the service is known, so only one placeholder is left.
    environmentUrl: input.environmentUrl?.replaceAll(
      '${service}',
      input.service,
    ),
    skip: gatesOf(input, DELIVERY_GATES),
    deploy,
    smoke,
    rollback,
    secrets,
    branch,
  };
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  );
}

/** @throws InputError that names an input of the other way. */
export function toPipelineSpec(input: PipelineCreateInput): PipelineSpec {
  rejectOthers(input, 'npm-scripts', [
    'deploy',
    'smoke',
    'rollback',
    'secrets',
    'branch',
  ]);
  if (input.provider !== undefined && input.provider !== 'gitlab') {
    throw new InputError(
      `provider '${input.provider}' needs from: detection; npm-scripts is for gitlab`,
    );
  }
  return {
    provider: 'gitlab',
    stack: {
      language: 'node',
      nodeVersion: input.nodeVersion,
      scripts: input.scripts,
    },
    service: input.service,
    coverageThreshold: input.coverageThreshold ?? 80,
    environments: toEnvironmentSpecs(input.environments ?? []),
    environmentUrl: input.environmentUrl || undefined,
    skipGates: gatesOf(input, GATE_IDS),
    includes: input.includes,
    identityAudience: input.identityAudience,
    errorBudgetGate: input.errorBudgetGate || undefined,
    documentation: input.documentation,
  };
}

function gatesOf<TGate extends string>(
  { skipGates = [] }: PipelineCreateInput,
  known: readonly TGate[],
): TGate[] {
  return skipGates.map(gate => {
    const found = known.find(candidate => candidate === gate);
    if (found === undefined) {
      throw new InputError(
        `skipGates: there is no gate '${gate}' here, use ${known.join(', ')}`,
      );
    }
    return found;
  });
}

function rejectOthers(
  input: PipelineCreateInput,
  from: string,
  keys: Array<keyof PipelineCreateInput>,
): void {
  const key = keys.find(candidate => input[candidate] !== undefined);
  if (key !== undefined) {
    throw new InputError(`${key} means nothing with from: ${from}; remove it`);
  }
}
