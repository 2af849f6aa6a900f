import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The three usual environments of a service',
    example: stringify({
      steps: [
        {
          id: 'environments',
          name: 'Add environments',
          action: 'devops:environment:create',
          input: {
            service: 'orders',
            owner: 'group:default/shop',
            environments: ['development', 'staging', 'production'],
            environmentUrl: 'https://${environment}.example.com/${service}/',
          },
        },
      ],
    }),
  },
  {
    description: 'One more environment with an address of its own',
    example: stringify({
      steps: [
        {
          id: 'environments',
          name: 'Add a load test environment',
          action: 'devops:environment:create',
          input: {
            service: 'orders',
            owner: 'group:default/shop',
            environments: [
              {
                name: 'load-test',
                tier: 'testing',
                url: 'https://load.example.com/orders/',
                manual: true,
              },
            ],
          },
        },
      ],
    }),
  },
  {
    description:
      'A component in a namespace and a folder of a larger repository',
    example: stringify({
      steps: [
        {
          id: 'environments',
          name: 'Add environments',
          action: 'devops:environment:create',
          input: {
            service: 'ledger',
            namespace: 'finance',
            owner: 'group:finance/accounting',
            environments: [{ name: 'production' }],
            environmentUrl: 'https://${service}.example.com/',
            catalogPath: 'catalog/ledger.yaml',
            targetPath: 'services/ledger',
          },
        },
      ],
    }),
  },
];
