import { LineCounter, Node, parseAllDocuments, Document, isNode } from 'yaml';

export type Mapping = Record<string, unknown>;
export type YamlPath = Array<string | number>;

/** A place where a rule is broken, and how. */
export interface RuleProblem {
  message: string;
  /** Line of the file, counted from 1. */
  line: number;
}

/** A file of a repository that is checked, and what else is in it. */
export interface CheckedFile {
  path: string;
  text: string;
  /** Texts of the other files that rules look at, by path. */
  others: Map<string, string>;
}

/** A problem by its place in the document. */
export interface Problem {
  at: YamlPath;
  message: string;
}

/** The verdict of a rule about one file. */
export type Verdict = Problem[] | { notApplicable: string };

/** What a rule asks for, how it is found to be broken, and why it exists. */
export interface CheckRule<TView> {
  id: string;
  /** What the rule asks for, in one sentence. */
  title: string;
  /** What to do when it is broken. */
  remedy: string;
  /** The audit that the rule comes from. */
  audit: string;
  check(view: TView): Verdict;
}

/** A YAML file with lines. */
export interface YamlView {
  documents: Document[];
  /** The first document as plain values. */
  root: Mapping;
  file: CheckedFile;
  lineAt(path: YamlPath): number;
  /** The comment behind a value. */
  commentAt(path: YamlPath): string;
}

/** Reads a YAML file for checking. */
export function viewYaml(file: CheckedFile): YamlView {
  const lines = new LineCounter();
  const documents = [
    ...parseAllDocuments(file.text, {
      lineCounter: lines,
      merge: true,
      logLevel: 'silent',
      uniqueKeys: false,
    }),
  ];
  const node = (path: YamlPath): Node | undefined => {
    const found = documents[0]?.getIn(path, true);
    return isNode(found) ? found : undefined;
  };
  return {
    documents,
    root: toMapping(documents[0]?.toJS({ maxAliasCount: 1000 })),
    file,
    lineAt: path => {
      for (let length = path.length; length > 0; length--) {
        const offset = node(path.slice(0, length))?.range?.[0];
        if (offset !== undefined) {
          return lines.linePos(offset).line;
        }
      }
      return 1;
    },
    commentAt: path => {
      const found = node(path);
      const [, , end] = found?.range ?? [0, 0, 0];
      const [start] = found?.range ?? [0];
      // A comment behind a value ends its line, whoever the parser gives it to.
      const rest = file.text.slice(start, Math.max(end, start)).split('\n')[0];
      const tail = file.text.slice(start).split('\n')[0];
      return /(?:^|\s)#\s*(.*)$/.exec(tail || rest)?.[1] ?? '';
    },
  };
}

function toMapping(value: unknown): Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}
