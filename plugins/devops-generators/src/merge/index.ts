export { mergeFile } from './mergeFile';
export type { Contradiction, MergeResult, Preference } from './types';
