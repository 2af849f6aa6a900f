export * from './DevopsApi';
export { DevopsClient } from './DevopsClient';
