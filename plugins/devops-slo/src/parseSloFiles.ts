import { SloFormat, SloProblem, SloSpec, TimeWindow } from './model';
import { THIRTY_DAYS } from './timeWindow';
import { MapReader, shorten } from './documents/MapReader';
import { ProblemLog } from './documents/ProblemLog';
import { readYamlDocuments } from './documents/readYamlDocuments';
import { collectReferences, readOpenSloObject } from './openslo/objects';
import { readSlo } from './openslo/readSlo';
import { readV1Alpha } from './openslo/readV1Alpha';
import { readPyrra } from './pyrra/readPyrra';
import { onlyAlertWindows, readCatalogues } from './sloth/alertCatalogues';
import { isAlertWindows } from './sloth/readAlertWindows';
import { readSloth } from './sloth/readSloth';

export { rollingWindow } from './timeWindow';

const FORMATS: SloFormat[] = [
  'openslo/v1',
  'openslo/v1alpha',
  'prometheus/v1',
  'sloth.slok.dev/v1',
  'pyrra.dev/v1alpha1',
];

/**
 * What was read from files of objectives.
 *
 * @public
 */
export interface ParsedSlos {
  /** In file order, without the documents that have errors. */
  specs: SloSpec[];
  problems: SloProblem[];
}

/** @public */
export interface ParseSloOptions {
  /** Formats that are read; all by default. */
  formats?: readonly SloFormat[];
  /** Window of documents that state none, such as `28d`; 30 days by default. */
  defaultWindow?: TimeWindow;
  /**
   * Files that hold nothing but Sloth's documents of alert windows. Those of
   * the other files are used as well: for objectives of the same window that
   * declare no conditions themselves.
   */
  alertWindowFiles?: ReadonlyArray<{ file: string; text: string }>;
  /** Characters above which a file is refused; 262,144 by default. */
  longestText?: number;
  /** Says what else is to be known about an objective; nothing by default. */
  review?: (spec: SloSpec) => SloProblem[];
}

/**
 * Reads files of objectives that belong together, whatever each document is
 * written in: OpenSLO v1 and v1alpha, Sloth's `prometheus/v1` and its
 * Kubernetes resource, and Pyrra's. Documents of OpenSLO v1 may refer to documents of any
 * of the files, and Sloth's alert windows are for objectives of all of them.
 * Never throws: what is wrong is in `problems`.
 *
 * @public
 */
export function parseSloFiles(
  files: ReadonlyArray<{ file: string; text: string }>,
  options: ParseSloOptions = {},
): ParsedSlos {
  const {
    formats = FORMATS,
    defaultWindow = THIRTY_DAYS,
    longestText,
    review,
  } = options;
  const problems = new ProblemLog();
  const objectsOf = (texts: typeof files) =>
    texts
      .flatMap(file => readYamlDocuments(file, problems, { longestText }))
      .flatMap(MapReader.objectsOf);
  const all = objectsOf(files).flatMap((root, index) => {
    const format = readFormat(root, formats);
    return format ? [{ root, index, format }] : [];
  });
  const isWindows = ({ root, format }: (typeof all)[number]) =>
    format === 'sloth.slok.dev/v1' && isAlertWindows(root);
  const documents = all.filter(document => !isWindows(document));
  const catalogues = readCatalogues([
    ...all.filter(isWindows).map(({ root }) => root),
    ...objectsOf(options.alertWindowFiles ?? []).filter(onlyAlertWindows),
  ]);
  const openSlo = new Map(
    documents
      .filter(({ format }) => format === 'openslo/v1')
      .flatMap(({ root, index }) => {
        const object = readOpenSloObject(root);
        return object ? [[index, object] as const] : [];
      }),
  );
  const references = collectReferences([...openSlo.values()]);

  const specs = new Map<string, SloSpec>();
  for (const { root, index, format } of documents) {
    const read = (): SloSpec[] => {
      switch (format) {
        case 'openslo/v1': {
          const object = openSlo.get(index);
          return object ? readSlo(object, references, index) : [];
        }
        case 'openslo/v1alpha':
          return readV1Alpha(root, { index, window: defaultWindow });
        case 'pyrra.dev/v1alpha1':
          return readPyrra(root, { index });
        default:
          return readSloth(root, { index, window: defaultWindow });
      }
    };
    for (const spec of read()) {
      catalogues.get(spec.window.ms)?.use(spec);
      addOnce(specs, spec, root, problems);
      review?.(spec).forEach(problem => problems.add(problem));
    }
  }
  for (const catalogue of catalogues.values()) {
    catalogue.warnIfUnused();
  }
  return { specs: [...specs.values()], problems: problems.list() };
}

function addOnce(
  specs: Map<string, SloSpec>,
  spec: SloSpec,
  root: MapReader,
  problems: ProblemLog,
): void {
  const first = specs.get(spec.id);
  if (!first) {
    specs.set(spec.id, spec);
    return;
  }
  const text = {
    message: `There is already an objective "${spec.id}", in ${first.source.file} line ${first.source.line}`,
    remedy: 'Give this document another metadata.name',
  };
  if (spec.source.document.format === 'openslo/v1') {
    root.report('metadata', text);
    return;
  }
  const { file, line } = spec.source;
  problems.add({
    ...text,
    severity: 'error',
    file,
    line,
    column: 1,
    key: 'name',
    remedy: 'Give one of the two another name',
  });
}

function readFormat(
  root: MapReader,
  formats: readonly SloFormat[],
): SloFormat | undefined {
  const key = root.has('version') ? 'version' : 'apiVersion';
  const known = formats.join(', ');
  root.require(key, `Add "apiVersion: ${formats[0]}"`);
  const text = root.string(key);
  const format = formats.find(candidate => candidate === text);
  if (text !== undefined && !format) {
    root.report(key, {
      message: `${key} "${shorten(text)}" is not read yet`,
      remedy:
        formats.length === 1
          ? `Write the document as ${known}`
          : `Write the document as one of ${known}`,
    });
  }
  // What other versions and other files call their keys is their own business.
  return root.hasRepeatedKeys ? undefined : format;
}
