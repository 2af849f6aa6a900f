export { createSlo, type SloResult, type SloSpec } from './createSlo';
