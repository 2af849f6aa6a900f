import { z } from 'zod/v4';
import { optionalText, text } from '../mappers/fields';
import { scopeOf } from '../mappers/keys';

/** The repository as every webhook embeds it; its name is the scope of records. */
export const repository = z
  .object({ full_name: text, default_branch: optionalText })
  .transform(({ full_name, default_branch }) => ({
    scope: scopeOf(full_name),
    defaultBranch: default_branch,
  }));
