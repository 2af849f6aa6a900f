import { createEnvironments } from '@backstage-devops/plugin-devops-generators';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Workspace } from '../../workspace/Workspace';
import {
  descriptions as inputs,
  TIERS,
  toEnvironmentSpecs,
} from '../inputProperties';
import { descriptions as outputs, describeList } from '../outputProperties';
import { examples } from './examples';

/**
 * The action `devops:environment:create`.
 *
 * @public
 */
export function createEnvironmentCreateAction() {
  return createTemplateAction({
    id: 'devops:environment:create',
    description:
      'Adds environments to a service: a resource for each in its catalog file, and a deployment job for each in its pipeline if it has one. What exists is kept, so the action can run again.',
    examples,
    // Everything stays in the workspace, which a dry run has as well.
    supportsDryRun: true,
    schema: {
      input: {
        service: z => z.string().describe(inputs.service),
        environments: z =>
          z
            .array(
              z.union([
                z.string(),
                z.object({
                  name: z.string().describe(inputs.environmentName),
                  tier: z
                    .enum(TIERS)
                    .optional()
                    .describe(inputs.environmentTier),
                  url: z.string().optional().describe(inputs.environmentOwnUrl),
                  manual: z
                    .boolean()
                    .optional()
                    .describe(inputs.environmentManual),
                }),
              ]),
            )
            .describe(inputs.environments),
        environmentUrl: z =>
          z.string().optional().describe(inputs.environmentUrl),
        namespace: z =>
          z
            .string()
            .optional()
            .describe('Namespace of the component. Default: default'),
        owner: z =>
          z
            .string()
            .optional()
            .describe(
              'Owner of the environments. Default: the owner of the component in the catalog file',
            ),
        catalogPath: z =>
          z
            .string()
            .optional()
            .describe('Catalog file. Default: catalog-info.yaml'),
        packageJob: z =>
          z
            .string()
            .optional()
            .describe(
              'Job of the pipeline whose artifact is deployed. Default: build-package',
            ),
        nodeVersion: z => z.string().optional().describe(inputs.nodeVersion),
        targetPath: z => z.string().optional().describe(inputs.targetPath),
      },
      output: {
        files: z => z.array(z.string()).describe(outputs.files),
        kept: z => z.array(z.string()).describe(outputs.kept),
        rules: z =>
          z
            .array(
              z.object({
                id: z.string().describe(outputs.ruleId),
                title: z.string().describe(outputs.ruleTitle),
                status: z.enum(['passed', 'failed']),
                problems: z.array(z.string()).describe(outputs.ruleProblems),
              }),
            )
            .describe(
              'The verdict of each rule about the pipeline; empty without a pipeline',
            ),
        summary: z => z.string().describe(outputs.summary),
      },
    },
    async handler(ctx) {
      // Inputs are frozen and may have no prototype.
      const { environments, environmentUrl, owner, targetPath, ...spec } =
        structuredClone(ctx.input);
      const workspace = new Workspace({
        workspacePath: ctx.workspacePath,
        targetPath,
      });

      const result = await createEnvironments(
        {
          ...spec,
          owner: owner || undefined,
          environments: toEnvironmentSpecs(environments),
          environmentUrl: environmentUrl || undefined,
        },
        workspace,
      );
      await workspace.write(result.files);

      const paths = result.files.map(file => file.path);
      ctx.logger.info(`Added environments to ${spec.service}`, {
        files: paths.join(', '),
      });
      ctx.output('files', paths);
      ctx.output('kept', result.kept);
      ctx.output('rules', result.rules);
      ctx.output(
        'summary',
        [
          ...describeList('Changed', paths),
          ...describeList('Kept as it is', result.kept),
        ].join('\n'),
      );
    },
  });
}
