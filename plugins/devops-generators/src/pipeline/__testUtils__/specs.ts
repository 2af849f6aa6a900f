import { PipelineSpec } from '../types';

/** A service with the three usual environments. */
export const serviceSpec: PipelineSpec = {
  provider: 'gitlab',
  stack: { language: 'node' },
  service: 'orders',
  coverageThreshold: 80,
  environments: [
    { name: 'development' },
    { name: 'staging' },
    { name: 'production' },
  ],
  environmentUrl: 'https://${environment}.example.com/${service}/',
};
