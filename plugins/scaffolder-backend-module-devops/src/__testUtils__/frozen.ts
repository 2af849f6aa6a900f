/**
 * A value as the template engine hands it to an action: frozen, and its
 * records without a prototype.
 */
export function frozen<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part) =>
    typeof part === 'object' && part !== null
      ? Object.freeze(
          Array.isArray(part) ? part : Object.assign(Object.create(null), part),
        )
      : part,
  );
}
