// The actions registry is still in the alpha entry point of Backstage: whatever
// changes there is changed here.
import {
  actionsRegistryServiceRef,
  type ActionsRegistryService,
} from '@backstage/backend-plugin-api/alpha';
import type { AuthorizedGateService } from '../gate/AuthorizedGateService';
import { parseNamedEntity } from '../router/entityRef';

export { actionsRegistryServiceRef, type ActionsRegistryService };

/** What scaffolder templates, and agents by MCP, can ask of the backend. */
export function registerActions(
  registry: ActionsRegistryService,
  { gate }: { gate: AuthorizedGateService },
): void {
  registry.register({
    name: 'check-deployment-gate',
    title: 'Check the deployment gate',
    description: `Tells whether the error budgets of a service allow deployments to one of its environments.

The decision is "allow", "slow" (deploy only what is needed, and watch it) or "freeze" (deploy only what brings an objective back). Reasons name the objective, the figure and the limit, and say what to do; those that weigh most come first. It is answered from what was measured last: "measuredUpTo" says from when that is.`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: {
      input: z =>
        z.object({
          entity: z
            .string()
            .describe('Entity ref of the service: component:default/shop'),
          environment: z
            .string()
            .min(1)
            .describe('Name of the environment, such as production'),
        }),
      output: z => {
        const decision = z.enum(['allow', 'slow', 'freeze']);
        return z.object({
          decision,
          withoutOverride: decision.describe(
            'What it would be if nobody had let deployments pass',
          ),
          reasons: z.array(
            z.object({
              effect: decision,
              message: z.string(),
              remedy: z.string().optional(),
            }),
          ),
          override: z
            .object({
              createdBy: z.string().describe('Entity ref of a user'),
              reason: z.string(),
              until: z.string().describe('ISO 8601 instant'),
            })
            .optional(),
          measuredUpTo: z
            .string()
            .optional()
            .describe(
              'ISO 8601 instant of the oldest measurement that was looked at',
            ),
        });
      },
    },
    examples: [
      {
        title: 'Before a deployment to production',
        input: { entity: 'component:default/shop', environment: 'production' },
        output: {
          decision: 'freeze',
          withoutOverride: 'freeze',
          reasons: [
            {
              effect: 'freeze',
              message:
                '-3 % of the error budget of Availability is left; at 0 % or less deployments are frozen',
              remedy:
                'Deploy only what brings the objective back, by an override that says so',
            },
          ],
          measuredUpTo: '2026-11-02T10:10:00.000Z',
        },
      },
    ],
    async action({ input, credentials }) {
      const answer = await gate.decide(
        parseNamedEntity(input.entity),
        input.environment,
        { credentials },
      );
      const { override } = answer;
      const [measuredUpTo] = answer.slos
        .flatMap(({ measuredAt }) => measuredAt ?? [])
        .sort();
      return {
        output: {
          decision: answer.decision,
          withoutOverride: answer.byPolicy,
          reasons: answer.reasons.map(({ effect, message, remedy }) => ({
            effect,
            message,
            remedy,
          })),
          override: override && {
            createdBy: override.createdBy,
            reason: override.reason,
            until: override.until,
          },
          measuredUpTo,
        },
      };
    },
  });
}
