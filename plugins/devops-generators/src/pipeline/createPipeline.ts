import { resolveEnvironments } from '../environments/resolveEnvironments';
import { createFileTree, FileTree, GeneratedFile } from '../files';
import { parseSpec } from '../names';
import { createDeployFiles } from './deploy';
import { createPipelinePage } from './docs/pipelinePage';
import { emitters } from './emitters';
import { GATES } from './gates';
import { createNodePipeline } from './stacks/node';
import { createToolFiles } from './tools';
import {
  PipelineResult,
  PipelineSpec,
  pipelineSpecSchema,
  ResolvedPipelineSpec,
} from './types';

/**
 * Generates the delivery pipeline of a service and what it needs to run.
 *
 * The same specification over the same tree gives the same bytes. Files that
 * belong to the team once they exist, such as the deployment script, are only
 * written when they are missing.
 *
 * @throws InputError that names the field when the specification is invalid.
 * @public
 */
export async function createPipeline(
  spec: PipelineSpec,
  tree: FileTree = createFileTree(),
): Promise<PipelineResult> {
  const resolved = parseSpec(pipelineSpecSchema, spec);
  const environments = resolveEnvironments(resolved);
  const pipeline = createNodePipeline(resolved, environments);
  const emitter = emitters[resolved.provider];
  const existing = await tree.read(emitter.path);
  const emitted = emitter.emit(pipeline, {
    existing,
    includes: resolved.includes,
  });
  const files = [
    emitted.file,
    ...createToolFiles(resolved),
    ...(environments.length > 0
      ? await missingFiles(createDeployFiles(resolved.service), tree)
      : []),
    ...(resolved.documentation
      ? [createPipelinePage(resolved, environments)]
      : []),
  ];
  return {
    files,
    kept: emitted.kept,
    gateReport: {
      gates: toGateStatus(resolved),
      rules: emitter.check(emitted.file.content),
    },
  };
}

function toGateStatus(spec: ResolvedPipelineSpec) {
  return GATES.map(({ id, job }) => ({
    id,
    job,
    status: spec.skipGates.includes(id)
      ? ('waived' as const)
      : ('included' as const),
  }));
}

async function missingFiles(
  files: GeneratedFile[],
  tree: FileTree,
): Promise<GeneratedFile[]> {
  const missing: GeneratedFile[] = [];
  for (const file of files) {
    if ((await tree.read(file.path)) === undefined) {
      missing.push(file);
    }
  }
  return missing;
}
