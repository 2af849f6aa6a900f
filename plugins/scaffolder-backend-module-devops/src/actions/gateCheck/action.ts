import type { AuthService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ConflictError, ForwardedError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { DevopsApi } from '@backstage-devops/plugin-devops-common';
import { examples } from './examples';

/**
 * The action `devops:gate:check`.
 *
 * @public
 */
export function createGateCheckAction(options: {
  /** The devops backend. */
  devops: Pick<DevopsApi, 'getGate'>;
  auth: AuthService;
}) {
  const { devops, auth } = options;
  return createTemplateAction({
    id: 'devops:gate:check',
    description:
      'Asks whether the error budgets of a service let it be deployed to an environment, and fails when deployments are frozen. It asks as whoever runs the template, and changes nothing.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .describe('What is deployed, for example component:default/shop'),
        environment: z => z.string().min(1).describe('Name of the environment'),
        failOnFreeze: z =>
          z
            .boolean()
            .default(true)
            .describe(
              'Whether the step fails when deployments are frozen. Default: true',
            ),
      },
      output: {
        decision: z =>
          z
            .enum(['allow', 'slow', 'freeze'])
            .describe('What error budgets and overrides say together'),
        byPolicy: z =>
          z
            .enum(['allow', 'slow', 'freeze'])
            .describe('What it would be without an override'),
        reasons: z =>
          z
            .array(z.string())
            .describe('Sentences, those that weigh most first'),
        summary: z =>
          z
            .string()
            .describe(
              'Decision and reasons as Markdown, for example for the text of a merge request',
            ),
      },
    },
    async handler(ctx) {
      const { environment, failOnFreeze } = ctx.input;
      const entity = readRef(ctx.input.entityRef);
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await ctx.getInitiatorCredentials(),
        targetPluginId: 'devops',
      });
      const { decision, byPolicy, reasons, entityRef } = await devops
        .getGate(entity, environment, { token, signal: ctx.signal })
        .catch(error => {
          throw new ForwardedError(
            `Whether ${ctx.input.entityRef} may be deployed to ${environment} could not be asked`,
            error,
          );
        });

      const where = `${entityRef} to ${environment}`;
      const sentences = reasons.map(({ message, remedy }) =>
        remedy ? `${message}. ${remedy}` : message,
      );
      const summary = [
        `- Deployments of \`${entityRef}\` to \`${environment}\`: ${decision}.`,
        ...sentences.map(sentence => `  - ${sentence}`),
      ].join('\n');
      ctx.logger.info(`${decision}: deployments of ${where}`);
      sentences.forEach(sentence => ctx.logger.info(sentence));
      ctx.output('decision', decision);
      ctx.output('byPolicy', byPolicy);
      ctx.output('reasons', sentences);
      ctx.output('summary', summary);

      if (decision === 'freeze' && failOnFreeze !== false) {
        throw new ConflictError(
          `Deployments of ${where} are frozen: ${sentences.join('; ')}`,
        );
      }
    },
  });
}

function readRef(entityRef: string) {
  try {
    return parseEntityRef(entityRef, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch (error) {
    throw new InputError(
      `entityRef must be an entity ref such as component:default/shop, not '${entityRef}'`,
      error,
    );
  }
}
