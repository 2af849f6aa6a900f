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
        id: 'check',
        name: 'Check the pipelines',
        action: 'devops:pipeline:validate',
        input,
      },
    ],
  }),
});

export const examples: TemplateExample[] = [
  example('The pipelines in the workspace, which have to keep every rule', {}),
  example('A hand-written pipeline, whose broken rules are only reported', {
    mayFail: true,
  }),
  example('A repository that was fetched into a folder', {
    targetPath: 'repository',
    mayFail: true,
  }),
];
