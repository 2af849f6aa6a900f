import {
  createLock,
  createPipeline,
  detectComponents,
  formatLock,
  generate,
  LOCK_PATH,
  npmServiceRequest,
  PipelineSpec,
} from '@backstage-devops/plugin-devops-generators';
import { Workspace } from '../../workspace/Workspace';
import { PipelineOutcome } from './outcome';

/** Writes or extends the GitLab pipeline of a service with npm scripts. */
export async function createFromNpmScripts(
  workspace: Workspace,
  spec: PipelineSpec,
): Promise<PipelineOutcome> {
  const { files, kept, gateReport } = await createPipeline(spec, workspace);
  await workspace.write(files);
  const { components } = await detectComponents(workspace);
  const request = npmServiceRequest(spec, components);
  // What the team had before counts as its edit of what is generated.
  const lock = createLock(request, await generate(request));
  await workspace.write([{ path: LOCK_PATH, content: formatLock(lock) }]);
  return {
    files: [...files.map(({ path }) => path), LOCK_PATH],
    kept,
    gates: gateReport.gates,
    rules: gateReport.rules,
  };
}
