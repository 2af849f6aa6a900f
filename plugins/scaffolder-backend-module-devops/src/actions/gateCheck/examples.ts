import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const example = (
  description: string,
  input: Record<string, unknown>,
): TemplateExample => ({
  description,
  example: stringify({
    steps: [
      {
        id: 'gate',
        name: 'Ask whether it may be deployed',
        action: 'devops:gate:check',
        input,
      },
    ],
  }),
});

export const examples: TemplateExample[] = [
  example('Go on only when error budgets let production be changed', {
    entityRef: 'component:default/shop',
    environment: 'production',
  }),
  example('Ask about the component that a form has picked', {
    entityRef: '${{ parameters.component }}',
    environment: '${{ parameters.environment }}',
  }),
  example('Tell of the decision and go on in any case', {
    entityRef: 'component:default/shop',
    environment: 'production',
    failOnFreeze: false,
  }),
];
