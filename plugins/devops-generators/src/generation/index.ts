export { deliveryRequest } from './delivery';
export { npmServiceRequest } from './npmService';
export { createLock, generate, renewRequest, requestOf } from './generate';
export type {
  Generate,
  Generation,
  GenerationRequest,
  PlannedFile,
} from './types';
