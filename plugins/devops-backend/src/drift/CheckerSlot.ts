import { ConflictError } from '@backstage/errors';
import type {
  DevopsDriftExtensionPoint,
  PipelineChecker,
} from '@backstage-devops/plugin-devops-node';

/** Holds the one checker of generated pipelines, if a module brings one. */
export class CheckerSlot implements DevopsDriftExtensionPoint {
  #checker?: PipelineChecker;

  setPipelineChecker(checker: PipelineChecker): void {
    if (this.#checker) {
      throw new ConflictError(
        'A checker of generated pipelines is set already; install one module that brings one',
      );
    }
    this.#checker = checker;
  }

  get(): PipelineChecker | undefined {
    return this.#checker;
  }
}
