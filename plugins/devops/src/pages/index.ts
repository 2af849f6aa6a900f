export { DevopsPage } from './DevopsPage';
