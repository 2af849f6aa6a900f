/**
 * Delivery and SLO cards and tabs for entity pages. The default export is for
 * the new frontend system; older portals find the same at `./legacy`.
 *
 * @packageDocumentation
 */

export { devopsApiRef } from './api/devopsApiRef';
export { devopsOperatorApiRef } from './api/devopsOperatorApiRef';
export { devopsPlugin, devopsPlugin as default } from './plugin';
export { devopsTranslationRef } from './translation';
