import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@backstage/errors';
import { Document, parseAllDocuments } from 'yaml';

/** Long commands and URLs stay on one line: folded, they are hard to copy. */
const STRINGIFY_OPTIONS = { lineWidth: 0 } as const;

/**
 * Reads all documents of a file and keeps comments and order.
 *
 * @throws InputError that names the file when it is not valid YAML.
 */
export function parseYaml(path: string, text: string): Document[] {
  // Anchors with merge keys are common in hand-written pipelines; unknown tags
  // such as !reference are none of our business and must not be logged.
  const parsed = parseAllDocuments(text, { merge: true, logLevel: 'error' });
  const documents: Document[] = Array.isArray(parsed) ? [...parsed] : [];
  const broken = documents.find(document => document.errors.length > 0);
  if (broken) {
    const [error] = broken.errors;
    throw new InputError(`${path} is not valid YAML: ${error.message}`, error);
  }
  return documents.filter(document => document.contents !== null);
}

/** Writes documents, each but the first behind a separator. */
export function stringifyYaml(documents: Document[]): string {
  return documents
    .map(document => document.toString(STRINGIFY_OPTIONS).replace(/^---\n/, ''))
    .map(text => (text.endsWith('\n') ? text : `${text}\n`))
    .join('---\n');
}

/**
 * Prefers an edit of the text over a rewritten file, as long as both mean the
 * same: rewriting would change the indentation and quotes of lines that are
 * not ours, and hide the change that a reviewer should see.
 */
export function preferTextEdit(
  path: string,
  edited: string,
  rewritten: Document[],
): string {
  return means(path, edited, rewritten) ? edited : stringifyYaml(rewritten);
}

function means(path: string, text: string, documents: Document[]): boolean {
  try {
    return isDeepStrictEqual(
      parseYaml(path, text).map(document => document.toJS()),
      documents.map(document => document.toJS()),
    );
  } catch {
    return false;
  }
}

/** Adds text at the end of a file, after one empty line. */
export function appendText(text: string, addition: string): string {
  const separator = text.endsWith('\n') ? '\n' : '\n\n';
  return text === '' ? addition : `${text}${separator}${addition}`;
}
