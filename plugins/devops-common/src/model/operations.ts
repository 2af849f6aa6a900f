import type { Schemas } from './schemas';

/**
 * Where a webhook is: it waits, its records are in the store, or it was set
 * aside with an error.
 *
 * @public
 */
export type InboxState = Schemas['InboxState'];

/**
 * A webhook as it came, without its body.
 *
 * @public
 */
export type InboxDelivery = Schemas['InboxDelivery'];

/**
 * A webhook with its body.
 *
 * @public
 */
export type InboxDeliveryDetail = Schemas['InboxDeliveryDetail'];

/**
 * Work waits until it is done and gone, or was set aside with an error.
 *
 * @public
 */
export type WorkState = Schemas['WorkState'];

/**
 * A question to a provider that waits.
 *
 * @public
 */
export type WorkItem = Schemas['WorkItem'];
