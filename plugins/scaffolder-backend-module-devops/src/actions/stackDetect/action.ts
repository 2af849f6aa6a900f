import { detectComponents } from '@backstage-devops/plugin-devops-generators';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Workspace } from '../../workspace/Workspace';
import { descriptions as inputs } from '../inputProperties';
import { descriptions as outputs } from '../outputProperties';
import { examples } from './examples';

/**
 * The action `devops:stack:detect`.
 *
 * @public
 */
export function createStackDetectAction() {
  return createTemplateAction({
    id: 'devops:stack:detect',
    description:
      'Says what a repository in the workspace is made of: languages, versions, package managers, commands, container files, deploy targets and CI, for each part that is built on its own. Nothing is run or written.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        targetPath: z => z.string().optional().describe(inputs.targetPath),
      },
      output: {
        components: z =>
          z
            .array(
              z.object({
                path: z.string(),
                language: z.string(),
                version: z.string().nullable(),
                packageManager: z.string().nullable(),
                commands: z.record(z.string().nullable()),
                container: z.string().nullable(),
                deploy: z.array(z.string()),
                ci: z.array(z.string()),
                frameworks: z.array(z.string()),
              }),
            )
            .describe('The parts that are built on their own'),
        languages: z =>
          z.array(z.string()).describe('Languages of the parts, each once'),
        monorepo: z =>
          z
            .string()
            .nullable()
            .describe('The tool that ties several parts together'),
        problems: z =>
          z
            .array(z.object({ file: z.string(), message: z.string() }))
            .describe('Files that could not be used'),
        summary: z => z.string().describe(outputs.summary),
      },
    },
    async handler(ctx) {
      const { targetPath } = ctx.input;
      const workspace = new Workspace({
        workspacePath: ctx.workspacePath,
        targetPath,
      });
      const { components, monorepo, problems } =
        await detectComponents(workspace);
      ctx.logger.info(`Found ${components.length} components`);
      ctx.output(
        'components',
        components.map(
          ({ confidence, evidence, alternatives, commands, ...component }) => ({
            ...component,
            commands: { ...commands },
          }),
        ),
      );
      ctx.output('languages', [
        ...new Set(components.map(({ language }) => language)),
      ]);
      ctx.output('monorepo', monorepo);
      ctx.output('problems', problems);
      ctx.output(
        'summary',
        components
          .map(
            ({ path, language, version, packageManager }) =>
              `- \`${path}\`: ${[language, version, packageManager].filter(Boolean).join(' ')}`,
          )
          .join('\n') || '- Nothing that is built was found.',
      );
    },
  });
}
