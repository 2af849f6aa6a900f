import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'A service with three environments',
    example: stringify({
      steps: [
        {
          id: 'pipeline',
          name: 'Create the delivery pipeline',
          action: 'devops:pipeline:create',
          input: {
            service: 'orders',
            coverageThreshold: 85,
            environments: ['development', 'staging', 'production'],
            environmentUrl: 'https://${environment}.example.com/${service}/',
          },
        },
      ],
    }),
  },
  {
    description: 'A library that is checked and packaged, but not deployed',
    example: stringify({
      steps: [
        {
          id: 'pipeline',
          name: 'Create the delivery pipeline',
          action: 'devops:pipeline:create',
          input: {
            service: 'money',
            nodeVersion: '22',
            scripts: { lint: 'lint:all', test: 'test:unit', build: 'build' },
          },
        },
      ],
    }),
  },
  {
    description:
      'An environment of its own kind, a pinned component, and deployments that enter a vault with an identity token',
    example: stringify({
      steps: [
        {
          id: 'pipeline',
          name: 'Create the delivery pipeline',
          action: 'devops:pipeline:create',
          input: {
            service: 'payments',
            environments: [
              { name: 'sandbox', tier: 'testing', manual: true },
              { name: 'production', url: 'https://pay.example.com/' },
            ],
            environmentUrl: 'https://${environment}.example.com/${service}/',
            skipGates: ['dependency-audit'],
            includes: [
              { component: '$CI_SERVER_FQDN/platform/scan/licences@1.4.2' },
            ],
            identityAudience: 'https://vault.example.com',
            documentation: false,
          },
        },
      ],
    }),
  },
  {
    description:
      'A service of any language on GitHub Actions, of what its repository is made of',
    example: stringify({
      steps: [
        {
          id: 'pipeline',
          name: 'Create the delivery pipeline',
          action: 'devops:pipeline:create',
          input: {
            service: 'ledger',
            provider: 'github',
            coverageThreshold: 80,
            environments: ['staging', 'production'],
            environmentUrl: 'https://${environment}.example.com/${service}/',
            deploy: 'sh deploy/deploy.sh "$ENVIRONMENT"',
            secrets: ['DEPLOY_TOKEN'],
          },
        },
      ],
    }),
  },
];
