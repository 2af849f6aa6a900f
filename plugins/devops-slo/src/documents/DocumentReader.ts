import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Node,
} from 'yaml';
import { SloPlace, SloProblem } from '../model';
import { ProblemLog } from './ProblemLog';

/** A problem before it is known where in the file it is. */
export interface ProblemText {
  severity?: SloProblem['severity'];
  message: string;
  remedy: string;
}

/**
 * One YAML document with what is needed to say where something is wrong in it.
 */
export class DocumentReader {
  readonly file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #linesBefore: number;
  readonly #problems: ProblemLog;

  constructor(options: {
    file: string;
    document: Document;
    lines: LineCounter;
    /** Number of lines of the file before the text that was parsed. */
    linesBefore: number;
    problems: ProblemLog;
  }) {
    this.file = options.file;
    this.#document = options.document;
    this.#lines = options.lines;
    this.#linesBefore = options.linesBefore;
    this.#problems = options.problems;
  }

  get contents(): unknown {
    return this.#document.contents;
  }

  /** Follows an alias to what it stands for. */
  resolve(node: unknown): Node | undefined {
    const target = isAlias(node) ? node.resolve(this.#document) : node;
    return isMap(target) || isSeq(target) || isScalar(target)
      ? target
      : undefined;
  }

  /** Line of an offset, counted from 1. */
  lineAt(offset: number): number {
    return this.#linesBefore + Math.max(1, this.#lines.linePos(offset).line);
  }

  place(offset: number): SloPlace {
    const { col } = this.#lines.linePos(offset);
    return {
      file: this.file,
      line: this.lineAt(offset),
      column: Math.max(1, col),
    };
  }

  report(key: string, offset: number, text: ProblemText): void {
    this.#problems.add({
      severity: text.severity ?? 'error',
      ...this.place(offset),
      key,
      message: text.message,
      remedy: text.remedy,
    });
  }

  /** Number of errors so far, to see whether reading something added one. */
  errorCount(): number {
    return this.#problems.errorCount;
  }
}
