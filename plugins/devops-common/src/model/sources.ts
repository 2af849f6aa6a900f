import type { Schemas } from './schemas';

/**
 * How complete an answer is, and by which sources.
 *
 * @public
 */
export type Freshness = Schemas['Freshness'];

/**
 * A configured provider instance and how it does.
 *
 * @public
 */
export type SourceHealth = Schemas['SourceHealth'];

/**
 * What a source can do.
 *
 * @public
 */
export type SourceCapability = SourceHealth['capabilities'][number];
