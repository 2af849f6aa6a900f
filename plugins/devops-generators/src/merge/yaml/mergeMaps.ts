import { isNode, isScalar, Pair, Scalar, YAMLMap } from 'yaml';
import { mergeComments } from './comments';
import { contradictRemoval, MergeContext, Place } from './context';
import { keyOf, nodeOf, Reader, same } from './values';

type Entry = Pair<unknown, unknown>;

/** Merges the template's mapping into that of the team, key by key. */
export function mergeMaps(
  maps: { base: YAMLMap | undefined; team: YAMLMap; template: YAMLMap },
  place: Place,
  context: MergeContext,
): void {
  const { read, prefer } = context;
  const base = entriesOf(maps.base);
  const team = entriesOf(maps.team);
  const template = entriesOf(maps.template);
  const inTeam = alignEntries(base, team, read.base, read.team, template);
  const inTemplate = alignEntries(
    base,
    template,
    read.base,
    read.template,
    team,
  );
  /** Where entries of the template ended up, for those that come behind. */
  const placed = new Map<Entry, Entry>();
  const removed = new Set<Entry>();

  for (const entry of base) {
    const mine = inTeam.get(entry);
    const theirs = inTemplate.get(entry);
    const at = [...place, keyOf(mine ?? entry)];
    const values = {
      base: read.base(nodeOf(entry)),
      team: mine && read.team(nodeOf(mine)),
      template: theirs && read.template(nodeOf(theirs)),
    };
    if (mine && theirs) {
      mergeEntry({ base: entry, team: mine, template: theirs }, at, context);
      placed.set(theirs, mine);
    } else if (mine) {
      if (!same(values.base, values.team)) {
        contradictRemoval(context, at, { ...values, template: undefined });
      }
      if (same(values.base, values.team) || prefer === 'template') {
        removed.add(mine);
      }
    } else if (theirs && !same(values.base, values.template)) {
      contradictRemoval(context, at, { ...values, team: undefined });
      if (prefer === 'template') {
        insert(maps.team, theirs, template, placed);
      }
    }
  }
  maps.team.items = maps.team.items.filter(item => !removed.has(item));

  const old = new Set(inTemplate.values());
  for (const theirs of template.filter(entry => !old.has(entry))) {
    const mine = entriesOf(maps.team).find(
      entry => keyOf(entry) === keyOf(theirs),
    );
    if (mine) {
      mergeEntry(
        { base: undefined, team: mine, template: theirs },
        [...place, keyOf(mine)],
        context,
      );
      placed.set(theirs, mine);
    } else {
      insert(maps.team, theirs, template, placed);
    }
  }
}

function mergeEntry(
  entries: { base: Entry | undefined; team: Entry; template: Entry },
  at: Place,
  context: MergeContext,
): void {
  const { base, team, template } = entries;
  team.value = context.mergeNodes(
    {
      base: base && nodeOf(base),
      team: nodeOf(team),
      template: nodeOf(template),
    },
    at,
  );
  renameKey(entries, at, context);
  mergeComments(
    { base: base?.key, team: team.key, template: template.key },
    team.key,
  );
}

/** A job that one side only gave another name is still the same job. */
function renameKey(
  entries: { base: Entry | undefined; team: Entry; template: Entry },
  at: Place,
  context: MergeContext,
): void {
  const names = {
    base: entries.base && keyOf(entries.base),
    team: keyOf(entries.team),
    template: keyOf(entries.template),
  };
  if (names.team === names.template || names.base === names.template) {
    return;
  }
  if (names.base !== names.team) {
    context.contradict(at, {
      message: 'the team and the template gave it different names',
      ...names,
    });
  }
  if (names.base === names.team || context.prefer === 'template') {
    if (isScalar(entries.team.key)) {
      entries.team.key.value = names.template;
    }
  }
}

/** Adds an entry of the template behind the one that it follows there. */
function insert(
  map: YAMLMap,
  entry: Entry,
  template: Entry[],
  placed: Map<Entry, Entry>,
): void {
  const copy = new Pair<unknown, unknown>(
    isNode(entry.key) ? entry.key.clone() : new Scalar(entry.key),
    isNode(entry.value) ? entry.value.clone() : entry.value,
  );
  const position = template.indexOf(entry);
  const before = template
    .slice(0, position)
    .reverse()
    .find(other => placed.has(other));
  const after = template.slice(position + 1).find(other => placed.has(other));
  const items = map.items as Entry[];
  if (before) {
    items.splice(items.indexOf(placed.get(before)!) + 1, 0, copy);
  } else if (after) {
    items.splice(items.indexOf(placed.get(after)!), 0, copy);
  } else {
    items.push(copy);
  }
  placed.set(entry, copy);
}

/**
 * Finds the entries of the base in another version: by their key, and where
 * that is gone, by a mapping that is still the same under a new key.
 */
function alignEntries(
  base: Entry[],
  side: Entry[],
  readBase: Reader,
  readSide: Reader,
  otherSide: Entry[],
): Map<Entry, Entry> {
  const aligned = new Map<Entry, Entry>();
  const byKey = new Map(side.map(entry => [keyOf(entry), entry]));
  for (const entry of base) {
    const found = byKey.get(keyOf(entry));
    if (found) {
      aligned.set(entry, found);
    }
  }
  const baseKeys = new Set(base.map(keyOf));
  const taken = new Set([...baseKeys, ...otherSide.map(keyOf)]);
  const added = side.filter(entry => !taken.has(keyOf(entry)));
  for (const entry of base.filter(candidate => !aligned.has(candidate))) {
    const value = readBase(nodeOf(entry));
    const renamed = isSubstantial(value)
      ? added.filter(candidate => same(readSide(nodeOf(candidate)), value))
      : [];
    if (renamed.length === 1 && ![...aligned.values()].includes(renamed[0])) {
      aligned.set(entry, renamed[0]);
    }
  }
  return aligned;
}

function isSubstantial(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).length > 1
  );
}

function entriesOf(map: YAMLMap | undefined): Entry[] {
  return (map?.items ?? []) as Entry[];
}
