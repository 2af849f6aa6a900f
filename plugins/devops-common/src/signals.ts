/**
 * Channel on which the backend tells open pages that an entity has new data.
 *
 * @public
 */
export const DEVOPS_SIGNAL_CHANNEL = 'devops:entity';

/**
 * A message on {@link DEVOPS_SIGNAL_CHANNEL}. It carries the uid of the
 * catalog entity and not its name, so that the broadcast tells nobody of
 * entities that they may not see.
 *
 * @public
 */
export type DevopsSignal = {
  entityUid: string;
  topics: Array<'delivery' | 'slo'>;
};
