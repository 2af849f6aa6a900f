import { checkPipelines } from '@backstage-devops/plugin-devops-generators';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Workspace } from '../../workspace/Workspace';
import { descriptions as inputs } from '../inputProperties';
import { descriptions as outputs } from '../outputProperties';
import { examples } from './examples';

/**
 * The action `devops:pipeline:validate`.
 *
 * @public
 */
export function createPipelineValidateAction() {
  return createTemplateAction({
    id: 'devops:pipeline:validate',
    description:
      'Checks every pipeline in the workspace by the rules of its system, generated or not. It fails when a rule is broken, unless mayFail is set.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        mayFail: z =>
          z
            .boolean()
            .optional()
            .describe('Whether broken rules are only reported. Default: no'),
        targetPath: z => z.string().optional().describe(inputs.targetPath),
      },
      output: {
        pipelines: z =>
          z
            .array(
              z.object({
                file: z.string(),
                provider: z.string(),
                rules: z.array(
                  z.object({
                    id: z.string().describe(outputs.ruleId),
                    title: z.string().describe(outputs.ruleTitle),
                    status: z.enum([
                      'passed',
                      'failed',
                      'waived',
                      'not-applicable',
                    ]),
                    reason: z.string().optional(),
                    remedy: z.string(),
                    audit: z.string(),
                    problems: z.array(
                      z.object({ message: z.string(), line: z.number() }),
                    ),
                  }),
                ),
              }),
            )
            .describe('The verdict of each rule about each pipeline'),
        failed: z => z.number().describe('How many rules are broken'),
        summary: z => z.string().describe(outputs.summary),
      },
    },
    async handler(ctx) {
      const { mayFail = false, targetPath } = ctx.input;
      const pipelines = await checkPipelines(
        new Workspace({ workspacePath: ctx.workspacePath, targetPath }),
      );
      const broken = pipelines.flatMap(({ file, rules }) =>
        rules
          .filter(({ status }) => status === 'failed')
          .map(({ id, title, problems, remedy }) => {
            const [{ line, message }] = problems;
            return `${file}:${line}: ${id} ${title}: ${message}. ${remedy}`;
          }),
      );
      ctx.output('pipelines', pipelines);
      ctx.output('failed', broken.length);
      ctx.output(
        'summary',
        [
          `- ${pipelines.length} pipelines checked, ${broken.length} rules broken.`,
          ...broken.map(line => `  - ${line}`),
        ].join('\n'),
      );
      broken.forEach(line => ctx.logger.warn(line));
      if (broken.length > 0 && !mayFail) {
        throw new InputError(
          `${broken.length} rules are broken: ${broken.join('; ')}`,
        );
      }
    },
  });
}
