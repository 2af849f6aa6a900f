/**
 * The offline world for demonstrations and end-to-end tests.
 *
 * @packageDocumentation
 */
export { startLab, type Lab } from './lab';
export {
  readLabConfig,
  webhookModes,
  type LabConfig,
  type WebhookMode,
} from './config';
export { createLogger, silentLogger, type Logger } from './logger';
