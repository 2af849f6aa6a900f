import {
  DELIVERY_GATES,
  DELIVERY_PROVIDERS,
  LOCK_PATH,
} from '@backstage-devops/plugin-devops-generators';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Workspace } from '../../workspace/Workspace';
import { descriptions as inputs, TIERS } from '../inputProperties';
import {
  descriptions as outputs,
  describeList,
  describeRules,
} from '../outputProperties';
import { examples } from './examples';
import { createFromDetection } from './fromDetection';
import { createFromNpmScripts } from './fromNpmScripts';
import { toDeliveryOptions, toPipelineSpec } from './options';

/** The one gate that only pipelines from npm scripts have, and all others. */
const SKIPPABLE_GATES = ['dependency-audit', ...DELIVERY_GATES] as const;

/**
 * The action `devops:pipeline:create`.
 *
 * @public
 */
export function createPipelineCreateAction() {
  return createTemplateAction({
    id: 'devops:pipeline:create',
    description:
      'Writes the delivery pipeline of a service and the lock file with which it is kept up to date. From npm scripts: a GitLab pipeline with lint, unit tests with a coverage threshold, secret scan, dependency audit, SBOM, package, and a deployment for each environment, production by hand; an existing pipeline is extended and keeps what it has. From detection: a new pipeline for any of six systems, of what the repository is made of.',
    examples,
    // Everything stays in the workspace, which a dry run has as well.
    supportsDryRun: true,
    schema: {
      input: {
        service: z => z.string().describe(inputs.service),
        provider: z =>
          z
            .enum(DELIVERY_PROVIDERS)
            .optional()
            .describe('The system that runs the pipeline. Default: gitlab'),
        from: z =>
          z
            .enum(['npm-scripts', 'detection'])
            .optional()
            .describe(
              'What the pipeline is made of. Default: npm-scripts for gitlab, detection for all others',
            ),
        deploy: z =>
          z
            .string()
            .optional()
            .describe('From detection: command that deploys to $ENVIRONMENT'),
        smoke: z =>
          z
            .string()
            .optional()
            .describe('From detection: command that checks a deployment'),
        rollback: z =>
          z
            .string()
            .optional()
            .describe('From detection: command that undoes a deployment'),
        secrets: z =>
          z
            .array(z.string())
            .optional()
            .describe(
              'From detection: names of the secrets that deployments receive',
            ),
        branch: z =>
          z
            .string()
            .optional()
            .describe('From detection: the branch that is deployed'),
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
            .array(z.enum(SKIPPABLE_GATES))
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
        errorBudgetGate: z =>
          z
            .string()
            .optional()
            .describe(
              'Entity whose error budgets the portal is asked about before a version reaches production, for example component:default/orders. Default: nobody is asked',
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
                  id: z.string(),
                  job: z.string().optional(),
                  status: z.enum(['included', 'waived']),
                }),
              ),
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
                  problems: z.array(z.string()).describe(outputs.ruleProblems),
                }),
              ),
            })
            .describe(
              'The gates of the pipeline, and the verdict of each rule about its file',
            ),
        lockPath: z => z.string().describe('Path of the lock file'),
        summary: z => z.string().describe(outputs.summary),
      },
    },
    async handler(ctx) {
      // Inputs are frozen and may have no prototype.
      const input = structuredClone(ctx.input);
      const { service, provider = 'gitlab', targetPath } = input;
      const from =
        input.from ?? (provider === 'gitlab' ? 'npm-scripts' : 'detection');
      const workspace = new Workspace({
        workspacePath: ctx.workspacePath,
        targetPath,
      });

      const outcome =
        from === 'detection'
          ? await createFromDetection(
              workspace,
              provider,
              toDeliveryOptions(input),
            )
          : await createFromNpmScripts(workspace, toPipelineSpec(input));

      ctx.logger.info(`Wrote the delivery pipeline of ${service}`, {
        files: outcome.files.join(', '),
      });
      ctx.output('files', outcome.files);
      ctx.output('kept', outcome.kept);
      ctx.output('gateReport', {
        gates: outcome.gates,
        rules: outcome.rules,
      });
      ctx.output('lockPath', LOCK_PATH);
      ctx.output(
        'summary',
        [
          ...describeList('Written', outcome.files),
          ...describeList('Kept as it is', outcome.kept),
          ...describeRules(outcome.rules),
        ].join('\n'),
      );
    },
  });
}
