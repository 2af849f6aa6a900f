import { createPipeline, PipelineSpec } from '../pipeline';
import { FileMode } from '../lock';
import { Generate, GenerationRequest } from './types';
import { PipelineComponent } from '../delivery';
import { toStack } from './delivery';

/** Name of the generator of pipelines that call npm scripts. */
export const NPM_SERVICE = 'npm-service';

/**
 * The request for the pipeline of a service that is created from a template,
 * as a lock file keeps it.
 *
 * @public
 */
export function npmServiceRequest(
  spec: PipelineSpec,
  components: PipelineComponent[],
): GenerationRequest {
  return {
    generator: NPM_SERVICE,
    // What was not decided is left out, and so is what JSON cannot hold.
    inputs: JSON.parse(JSON.stringify(spec)),
    stack: components.map(toStack),
  };
}

/** GitLab pipelines that call npm scripts, with the tools of their gates. */
export const generateNpmService: Generate = async request => {
  const { files, gateReport } = await createPipeline(toSpec(request));
  return {
    files: files.map(file => ({ ...file, mode: modeOf(file.path) })),
    gates: gateReport.gates
      .filter(({ status }) => status === 'included')
      .map(({ id }) => id),
  };
};

function toSpec({ inputs, withoutGates = [] }: GenerationRequest) {
  // createPipeline checks each field, whatever a lock file says.
  const spec = inputs as unknown as PipelineSpec;
  return withoutGates.length > 0
    ? ({
        ...spec,
        skipGates: [...(spec.skipGates ?? []), ...withoutGates],
      } as PipelineSpec)
    : spec;
}

/** Deployment scripts are the team's, the tools of the gates are not. */
function modeOf(path: string): FileMode {
  if (path.startsWith('deploy/')) {
    return 'once';
  }
  // A team may add to what a scan ignores, but not edit what npm locked.
  return /^ci\/tools\/.*(?:package(?:-lock)?\.json|\.mjs)$/.test(path)
    ? 'owned'
    : 'merged';
}
