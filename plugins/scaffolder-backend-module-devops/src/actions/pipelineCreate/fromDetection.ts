import {
  checkPipelines,
  createFileTree,
  createLock,
  DeliveryOptions,
  deliveryRequest,
  detectComponents,
  DeliveryProvider,
  formatLock,
  generate,
  LOCK_PATH,
} from '@backstage-devops/plugin-devops-generators';
import { ConflictError } from '@backstage/errors';
import { Workspace } from '../../workspace/Workspace';
import { PipelineOutcome } from './outcome';

/**
 * Writes the pipeline of whatever is in the workspace.
 *
 * @throws ConflictError when there is a pipeline already.
 */
export async function createFromDetection(
  workspace: Workspace,
  provider: DeliveryProvider,
  options: DeliveryOptions,
): Promise<PipelineOutcome> {
  const { components } = await detectComponents(workspace);
  const request = deliveryRequest(components, provider, options);
  const generation = await generate(request);
  const [main] = generation.files;
  const kept: string[] = [];
  for (const { path, content } of generation.files) {
    const current = await workspace.read(path);
    if (current !== undefined && current !== content) {
      kept.push(path);
    }
  }
  if (kept.includes(main.path)) {
    throw new ConflictError(
      `${main.path} exists: use devops:pipeline:update if it was generated, or remove it first`,
    );
  }
  const files = generation.files.filter(({ path }) => !kept.includes(path));
  const lock = createLock(request, {
    ...generation,
    files: generation.files.map(file =>
      kept.includes(file.path) ? { ...file, mode: 'once' } : file,
    ),
  });
  await workspace.write([
    ...files,
    { path: LOCK_PATH, content: formatLock(lock) },
  ]);
  const [check] = await checkPipelines(createFileTree(generation.files));
  return {
    files: [...files.map(({ path }) => path), LOCK_PATH],
    kept,
    gates: generation.gates.map(id => ({ id, status: 'included' })),
    rules: check.rules.map(({ id, title, status, problems }) => ({
      id,
      title,
      status,
      problems: problems.map(({ line, message }) => `line ${line}: ${message}`),
    })),
  };
}
