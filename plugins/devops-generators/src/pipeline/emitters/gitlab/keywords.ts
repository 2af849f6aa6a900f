/** Keys of a GitLab CI file that are not jobs. */
export const KEYWORDS = new Set([
  'include',
  'workflow',
  'default',
  'stages',
  'variables',
  'spec',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
]);
