import { Document } from 'yaml';
import { parseYaml, stringifyYaml } from '../../yaml/documents';
import { mergeText } from '../mergeText';
import { Contradiction, MergeResult, Preference, Sides } from '../types';
import { alignItems } from './align';
import { ownComments } from './comments';
import { contradictRemoval, MergeContext } from './context';
import { identitiesOf } from './identity';
import { mergeNodes } from './mergeNodes';
import { alignRows, inOrder } from './rows';
import { readerOf, same } from './values';

/**
 * Merges YAML by what it says: mappings by key, lists by the identity of their
 * items, scripts by line. Comments stay with what they are about.
 *
 * @throws InputError when one of the texts is not valid YAML.
 */
export function mergeYaml(
  path: string,
  texts: Sides<string>,
  prefer: Preference = 'team',
): MergeResult {
  const contradictions: Contradiction[] = [];
  const documents = {
    base: parseYaml(path, texts.base),
    team: parseYaml(path, texts.team),
    template: parseYaml(path, texts.template),
  };
  Object.values(documents).flat().forEach(ownComments);
  const merged = mergeDocuments(documents, prefer, contradictions);
  return {
    content: preferLines(path, texts, merged, contradictions, prefer),
    contradictions,
  };
}

/** Merges files of several documents like lists of resources. */
function mergeDocuments(
  documents: Sides<Document[]>,
  prefer: Preference,
  contradictions: Contradiction[],
): Document[] {
  const context = contextOf(documents, prefer, contradictions);
  const rows = alignRows(
    {
      base: documents.base.map(({ contents }) => context.read.base(contents)),
      team: documents.team.map(({ contents }) => context.read.team(contents)),
      template: documents.template.map(({ contents }) =>
        context.read.template(contents),
      ),
    },
    alignDocuments,
  );
  const many = rows.length > 1;
  const merged = rows.flatMap(row => {
    const sides = {
      base: row.base === undefined ? undefined : documents.base[row.base],
      team: row.team === undefined ? undefined : documents.team[row.team],
      template:
        row.template === undefined
          ? undefined
          : documents.template[row.template],
    };
    const document = mergeDocument(sides, many, context);
    return document ? [{ ...row, document }] : [];
  });
  return inOrder(merged, [], context).map(({ document }) => document);
}

/** The last document of each side is the same one, however it has changed. */
function alignDocuments(from: unknown[], to: unknown[]): Map<number, number> {
  const aligned = alignItems(from, to);
  const found = new Set(aligned.values());
  const left = from.findIndex((_, index) => !aligned.has(index));
  const right = to.findIndex((_, index) => !found.has(index));
  return left >= 0 && right >= 0 && aligned.size === from.length - 1
    ? aligned.set(left, right)
    : aligned;
}

function mergeDocument(
  sides: Sides<Document | undefined>,
  many: boolean,
  context: MergeContext,
): Document | undefined {
  const { base, team, template } = sides;
  const nodes = {
    base: base?.contents,
    team: team?.contents,
    template: template?.contents,
  };
  const values = {
    base: context.read.base(nodes.base),
    team: context.read.team(nodes.team),
    template: context.read.template(nodes.template),
  };
  const [identity] = identitiesOf(values.team ?? values.base);
  const place = many && identity ? [identity.value] : [];
  if (team && template) {
    team.contents = context.mergeNodes(nodes, place) ?? null;
    mergeHeader(sides, team);
    return team;
  }
  if (base === undefined) {
    return team ?? template;
  }
  const rest = team ? 'team' : 'template';
  if (same(values.base, values[rest])) {
    return undefined;
  }
  contradictRemoval(context, place, values);
  return context.prefer === rest ? sides[rest] : undefined;
}

/** The comments above and below a document. */
function mergeHeader(
  { base, template }: Sides<Document | undefined>,
  team: Document,
): void {
  for (const kind of ['commentBefore', 'comment'] as const) {
    if ((team[kind] ?? null) === (base?.[kind] ?? null)) {
      team[kind] = template?.[kind] ?? null;
    }
  }
}

function contextOf(
  documents: Sides<Document[]>,
  prefer: Preference,
  contradictions: Contradiction[],
): MergeContext {
  const context: MergeContext = {
    read: {
      base: readerOf(documents.base),
      team: readerOf(documents.team),
      template: readerOf(documents.template),
    },
    prefer,
    contradict: (place, contradiction) =>
      contradictions.push({ place: place.join('.'), ...contradiction }),
    mergeNodes: (nodes, place) => mergeNodes(nodes, place, context),
  };
  return context;
}

/**
 * Merged lines keep what a rewritten document loses, such as quotes and
 * indentation, so they are preferred where they mean the same.
 */
function preferLines(
  path: string,
  texts: Sides<string>,
  merged: Document[],
  contradictions: Contradiction[],
  prefer: Preference,
): string {
  const lines = mergeText(texts, prefer);
  if (lines.contradictions.length === 0 || contradictions.length > 0) {
    try {
      const read = (documents: Document[]) =>
        documents.map(document => document.toJS({ maxAliasCount: 1_000 }));
      if (same(read(parseYaml(path, lines.content)), read(merged))) {
        return lines.content;
      }
    } catch {
      // Merged lines need not be YAML; the merged documents are.
    }
  }
  return stringifyYaml(merged);
}
