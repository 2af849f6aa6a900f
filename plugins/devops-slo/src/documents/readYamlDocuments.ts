import {
  Document,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
} from 'yaml';
import { DocumentReader } from './DocumentReader';
import { ProblemLog } from './ProblemLog';
import { readPlainYaml } from './readPlainYaml';

/** More than any file that people write; protects the one that reads it. */
const LONGEST_TEXT = 256 * 1024;

/** Following one alias costs a walk through the document. */
const MOST_ALIASES = 200;

/**
 * Reads the YAML documents of a file. Those that are not well-formed are
 * reported and left out, empty ones are left out silently.
 */
export function readYamlDocuments(
  { file, text }: { file: string; text: string },
  problems: ProblemLog,
  options: { longestText?: number } = {},
): DocumentReader[] {
  const { longestText = LONGEST_TEXT } = options;
  if (text.length > longestText) {
    problems.add({
      severity: 'error',
      file,
      line: 1,
      column: 1,
      key: '',
      message: `The file is longer than ${longestText} characters`,
      remedy: 'Split it into several files',
    });
    return [];
  }
  return splitDocuments(text).flatMap(section =>
    readSection({ file, ...section }, problems),
  );
}

interface Section {
  text: string;
  /** Number of lines before the section. */
  linesBefore: number;
}

/**
 * Cuts at the lines that start with `---`, which separate documents wherever
 * they stand. The parser would let an unclosed quote run over them and lose
 * the documents that follow.
 */
function splitDocuments(text: string): Section[] {
  const sections: Array<{ lines: string[]; linesBefore: number }> = [
    { lines: [], linesBefore: 0 },
  ];
  text.split('\n').forEach((line, linesBefore) => {
    const current = sections[sections.length - 1];
    // Directives belong to the document after the separator.
    if (/^---(\s|$)/.test(line) && !current.lines.every(isPreamble)) {
      sections.push({ lines: [line], linesBefore });
    } else {
      current.lines.push(line);
    }
  });
  return sections.map(({ lines, linesBefore }) => ({
    text: lines.join('\n'),
    linesBefore,
  }));
}

function isPreamble(line: string): boolean {
  return /^(%|\s*#|\s*$)/.test(line);
}

function readSection(
  { file, text, linesBefore }: Section & { file: string },
  problems: ProblemLog,
): DocumentReader[] {
  const lines = new LineCounter();
  try {
    const plain = readPlainYaml(text, lines);
    if (plain) {
      const place = { file, lines, linesBefore };
      return isEmpty(plain)
        ? []
        : [new DocumentReader({ document: plain, problems, ...place })];
    }
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      // The parser compares each key with each other; the reader looks them up.
      uniqueKeys: false,
    });
    return [...documents].flatMap((document: Document) => {
      const place = { file, lines, linesBefore };
      const reader = new DocumentReader({ document, problems, ...place });
      return !isEmpty(document) && isSound(document, reader) ? [reader] : [];
    });
  } catch (error) {
    // The parser is recursive: nesting that is deep enough ends its stack.
    problems.add({
      severity: 'error',
      file,
      line: linesBefore + 1,
      column: 1,
      key: '',
      message: `The document cannot be read as YAML: ${String(error)}`,
      remedy: 'Nest it less deeply, and check it with a YAML linter',
    });
    return [];
  }
}

/** Only comments, or nothing, between two separators. */
function isEmpty({ contents, errors }: Document): boolean {
  const isNull = isScalar(contents) && contents.value === null;
  return errors.length === 0 && (contents === null || isNull);
}

function isSound(document: Document, reader: DocumentReader): boolean {
  for (const error of document.errors) {
    reader.report('', error.pos[0], {
      message: `YAML: ${error.message}`,
      remedy: 'Correct the YAML at this place',
    });
  }
  if (document.errors.length > 0) {
    return false;
  }
  if (countAliases(document) > MOST_ALIASES) {
    reader.report('', 0, {
      message: `The document has more than ${MOST_ALIASES} YAML aliases`,
      remedy: 'Write the values out, or split the document',
    });
    return false;
  }
  return true;
}

function countAliases(document: Document): number {
  let count = 0;
  visit(document, {
    Alias: () => {
      count += 1;
    },
  });
  return count;
}
