export { emitDeliveryPipeline } from './emitters';
export { fitDeliveryPipeline } from './emitters/fit';
export {
  DELIVERY_PROVIDERS,
  GENERATED_BY,
  type DeliveryProvider,
} from './emitters/types';
export * from './model';
export { createDeliveryPipeline } from './plan/createDeliveryPipeline';
export { parseDeliveryOptions, type DeliveryOptions } from './plan/options';
export { checkPins, type CheckedPin } from './pins/checkPins';
export { checkPipelines } from './checks/checkPipelines';
export type { PipelineCheck, RuleVerdict } from './checks/types';
