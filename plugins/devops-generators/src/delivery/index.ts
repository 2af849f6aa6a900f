export { emitDeliveryPipeline } from './emitters';
export {
  DELIVERY_PROVIDERS,
  GENERATED,
  type DeliveryProvider,
} from './emitters/types';
export * from './model';
export { createDeliveryPipeline } from './plan/createDeliveryPipeline';
export { parseDeliveryOptions, type DeliveryOptions } from './plan/options';
export { checkPipelines } from './checks/checkPipelines';
export type { PipelineCheck, RuleVerdict } from './checks/types';
