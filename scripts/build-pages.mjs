/** Builds the pages of the portal, so that its next start need not wait. */
import { buildPages } from './lib/pages.mjs';

await buildPages();
