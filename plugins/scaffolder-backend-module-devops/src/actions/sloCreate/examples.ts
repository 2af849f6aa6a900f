import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Availability of 99.5 % over 30 days',
    example: stringify({
      steps: [
        {
          id: 'slo',
          name: 'Create the objectives',
          action: 'devops:slo:create',
          input: { service: 'orders', availabilityPercent: 99.5 },
        },
      ],
    }),
  },
  {
    description: 'Availability and latency',
    example: stringify({
      steps: [
        {
          id: 'slo',
          name: 'Create the objectives',
          action: 'devops:slo:create',
          input: {
            service: 'orders',
            displayName: 'Orders',
            availabilityPercent: 99.9,
            latency: { thresholdMs: 300, percent: 95 },
          },
        },
      ],
    }),
  },
  {
    description: 'An objective about staging over one week, in another folder',
    example: stringify({
      steps: [
        {
          id: 'slo',
          name: 'Create the objectives',
          action: 'devops:slo:create',
          input: {
            service: 'orders',
            availabilityPercent: 95,
            environment: 'staging',
            windowDays: 7,
            directory: 'objectives/staging',
          },
        },
      ],
    }),
  },
];
