import { numberOf, type RevertMarks } from './markers';
import { isSingleCommit, type DeploymentNode } from './timelines';

/** Which deployment of a timeline brought what a revert may name. */
export class Origins {
  readonly #byName = new Map<string, DeploymentNode>();
  readonly #bySha = new Map<string, DeploymentNode>();

  add(node: DeploymentNode): void {
    for (const sha of node.shas) {
      this.#bySha.set(sha, node);
    }
    if (node.record.revision && !this.#bySha.has(node.record.revision)) {
      this.#bySha.set(node.record.revision, node);
    }
    for (const change of node.changes) {
      change.shas.forEach(sha => this.#bySha.set(sha, node));
      if (change.record.title) {
        this.#byName.set(`title ${change.record.title}`, node);
      }
      const number = isSingleCommit(change) ? undefined : numberOf(change.id);
      if (number) {
        this.#byName.set(`number ${number}`, node);
      }
    }
  }

  find(marks: RevertMarks): DeploymentNode[] {
    const found = [
      ...marks.shas.map(sha => this.#findSha(sha.toLowerCase())),
      ...marks.numbers.map(number => this.#byName.get(`number ${number}`)),
    ].filter(node => node !== undefined);
    // A title may be used twice; it counts only where nothing else is said.
    return found.length > 0
      ? found
      : marks.titles
          .map(title => this.#byName.get(`title ${title}`))
          .filter(node => node !== undefined);
  }

  #findSha(sha: string): DeploymentNode | undefined {
    const exact = this.#bySha.get(sha);
    if (exact || sha.length >= 40) {
      return exact;
    }
    return [...this.#bySha].find(([long]) => long.startsWith(sha))?.[1];
  }
}
