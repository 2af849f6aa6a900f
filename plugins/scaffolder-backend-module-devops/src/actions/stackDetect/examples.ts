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
        id: 'stack',
        name: 'Find out what the repository is made of',
        action: 'devops:stack:detect',
        input,
      },
    ],
  }),
});

export const examples: TemplateExample[] = [
  example('The repository in the workspace', {}),
  example('A repository that was fetched into a folder', {
    targetPath: 'repository',
  }),
  example('One part of a large repository', {
    targetPath: 'repository/services/orders',
  }),
];
