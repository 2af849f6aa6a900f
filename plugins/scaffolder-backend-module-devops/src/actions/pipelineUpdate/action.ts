import {
  detectComponents,
  formatLock,
  GeneratedFile,
  LOCK_PATH,
  parseLock,
  planUpdate,
  renewRequest,
  UpdatePlan,
} from '@backstage-devops/plugin-devops-generators';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Workspace } from '../../workspace/Workspace';
import { descriptions as inputs } from '../inputProperties';
import { descriptions as outputs } from '../outputProperties';
import { examples } from './examples';

/**
 * The action `devops:pipeline:update`.
 *
 * @public
 */
export function createPipelineUpdateAction() {
  return createTemplateAction({
    id: 'devops:pipeline:update',
    description:
      'Brings the generated files of a repository in the workspace up to date and keeps what the team changed in them. It fails where both changed the same thing in different ways, unless prefer says whose change stands.',
    examples,
    // Everything stays in the workspace, which a dry run has as well.
    supportsDryRun: true,
    schema: {
      input: {
        prefer: z =>
          z
            .enum(['team', 'template'])
            .optional()
            .describe('Whose change stands where both contradict each other'),
        targetPath: z => z.string().optional().describe(inputs.targetPath),
      },
      output: {
        files: z => z.array(z.string()).describe(outputs.files),
        deleted: z =>
          z.array(z.string()).describe('Paths of the files that were deleted'),
        changed: z =>
          z.boolean().describe('Whether there is anything to publish'),
        contradictions: z =>
          z
            .array(
              z.object({
                file: z.string(),
                place: z.string(),
                message: z.string(),
              }),
            )
            .describe('What both changed in different ways'),
        lockPath: z => z.string().describe('Path of the lock file'),
        summary: z => z.string().describe(outputs.summary),
      },
    },
    async handler(ctx) {
      const { prefer, targetPath } = ctx.input;
      const workspace = new Workspace({
        workspacePath: ctx.workspacePath,
        targetPath,
      });
      const text = await workspace.read(LOCK_PATH);
      if (text === undefined) {
        throw new NotFoundError(
          `${LOCK_PATH} is missing: devops:pipeline:create writes it together with a pipeline`,
        );
      }
      const lock = parseLock(text);
      const { components } = await detectComponents(workspace);
      const request = renewRequest(lock, { components });
      const plan = await planUpdate({ lock, tree: workspace, request, prefer });
      const contradictions = plan.contradictions.map(
        ({ file, place, message }) => ({ file, place, message }),
      );
      if (contradictions.length > 0 && prefer === undefined) {
        throw new ConflictError(
          `Nothing was updated, set prefer to decide: ${contradictions
            .map(({ file, place, message }) => `${file}: ${place}: ${message}`)
            .join('; ')}`,
        );
      }

      const written = plan.files.flatMap(
        ({ path, content, executable }): GeneratedFile[] =>
          content === undefined ? [] : [{ path, content, executable }],
      );
      const deleted = plan.files
        .filter(({ action }) => action === 'delete')
        .map(({ path }) => path);
      const nextLock = formatLock(plan.lock);
      await workspace.write([
        ...written,
        { path: LOCK_PATH, content: nextLock },
      ]);
      await workspace.delete(deleted);

      ctx.output(
        'files',
        written.map(({ path }) => path),
      );
      ctx.output('deleted', deleted);
      ctx.output(
        'changed',
        written.length > 0 || deleted.length > 0 || nextLock !== text,
      );
      ctx.output('contradictions', contradictions);
      ctx.output('lockPath', LOCK_PATH);
      ctx.output('summary', describe(plan));
    },
  });
}

function describe({ files, contradictions }: UpdatePlan): string {
  return [
    ...files
      .filter(({ action }) => action !== 'keep')
      .map(({ action, path, reason }) => `- ${action} \`${path}\`: ${reason}`),
    ...contradictions.map(
      ({ file, place, message }) =>
        `- decided in \`${file}\` at \`${place}\`: ${message}`,
    ),
  ].join('\n');
}
