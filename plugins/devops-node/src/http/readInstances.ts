import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const ID = /^[a-z0-9-]+$/;

/**
 * Reads the servers of a list of the configuration; empty when there is none.
 *
 * @param root - the whole configuration.
 * @param options - `key` is where the list is; `read` reads all of one server
 * but its `id`, and is told the whole key of it, for errors.
 *
 * @throws InputError when an `id` is not possible or there twice, and what
 * `read` throws.
 *
 * @public
 */
export function readInstances<T extends object>(
  root: Config,
  options: { key: string; read(config: Config, key: string, id: string): T },
): Array<T & { id: string }> {
  const { key, read } = options;
  const instances = (root.getOptionalConfigArray(key) ?? []).map(
    (config, i) => {
      const id = config.getString('id');
      if (!ID.test(id)) {
        throw new InputError(
          `${key}[${i}].id must be of lower-case letters, digits and dashes`,
        );
      }
      return { ...read(config, `${key}[${i}]`, id), id };
    },
  );
  const ids = instances.map(({ id }) => id);
  const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (twice !== -1) {
    throw new InputError(
      `${key}[${twice}].id is '${ids[twice]}' like that of another instance; choose another one`,
    );
  }
  return instances;
}
