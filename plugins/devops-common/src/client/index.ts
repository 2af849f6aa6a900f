export * from './DevopsApi';
export { DevopsClient } from './DevopsClient';
export * from './DevopsOperatorApi';
export { DevopsOperatorClient } from './DevopsOperatorClient';
export * from './queries';
