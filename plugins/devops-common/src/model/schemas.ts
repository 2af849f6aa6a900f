import type { components } from '../schema/generated/api';

/** The shapes that the OpenAPI document of the backend describes. */
export type Schemas = components['schemas'];
