import { createSlo } from '@backstage-devops/plugin-devops-generators';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Workspace } from '../../workspace/Workspace';
import { descriptions as inputs } from '../inputProperties';
import { descriptions as outputs, describeList } from '../outputProperties';
import { examples } from './examples';

/**
 * The action `devops:slo:create`.
 *
 * @public
 */
export function createSloCreateAction() {
  return createTemplateAction({
    id: 'devops:slo:create',
    description:
      'Writes the service level objectives of a service as OpenSLO v1 files: availability, and latency if it is asked for, both measured by probes of an environment. Files that exist are kept.',
    examples,
    // Everything stays in the workspace, which a dry run has as well.
    supportsDryRun: true,
    schema: {
      input: {
        service: z => z.string().describe(inputs.service),
        availabilityPercent: z =>
          z
            .number()
            .describe(
              'Share of checks that have to succeed, in percent, above 0 and below 100',
            ),
        latency: z =>
          z
            .object({
              thresholdMs: z
                .number()
                .describe(
                  'Time within which an answer is good, in milliseconds',
                ),
              percent: z
                .number()
                .describe('Share of checks that have to be good, in percent'),
            })
            .optional()
            .describe('A second objective about the time of the answer'),
        environment: z =>
          z
            .string()
            .optional()
            .describe('Environment whose checks count. Default: production'),
        windowDays: z =>
          z
            .number()
            .optional()
            .describe('Length of the rolling window in days. Default: 30'),
        displayName: z =>
          z
            .string()
            .optional()
            .describe('What people read. Default: the name of the service'),
        directory: z =>
          z.string().optional().describe('Folder of the files. Default: slo'),
        targetPath: z => z.string().optional().describe(inputs.targetPath),
      },
      output: {
        files: z => z.array(z.string()).describe(outputs.files),
        kept: z => z.array(z.string()).describe(outputs.kept),
        summary: z => z.string().describe(outputs.summary),
      },
    },
    async handler(ctx) {
      // Inputs are frozen and may have no prototype.
      const { targetPath, ...spec } = structuredClone(ctx.input);
      const workspace = new Workspace({
        workspacePath: ctx.workspacePath,
        targetPath,
      });

      const result = await createSlo(spec, workspace);
      await workspace.write(result.files);

      const paths = result.files.map(file => file.path);
      ctx.logger.info(`Wrote service level objectives of ${spec.service}`, {
        files: paths.join(', '),
      });
      ctx.output('files', paths);
      ctx.output('kept', result.kept);
      ctx.output(
        'summary',
        [
          ...describeList('Written', paths),
          ...describeList('Kept as it is', result.kept),
        ].join('\n'),
      );
    },
  });
}
