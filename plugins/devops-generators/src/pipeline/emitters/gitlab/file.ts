import { InputError } from '@backstage/errors';
import {
  Document,
  isMap,
  isScalar,
  Pair,
  parseAllDocuments,
  Scalar,
  YAMLMap,
} from 'yaml';
import { GitlabMapping } from './toGitlab';

/** Where GitLab looks for the pipeline of a repository. */
export const GITLAB_FILE = '.gitlab-ci.yml';

const YAML_OPTIONS = {
  // Long commands and expressions stay on one line: folded, they are hard to
  // copy into a shell.
  lineWidth: 0,
} as const;

/** A GitLab CI file: an optional header with typed inputs, and the pipeline. */
export interface GitlabFile {
  header?: Document;
  main: Document;
}

/** Reads a file and keeps its comments and its order. */
export function parseGitlabFile(text: string): GitlabFile {
  const documents = parseAllDocuments(text);
  const list = Array.isArray(documents) ? documents : [];
  const broken = list.find(document => document.errors.length > 0);
  if (broken) {
    throw new InputError(
      `${GITLAB_FILE} is not valid YAML: ${broken.errors[0].message}`,
      broken.errors[0],
    );
  }
  const first: Document | undefined = list[0];
  const hasHeader = list.length > 1 && first?.has('spec');
  const main: Document = list[hasHeader ? 1 : 0] ?? new Document({});
  if (main.contents === null) {
    main.contents = new YAMLMap();
  }
  if (!isMap(main.contents)) {
    throw new InputError(`${GITLAB_FILE} is not a mapping of jobs`);
  }
  return { header: hasHeader ? first : undefined, main };
}

/** Writes a file. Lines are never folded. */
export function stringifyGitlabFile(file: GitlabFile): string {
  const main = file.main.toString(YAML_OPTIONS);
  return file.header
    ? `${file.header.toString(YAML_OPTIONS).trimEnd()}\n---\n${main.replace(/^---\n/, '')}`
    : main;
}

/** Adds a key at the end of a mapping, with a comment above it. */
export function addSection(
  document: Document,
  key: string,
  value: GitlabMapping | unknown[],
  comment?: string,
): void {
  if (!isMap(document.contents)) {
    throw new InputError(`${GITLAB_FILE} is not a mapping of jobs`);
  }
  const name = new Scalar(key);
  if (comment) {
    name.commentBefore = ` ${comment}`;
  }
  name.spaceBefore = document.contents.items.length > 0;
  document.contents.add(new Pair(name, document.createNode(value)));
}

/** The keys of the pipeline, for example the names of its jobs. */
export function sectionNames(document: Document): string[] {
  return isMap(document.contents)
    ? document.contents.items.map(item =>
        String(isScalar(item.key) ? item.key.value : item.key),
      )
    : [];
}
