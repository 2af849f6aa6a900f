import { SloProblem } from '../model';

/** Nobody reads more, and a hostile file must not produce millions. */
const MOST_PROBLEMS = 200;

/** Collects problems, each once, up to a limit. */
export class ProblemLog {
  readonly #problems = new Map<string, SloProblem>();
  #errorCount = 0;

  /** Counts repeated errors too, so that each reader sees its own. */
  get errorCount(): number {
    return this.#errorCount;
  }

  add(problem: SloProblem): void {
    if (problem.severity === 'error') {
      this.#errorCount += 1;
    }
    // Two objectives that use one faulty indicator report the same place twice.
    const { file, line, column, key, message } = problem;
    const identity = JSON.stringify([file, line, column, key, message]);
    if (this.#problems.size < MOST_PROBLEMS) {
      this.#problems.set(identity, problem);
    }
  }

  /** In the order of the file, so that a reader can work from top to bottom. */
  list(): SloProblem[] {
    return [...this.#problems.values()].sort(
      (a, b) =>
        a.file.localeCompare(b.file, 'en') ||
        a.line - b.line ||
        a.column - b.column,
    );
  }
}
