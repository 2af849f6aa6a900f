/**
 * Service level objectives from Prometheus for the devops backend.
 *
 * @packageDocumentation
 */

export {
  devopsModulePrometheus,
  devopsModulePrometheus as default,
} from './module';
