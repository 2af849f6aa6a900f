/**
 * Alerts from Alertmanager for the devops backend.
 *
 * @packageDocumentation
 */

export {
  devopsModuleAlertmanager,
  devopsModuleAlertmanager as default,
} from './module';
