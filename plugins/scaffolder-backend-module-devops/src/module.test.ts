import { startTestBackend } from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import scaffolderModuleDevops from './index';

describe('module', () => {
  it('adds its actions to the scaffolder', async () => {
    const added: Array<Pick<TemplateAction, 'id'>> = [];
    await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...actions) => added.push(...actions) },
        ],
      ],
      features: [scaffolderModuleDevops],
    });
    expect(added.map(action => action.id)).toEqual([
      'devops:stack:detect',
      'devops:pipeline:create',
      'devops:pipeline:validate',
      'devops:pipeline:update',
      'devops:environment:create',
      'devops:slo:create',
      'devops:gate:check',
    ]);
  });
});
