import { InputError } from '@backstage/errors';
import { version } from '../../package.json';
import { DeliveryOptions, PipelineComponent } from '../delivery';
import { normalizeDeliveryOptions } from '../delivery/plan/options';
import { LockFile } from '../lock';
import { asMapping } from '../values';
import { DELIVERY, generateDelivery, toStack } from './delivery';
import { generateNpmService, NPM_SERVICE } from './npmService';
import { Generate, Generation, GenerationRequest } from './types';

/** What lock files may name, so that an old one is understood as well. */
const generators: Record<string, Generate> = {
  [DELIVERY]: generateDelivery,
  [NPM_SERVICE]: generateNpmService,
};

/**
 * Generates the files of a request. The same request gives the same bytes.
 *
 * @throws InputError that names the generator or the input that is wrong.
 * @public
 */
export const generate: Generate = async request => {
  if (!Object.hasOwn(generators, request.generator)) {
    throw new InputError(
      `generator.name '${request.generator}' is not known: use one of ${Object.keys(generators).join(', ')}, or a newer version of devops`,
    );
  }
  return generators[request.generator](request);
};

/**
 * The lock file for what was generated.
 *
 * @public
 */
export function createLock(
  { generator, inputs, stack }: GenerationRequest,
  { files, gates }: Generation,
): LockFile {
  return {
    generator: { name: generator, version },
    inputs,
    stack,
    gates,
    files: files.map(({ path, content, mode, executable }) => ({
      path,
      mode,
      ...(executable ? { executable } : {}),
      base: content,
    })),
  };
}

/**
 * The request that a lock file was generated from.
 *
 * @public
 */
export function requestOf(lock: LockFile): GenerationRequest {
  return {
    generator: lock.generator.name,
    inputs: lock.inputs,
    stack: lock.stack,
  };
}

/**
 * The request of a lock file with what has changed since: what the repository
 * is made of, and what the team decided.
 *
 * @throws InputError that names each option that is wrong.
 * @public
 */
export function renewRequest(
  lock: LockFile,
  changes: { components?: PipelineComponent[]; options?: DeliveryOptions },
): GenerationRequest {
  const { components, options } = changes;
  const request = requestOf(lock);
  if (options && request.generator !== DELIVERY) {
    throw new InputError(
      `The decisions of a pipeline by '${request.generator}' cannot be changed by an update: create it anew with the action devops:pipeline:create`,
    );
  }
  const merged = { ...asMapping(request.inputs.options), ...options };
  return {
    ...request,
    inputs: options
      ? { ...request.inputs, options: normalizeDeliveryOptions(merged) }
      : request.inputs,
    stack: components?.map(toStack) ?? request.stack,
  };
}
