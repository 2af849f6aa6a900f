import { z } from 'zod';
import { nameSchema } from '../names';

/**
 * The tiers of an environment, in the order in which a version passes them.
 *
 * @public
 */
export const ENVIRONMENT_TIERS = [
  'development',
  'testing',
  'staging',
  'production',
] as const;

/**
 * What an environment is for.
 *
 * @public
 */
export type EnvironmentTier = (typeof ENVIRONMENT_TIERS)[number];

/**
 * A place where versions of a service run.
 *
 * @public
 */
export interface EnvironmentSpec {
  /** Name of the environment: lower-case letters, digits and hyphens. */
  name: string;
  /** Default: the tier of the same name, else `testing`. */
  tier?: EnvironmentTier;
  /** Where the service answers. Default: made from `environmentUrl`. */
  url?: string;
  /** Whether a person starts the deployment. Default: only in production. */
  manual?: boolean;
}

/** An environment with every default filled in. */
export interface ResolvedEnvironment {
  name: string;
  tier: EnvironmentTier;
  url: string;
  manual: boolean;
}

/** Schema of {@link EnvironmentSpec}. */
export const environmentSchema = z.object({
  name: nameSchema,
  tier: z.enum(ENVIRONMENT_TIERS).optional(),
  url: z.string().optional(),
  manual: z.boolean().optional(),
});

/** Schema of a list of environments without duplicates. */
export const environmentsSchema = z
  .array(environmentSchema)
  .superRefine((environments, context) => {
    const seen = new Set<string>();
    environments.forEach(({ name }, index) => {
      if (seen.has(name)) {
        context.addIssue({
          code: z.ZodIssueCode.custom,
          path: [index, 'name'],
          message: `'${name}' is listed twice, one environment has one deployment job`,
        });
      }
      seen.add(name);
    });
  });
