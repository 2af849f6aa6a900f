import pins from '../delivery/pins/pins.json';

const TOOLS = Object.keys(pins.packages).join('|');

/** Images and actions by digest, and tools by version. */
const PINS = new RegExp(
  `([\\w][\\w./-]*)((?::[\\w.-]+)?@(?:sha256:[0-9a-f]{64}|[0-9a-f]{40})(?:[ \\t]+#[ \\t]*v[\\w.-]+)?)|\\b(${TOOLS})(==[\\w.]+)`,
  'g',
);

/** A text with the versions of everything that is pinned left out. */
export function withoutPins(text: string): string {
  return text.replace(PINS, (_, name, __, tool) => `${name ?? tool}@PIN`);
}

/** What a text pins, by name. */
export function pinsIn(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, name, version, tool, release] of text.matchAll(PINS)) {
    const key = name ?? tool;
    found.set(key, (found.get(key) ?? new Set()).add(version ?? release));
  }
  return found;
}
