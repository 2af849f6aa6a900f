export * from './alerting';
export * from './indicator';
export * from './source';
export * from './spec';
export * from './window';
