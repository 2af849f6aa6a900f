export { planUpdate } from './planUpdate';
export type { FileUpdate, UpdatePlan } from './types';
