export { HttpApi, type HttpAnswer, type HttpApiOptions } from './HttpApi';
export { readBaseUrl } from './readBaseUrl';
export {
  readHttpCredentials,
  type HttpCredentials,
} from './readHttpCredentials';
export { readInstances } from './readInstances';
export {
  readMs,
  readPolledServer,
  type PolledServer,
} from './readPolledServer';
