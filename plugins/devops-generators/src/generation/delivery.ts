import { z } from 'zod';
import {
  createDeliveryPipeline,
  DELIVERY_PROVIDERS,
  DeliveryOptions,
  DeliveryPipeline,
  DeliveryProvider,
  emitDeliveryPipeline,
  fitDeliveryPipeline,
  PipelineComponent,
} from '../delivery';
import { normalizeDeliveryOptions } from '../delivery/plan/options';
import { parseSpec } from '../names';
import { asList } from '../values';
import { Generate, Generation, GenerationRequest } from './types';

/** Name of the generator of delivery pipelines in lock files. */
export const DELIVERY = 'delivery';

const inputsSchema = z.object({
  provider: z.enum(DELIVERY_PROVIDERS),
  // The options have a schema of their own, which names what is wrong.
  options: z.record(z.unknown()).default({}),
});

/**
 * The request for a delivery pipeline, as a lock file keeps it.
 *
 * @throws InputError that names each offending option.
 * @public
 */
export function deliveryRequest(
  components: PipelineComponent[],
  provider: DeliveryProvider,
  options: DeliveryOptions,
): GenerationRequest {
  return {
    generator: DELIVERY,
    inputs: { provider, options: normalizeDeliveryOptions(options) },
    stack: components.map(toStack),
  };
}

/** Pipelines for the six systems from what was detected. */
export const generateDelivery: Generate = async request => {
  const { provider, options } = parseSpec(inputsSchema, request.inputs);
  const skip = [...asList(options.skip), ...(request.withoutGates ?? [])];
  return toGeneration(
    createDeliveryPipeline(
      { components: request.stack },
      skip.length > 0 ? { ...options, skip } : options,
    ),
    provider,
  );
};

function toGeneration(
  pipeline: DeliveryPipeline,
  provider: DeliveryProvider,
): Generation {
  return {
    files: emitDeliveryPipeline(pipeline, provider).map(file => ({
      ...file,
      mode: 'merged',
    })),
    // Not what a pipeline could have, but what it has on this system.
    gates: fitDeliveryPipeline(pipeline, provider)
      .gates.filter(({ jobs }) => jobs.length > 0)
      .map(({ gate }) => gate),
  };
}

/** What a pipeline depends on, without evidence, which changes with every edit. */
export function toStack(component: PipelineComponent): PipelineComponent {
  const { install, build, test, lint, coverage } = component.commands;
  return {
    path: component.path,
    language: component.language,
    version: component.version,
    packageManager: component.packageManager,
    ...(component.lockFile === undefined
      ? {}
      : { lockFile: component.lockFile }),
    commands: { install, build, test, lint, coverage },
    container: component.container,
    deploy: [...component.deploy],
  };
}
