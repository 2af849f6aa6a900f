export { normalizeEntityRef } from './entity';
export { parseInstant } from './instant';
export { parseDeliveryEvent, parseDeliveryEvents } from './parse';
export * from './types';
