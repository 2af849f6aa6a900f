import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { deliveryMessages } from './translation/delivery';
import { gateMessages } from './translation/gate';
import { metricsMessages } from './translation/metrics';
import { operationsMessages } from './translation/operations';
import { pipelinesMessages } from './translation/pipelines';
import { sharedMessages } from './translation/shared';
import { sloMessages } from './translation/slo';

/**
 * All texts of the plugin, for overriding or translating them.
 *
 * @public
 */
export const devopsTranslationRef = createTranslationRef({
  id: 'plugin.devops',
  messages: {
    ...sharedMessages,
    ...deliveryMessages,
    ...sloMessages,
    ...gateMessages,
    ...metricsMessages,
    ...operationsMessages,
    ...pipelinesMessages,
  },
});
