import { PipelineComponent } from '../delivery';
import { GeneratedFile } from '../files';
import { FileMode } from '../lock';

/**
 * What files are generated from.
 *
 * @public
 */
export interface GenerationRequest {
  /** Which generator writes them. */
  generator: string;
  /** What the team decides; each generator says what it understands. */
  inputs: Record<string, unknown>;
  /** What the repository is made of. */
  stack: PipelineComponent[];
  /** Gates to leave out, whatever the inputs say. */
  withoutGates?: string[];
}

/**
 * A generated file, and whose it is from then on.
 *
 * @public
 */
export interface PlannedFile extends GeneratedFile {
  mode: FileMode;
}

/**
 * What a generator makes of a request.
 *
 * @public
 */
export interface Generation {
  files: PlannedFile[];
  /** The gates that the pipeline has. */
  gates: string[];
}

/**
 * Makes files of a request: {@link generate}, or another version of it.
 *
 * @public
 */
export type Generate = (request: GenerationRequest) => Promise<Generation>;
