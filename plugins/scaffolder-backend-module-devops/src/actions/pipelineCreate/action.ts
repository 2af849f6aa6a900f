import {
  createPipeline,
  GATE_IDS,
} from '@backstage-devops/plugin-devops-generators';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Workspace } from '../../workspace/Workspace';
import {
  descriptions as inputs,
  TIERS,
  toEnvironmentSpecs,
} from '../inputProperties';
import {
  descriptions as outputs,
  describeList,
  describeRules,
} from '../outputProperties';
import { examples } from './examples';

/**
 * The action `devops:pipeline:create`.
 *
 * @public
 */
export function createPipelineCreateAction() {
  return createTemplateAction({
    id: 'devops:pipeline:create',
    description:
      'Writes the delivery pipeline of a service: lint, unit tests with a coverage threshold, secret scan, dependency audit, SBOM, package, and a deployment for each environment, production by hand. An existing pipeline is extended and keeps what it has.',
    examples,
    // Everything stays in the workspace, which a dry run has as well.
    supportsDryRun: true,
    schema: {
      input: {
        service: z => z.string().describe(inputs.service),
        provider: z =>
          z
            .enum(['gitlab'])
            .optional()
            .describe('The system that runs the pipeline. Default: gitlab'),
        nodeVersion: z => z.string().optional().describe(inputs.nodeVersion),
        scripts: z =>
          z
            .object({
              lint: z.string().optional().describe('Default: lint'),
              test: z.string().optional().describe('Default: test'),
              build: z
                .string()
                .optional()
                .describe('Compiles the service. Default: nothing to compile'),
            })
            .optional()
            .describe('Names of the scripts in package.json that jobs call'),
        coverageThreshold: z =>
          z
            .number()
            .min(0)
            .max(100)
            .optional()
            .describe('Least line coverage in percent. Default: 80'),
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
            .optional()
            .describe(inputs.environments),
        environmentUrl: z =>
          z.string().optional().describe(inputs.environmentUrl),
        skipGates: z =>
          z
            .array(z.enum(GATE_IDS))
            .optional()
            .describe('Gates to leave out; the gate report names them'),
        includes: z =>
          z
            .array(
              z.union([
                z.object({ component: z.string() }),
                z.object({
                  project: z.string(),
                  ref: z.string(),
                  file: z.string(),
                }),
                z.object({ local: z.string() }),
              ]),
            )
            .optional()
            .describe(
              'More GitLab configuration: components by full version, files of projects by commit, files of the repository',
            ),
        identityAudience: z =>
          z
            .string()
            .optional()
            .describe(
              'Audience of an OpenID Connect token that deployments receive as DEPLOY_ID_TOKEN',
            ),
        documentation: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether to write docs/delivery-pipeline.md. Default: yes',
            ),
        targetPath: z => z.string().optional().describe(inputs.targetPath),
      },
      output: {
        files: z => z.array(z.string()).describe(outputs.files),
        kept: z => z.array(z.string()).describe(outputs.kept),
        gateReport: z =>
          z
            .object({
              gates: z.array(
                z.object({
                  id: z.enum(GATE_IDS),
                  job: z.string(),
                  status: z.enum(['included', 'waived']),
                }),
              ),
              rules: z.array(
                z.object({
                  id: z.string().describe(outputs.ruleId),
                  title: z.string().describe(outputs.ruleTitle),
                  status: z.enum(['passed', 'failed']),
                  problems: z.array(z.string()).describe(outputs.ruleProblems),
                }),
              ),
            })
            .describe(
              'The gates of the pipeline, and the verdict of each rule about its file',
            ),
        summary: z => z.string().describe(outputs.summary),
      },
    },
    async handler(ctx) {
      // Inputs are frozen and may have no prototype.
      const { service, provider, coverageThreshold, targetPath, ...rest } =
        structuredClone(ctx.input);
      const { nodeVersion, scripts, environments, environmentUrl, ...options } =
        rest;
      const workspace = new Workspace({
        workspacePath: ctx.workspacePath,
        targetPath,
      });

      const result = await createPipeline(
        {
          ...options,
          provider: provider ?? 'gitlab',
          stack: { language: 'node', nodeVersion, scripts },
          service,
          coverageThreshold: coverageThreshold ?? 80,
          environments: toEnvironmentSpecs(environments ?? []),
          environmentUrl: environmentUrl || undefined,
        },
        workspace,
      );
      await workspace.write(result.files);

      const paths = result.files.map(file => file.path);
      ctx.logger.info(`Wrote the delivery pipeline of ${service}`, {
        files: paths.join(', '),
      });
      ctx.output('files', paths);
      ctx.output('kept', result.kept);
      ctx.output('gateReport', result.gateReport);
      ctx.output(
        'summary',
        [
          ...describeList('Written', paths),
          ...describeList('Kept as it is', result.kept),
          ...describeRules(result.gateReport.rules),
        ].join('\n'),
      );
    },
  });
}
