import { MapReader, shorten } from '../documents/MapReader';
import { ReferencedDocuments } from './readSlo';

const KINDS = [
  'SLO',
  'SLI',
  'Service',
  'DataSource',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;

/** A document of OpenSLO v1 that has a kind and a name. */
export interface OpenSloObject {
  kind: (typeof KINDS)[number];
  name: string;
  root: MapReader;
}

/** Reads what all kinds share, and reports what is wrong with it. */
export function readOpenSloObject(root: MapReader): OpenSloObject | undefined {
  const before = root.document.errorCount();
  root.allowOnly(['apiVersion', 'kind', 'metadata', 'spec']);
  root.require('kind', 'Add "kind: SLO"');
  const kind = root.oneOf('kind', KINDS);
  const name = kind && readName(root, kind);
  if (!kind || name === undefined || root.document.errorCount() > before) {
    return undefined;
  }
  reportUnused(kind, root);
  return { kind, name, root };
}

function readName(root: MapReader, kind: string): string | undefined {
  root.require('metadata', 'Add metadata with a name');
  const metadata = root.map('metadata');
  metadata?.require('name', 'Add a name in lower case, such as "availability"');
  const name = metadata?.string('name');
  const isUsable =
    name === undefined ||
    (name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name));
  if (!isUsable) {
    metadata?.report('name', {
      // Only the names of objectives end up in identifiers and series.
      severity: kind === 'SLO' ? 'error' : 'warning',
      message: `metadata.name "${shorten(name)}" is not a name of at most 63 lower case letters, digits and "-"`,
      remedy:
        'Start and end it with a letter or digit; put the pretty name in displayName',
    });
  }
  return name;
}

/** The documents that an SLO can refer to, by kind and name. */
export function collectReferences(
  documents: OpenSloObject[],
): ReferencedDocuments {
  const named = (kind: OpenSloObject['kind']) => {
    const byName = new Map<string, MapReader>();
    for (const document of documents.filter(other => other.kind === kind)) {
      if (byName.has(document.name)) {
        document.root.report('metadata', {
          message: `There is already a document ${kind} "${document.name}" in these files`,
          remedy: 'Give this document another metadata.name',
        });
      } else {
        byName.set(document.name, document.root);
      }
    }
    return byName;
  };
  const dataSources = new Map<string, string>();
  for (const [name, root] of named('DataSource')) {
    const type = root.map('spec')?.string('type');
    if (type !== undefined) {
      dataSources.set(name, type);
    }
  }
  return {
    indicators: named('SLI'),
    policies: named('AlertPolicy'),
    conditions: named('AlertCondition'),
    targets: named('AlertNotificationTarget'),
    dataSources,
  };
}

function reportUnused(kind: string, root: MapReader): void {
  if (kind === 'Service') {
    root.report('kind', {
      severity: 'note',
      message: `${kind} documents are passed over`,
      remedy: 'Nothing needs to be done',
    });
  }
}
