export * from './records';
export * from './DeliverySource';
