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
        id: 'update',
        name: 'Bring the pipeline up to date',
        action: 'devops:pipeline:update',
        input,
      },
    ],
  }),
});

export const examples: TemplateExample[] = [
  example('An update that stops where the team has to decide', {}),
  example('An update in which the side of the team stands', {
    prefer: 'team',
  }),
  example('A repository in a folder, in which the template stands', {
    targetPath: 'repository',
    prefer: 'template',
  }),
];
