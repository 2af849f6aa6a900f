import { SloProblem, SloSpec } from '../model';
import { MapReader, shorten } from './MapReader';
import { ProblemLog } from './ProblemLog';
import { readYamlDocuments } from './readYamlDocuments';
import { readSlo, ReferencedDocuments } from './readSlo';

const API_VERSION = 'openslo/v1';
const KINDS = [
  'SLO',
  'SLI',
  'Service',
  'DataSource',
  'AlertPolicy',
  'AlertCondition',
  'AlertNotificationTarget',
] as const;

/**
 * What was read from OpenSLO files.
 *
 * @public
 */
export interface ParsedOpenSlo {
  /** In file order, without the documents that have errors. */
  specs: SloSpec[];
  problems: SloProblem[];
}

/**
 * Reads the OpenSLO v1 documents of one file. Never throws: what is wrong is
 * in `problems`, and a wrong document does not hide the others.
 *
 * @public
 */
export function parseOpenSlo(
  text: string,
  options: { file: string },
): ParsedOpenSlo {
  return parseOpenSloFiles([{ text, file: options.file }]);
}

/**
 * Reads the OpenSLO v1 documents of files that belong together: an SLO may
 * refer to documents of any of them. Never throws.
 *
 * @public
 */
export function parseOpenSloFiles(
  files: ReadonlyArray<{ file: string; text: string }>,
): ParsedOpenSlo {
  const problems = new ProblemLog();
  const documents = files
    .flatMap(file => readYamlDocuments(file, problems))
    .flatMap(MapReader.objectsOf)
    .flatMap(readObject);
  const references = collectReferences(documents);

  const specs = new Map<string, SloSpec>();
  for (const { kind, name, root } of documents) {
    if (kind !== 'SLO') {
      reportUnused(kind, root);
      continue;
    }
    for (const spec of readSlo(root, name, references)) {
      const first = specs.get(spec.id);
      if (first) {
        root.report('metadata', {
          message: `There is already an objective "${spec.id}", in ${first.source.file} line ${first.source.line}`,
          remedy: 'Give this document another metadata.name',
        });
      } else {
        specs.set(spec.id, spec);
      }
    }
  }
  return { specs: [...specs.values()], problems: problems.list() };
}

interface OpenSloDocument {
  kind: (typeof KINDS)[number];
  name: string;
  root: MapReader;
}

function readObject(root: MapReader): OpenSloDocument[] {
  const before = root.document.errorCount();
  root.require('apiVersion', `Add "apiVersion: ${API_VERSION}"`);
  const apiVersion = root.string('apiVersion');
  if (apiVersion !== undefined && apiVersion !== API_VERSION) {
    root.report('apiVersion', {
      message: `apiVersion "${shorten(apiVersion)}" is not read yet`,
      remedy: `Write the document as ${API_VERSION}`,
    });
  }
  // What other versions and other files call their keys is their own business.
  if (apiVersion !== API_VERSION || root.hasRepeatedKeys) {
    return [];
  }
  root.allowOnly(['apiVersion', 'kind', 'metadata', 'spec']);
  root.require('kind', 'Add "kind: SLO"');
  const kind = root.oneOf('kind', KINDS);
  const name = kind && readName(root, kind);
  return kind && name !== undefined && root.document.errorCount() === before
    ? [{ kind, name, root }]
    : [];
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

function collectReferences(documents: OpenSloDocument[]): ReferencedDocuments {
  const named = (kind: OpenSloDocument['kind']) => {
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
    dataSources,
  };
}

function reportUnused(kind: string, root: MapReader): void {
  const isReferredTo = ['SLI', 'DataSource', 'AlertPolicy', 'AlertCondition'];
  if (!isReferredTo.includes(kind)) {
    root.report('kind', {
      severity: 'note',
      message: `${kind} documents are passed over`,
      remedy: 'Nothing needs to be done',
    });
  }
}
