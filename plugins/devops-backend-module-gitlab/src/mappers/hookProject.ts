import { z } from 'zod/v4';
import { optionalText, optionalUrl, text } from './fields';

/** The project as every webhook embeds it; its path is the scope of records. */
export const hookProject = z.object({
  path_with_namespace: text,
  default_branch: optionalText,
  web_url: optionalUrl,
});
