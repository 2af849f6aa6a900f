import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { nameSchema, parseSpec } from '../../names';
import { DELIVERY_GATES } from '../model';

/** Text that stays one shell line. */
const command = z
  .string()
  .min(1)
  // eslint-disable-next-line no-control-regex
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line');

const list = <T extends z.ZodTypeAny>(item: T) =>
  z.preprocess(
    value =>
      typeof value === 'string'
        ? value
            .split(',')
            .map(part => part.trim())
            .filter(Boolean)
        : value,
    z.array(item),
  );

const schema = z
  .object({
    name: nameSchema.optional(),
    branch: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be the name of a branch')
      .default('main'),
    coverage: z.coerce.number().min(0).max(100).optional(),
    environments: list(nameSchema).default([]),
    environmentUrl: z
      .string()
      .regex(/^https?:\/\/[A-Za-z0-9._:/{}$-]+$/, 'must be a URL')
      .optional(),
    deploy: command.optional(),
    smoke: command.optional(),
    rollback: command.optional(),
    secrets: list(
      z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of a variable'),
    ).default([]),
    registry: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*)*$/,
        'must be a registry, as in ghcr.io/acme',
      )
      .optional(),
    skip: list(z.enum(DELIVERY_GATES)).default([]),
    images: z
      .record(
        z
          .string()
          .regex(
            /^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/,
            'must be an image with its digest, NAME:TAG@sha256:DIGEST',
          ),
      )
      .default({}),
  })
  .strict();

/**
 * What a team decides about its pipeline.
 *
 * @public
 */
export interface DeliveryOptions {
  /** Name of the service. Default: `service`. */
  name?: string;
  /** The branch whose versions are deployed. Default: `main`. */
  branch?: string;
  /** Least coverage in percent, where the tool of the tests can enforce it. */
  coverage?: number;
  /** In the order in which a version passes through them. */
  environments?: string[];
  /** With the placeholder `${environment}`. Needed for environments. */
  environmentUrl?: string;
  /** Deploys to `$ENVIRONMENT`. Needed for environments. */
  deploy?: string;
  /** Checks a deployment in `$ENVIRONMENT`. */
  smoke?: string;
  /** Runs when a deployment or its check fails. */
  rollback?: string;
  /**
   * Where images are published, with the path that their names begin with, as
   * in `ghcr.io/acme`. Default: images are built and scanned only.
   */
  registry?: string;
  /** Names of the secrets that deployments receive. */
  secrets?: string[];
  /** Gates to leave out. */
  skip?: Array<(typeof DELIVERY_GATES)[number]>;
  /** Images to use instead of the reviewed ones, by tool. */
  images?: Record<string, string>;
}

/** Options with every default filled in. */
export type ResolvedDeliveryOptions = z.output<typeof schema>;

/** @throws InputError that names each offending option. */
export function resolveDeliveryOptions(
  options: DeliveryOptions,
): ResolvedDeliveryOptions {
  const resolved = parseSpec(schema, options);
  if (resolved.environments.length > 0 && resolved.deploy === undefined) {
    throw new InputError(
      'environments need the command that deploys to them: --set deploy=COMMAND, which finds the name in $ENVIRONMENT',
    );
  }
  if (
    resolved.environments.length > 0 &&
    resolved.environmentUrl === undefined
  ) {
    throw new InputError(
      'environments need their address: --set environmentUrl=https://${environment}.example.com',
    );
  }
  return resolved;
}

/**
 * The options that were given, each in its one way of writing; defaults stay
 * out, so that they may change.
 *
 * @throws InputError that names each offending option.
 */
export function normalizeDeliveryOptions(
  options: DeliveryOptions,
): Record<string, unknown> {
  const resolved = Object.entries(resolveDeliveryOptions(options));
  return Object.fromEntries(
    resolved.filter(([key]) => Object.hasOwn(options, key)),
  );
}

/**
 * Reads options that were written as `key=value`.
 *
 * @throws InputError for a key that does not exist.
 * @public
 */
export function parseDeliveryOptions(settings: string[]): DeliveryOptions {
  const options: Record<string, unknown> = {};
  const images: Record<string, string> = {};
  const keys = Object.keys(schema.shape).filter(key => key !== 'images');
  for (const setting of settings) {
    const [, key, value] =
      /^([A-Za-z]+(?:\.[a-z-]+)?)=([\s\S]*)$/.exec(setting) ?? [];
    if (key?.startsWith('image.')) {
      images[key.slice('image.'.length)] = value;
    } else if (key && keys.includes(key)) {
      options[key] = value;
    } else {
      throw new InputError(
        `--set ${key ?? setting}: use one of ${keys.join(', ')}, image.TOOL, as key=value`,
      );
    }
  }
  return { ...options, ...(Object.keys(images).length > 0 ? { images } : {}) };
}
