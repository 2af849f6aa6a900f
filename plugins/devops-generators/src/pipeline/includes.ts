import { z } from 'zod';

/**
 * Configuration from elsewhere that a GitLab pipeline includes.
 *
 * @public
 */
export type IncludeSpec =
  | {
      /** A CI/CD component, `host/path/name@1.2.3` or `@` and a commit. */
      component: string;
    }
  | {
      /** Path of a project, for example `platform/pipelines`. */
      project: string;
      /** Full hash of a commit. */
      ref: string;
      /** Path of the file in that project. */
      file: string;
    }
  | {
      /** A file of the same repository. */
      local: string;
    };

const COMMIT = '[0-9a-f]{40}';
const VERSION = '[0-9]+\\.[0-9]+\\.[0-9]+(?:-[0-9A-Za-z.-]+)?';

/** A component reference that always means the same bytes. */
export const PINNED_COMPONENT = new RegExp(
  `^(?:\\$CI_SERVER_FQDN|[A-Za-z0-9.:-]+)/[A-Za-z0-9_./-]+@(?:${VERSION}|${COMMIT})$`,
);

/** A commit of another project. */
export const PINNED_REF = new RegExp(`^${COMMIT}$`);

const path = z
  .string()
  .regex(/^[A-Za-z0-9_./-]+$/, 'must be a path without spaces or variables');

/** Schema of a list of {@link IncludeSpec}. */
export const includesSchema = z.array(
  z.union([
    z
      .object({
        component: z
          .string()
          .regex(
            PINNED_COMPONENT,
            'must end with @ and a full version or commit, for example @1.2.3',
          ),
      })
      .strict(),
    z
      .object({
        project: path,
        ref: z
          .string()
          .regex(PINNED_REF, 'must be the full hash of a commit, not a branch'),
        file: path,
      })
      .strict(),
    z.object({ local: path }).strict(),
  ]),
);
