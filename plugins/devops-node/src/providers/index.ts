export * from './records';
export * from './DeliverySource';
export * from './compareVersions';
export * from './hmacOf';
export * from './mapInTurns';
