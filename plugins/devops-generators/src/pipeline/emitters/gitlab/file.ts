import { InputError } from '@backstage/errors';
import {
  Document,
  isMap,
  isScalar,
  isSeq,
  Pair,
  Scalar,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import {
  appendText,
  parseYaml,
  preferTextEdit,
  stringifyYaml,
} from '../../../yaml/documents';
import { GitlabMapping } from './toGitlab';

/** Where GitLab looks for the pipeline of a repository. */
export const GITLAB_FILE = '.gitlab-ci.yml';

/** A GitLab CI file: an optional header with typed inputs, and the pipeline. */
export interface GitlabFile {
  header?: Document;
  main: Document;
}

/** A key of a pipeline, and why it is there. */
export interface Section {
  key: string;
  value: GitlabMapping | unknown[];
  comment?: string;
}

/** Reads a file and keeps its comments and its order. */
export function parseGitlabFile(text: string): GitlabFile {
  const documents = parseYaml(GITLAB_FILE, text);
  const hasHeader = isMap(documents[0]?.contents) && documents[0].has('spec');
  const [header, main = emptyDocument()] = hasHeader
    ? documents
    : [undefined, ...documents];
  mappingOf(main);
  return { header, main };
}

/** Writes a file as a whole. */
export function stringifyGitlabFile({ header, main }: GitlabFile): string {
  return stringifyYaml(header ? [header, main] : [main]);
}

/** The keys of the pipeline, for example the names of its jobs. */
export function sectionNames(main: Document): string[] {
  return mappingOf(main).items.map(({ key }) =>
    String(isScalar(key) ? key.value : key),
  );
}

/** Adds sections at the end and stages behind those that are there. */
export function extendGitlabFile(
  text: string,
  additions: { sections: Section[]; stages: string[] },
): string {
  const { sections, stages } = additions;
  const file = parseGitlabFile(text);
  const list = file.main.get('stages');
  const edited = appendSections(
    isSeq(list) && stages.length > 0 ? insertStages(text, list, stages) : text,
    sections,
  );
  if (isSeq(list)) {
    stages.forEach(stage => list.add(file.main.createNode(stage)));
  }
  sections.forEach(section => addSection(file.main, section));
  return preferTextEdit(
    GITLAB_FILE,
    edited,
    file.header ? [file.header, file.main] : [file.main],
  );
}

/** Adds a key at the end of a mapping, with a comment above it. */
export function addSection(document: Document, section: Section): void {
  const mapping = mappingOf(document);
  const key = new Scalar(section.key);
  key.commentBefore = section.comment ? ` ${section.comment}` : undefined;
  key.spaceBefore = mapping.items.length > 0;
  mapping.add(new Pair(key, document.createNode(section.value)));
}

function appendSections(text: string, sections: Section[]): string {
  if (sections.length === 0) {
    return text;
  }
  const added = emptyDocument();
  sections.forEach(section => addSection(added, section));
  return appendText(text, stringifyYaml([added]));
}

function insertStages(text: string, list: YAMLSeq, stages: string[]): string {
  const last = list.items.at(-1);
  const end = isScalar(last) ? last.range?.[1] : undefined;
  const start = isScalar(last) ? last.range?.[0] : undefined;
  if (start === undefined || end === undefined) {
    return text;
  }
  const lead = list.flow
    ? ', '
    : `\n${text.slice(text.lastIndexOf('\n', start) + 1, start)}`;
  return [
    text.slice(0, end),
    ...stages.map(stage => `${lead}${stage}`),
    text.slice(end),
  ].join('');
}

function emptyDocument(): Document {
  return new Document(new YAMLMap());
}

function mappingOf(document: Document): YAMLMap {
  if (!isMap(document.contents)) {
    throw new InputError(`${GITLAB_FILE} is not a mapping of jobs`);
  }
  return document.contents;
}
