export * from './records';
export * from './DeliverySource';
export * from './MeasurementSource';
export * from './SloSource';
export * from './compareVersions';
export * from './hmacOf';
export * from './mapInTurns';
export * from './sloServicesOf';
