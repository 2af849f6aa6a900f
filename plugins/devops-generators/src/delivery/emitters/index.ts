import { GeneratedFile } from '../../files';
import { DeliveryPipeline } from '../model';
import { azure } from './azure';
import { circleci } from './circleci';
import { fitDeliveryPipeline } from './fit';
import { github } from './github';
import { gitlab } from './gitlab';
import { jenkins } from './jenkins';
import { tekton } from './tekton';
import { DeliveryEmitter, DeliveryProvider } from './types';

const emitters: Record<DeliveryProvider, DeliveryEmitter> = {
  github,
  gitlab,
  jenkins,
  azure,
  tekton,
  circleci,
};

/**
 * Writes a pipeline for a CI system; the pipeline itself is the first file.
 * The same pipeline gives the same bytes.
 *
 * @public
 */
export function emitDeliveryPipeline(
  pipeline: DeliveryPipeline,
  provider: DeliveryProvider,
): GeneratedFile[] {
  return emitters[provider].emit(fitDeliveryPipeline(pipeline, provider));
}
