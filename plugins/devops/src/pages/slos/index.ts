export { FleetSlosContent } from './FleetSlosContent';
