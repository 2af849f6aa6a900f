import { createMockDirectory } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { frozen } from '../../__testUtils__/frozen';
import { createPipelineValidateAction } from './action';

describe('devops:pipeline:validate', () => {
  const workspace = createMockDirectory();
  const action = createPipelineValidateAction();
  const output = jest.fn();
  const run = (input: { mayFail?: boolean; targetPath?: string } = {}) =>
    action.handler({
      ...createMockActionContext({
        input: frozen(input),
        workspacePath: workspace.path,
      }),
      output,
    });

  beforeEach(() => {
    workspace.clear();
    output.mockClear();
  });

  it('fails and names the file, the line and the remedy', async () => {
    workspace.setContent({ Jenkinsfile: 'pipeline {\n  agent any\n}\n' });
    await expect(run()).rejects.toThrow(/Jenkinsfile:2: JEN-02 .*agent any/);
    expect(output).toHaveBeenCalledWith('failed', expect.any(Number));
  });

  it('only reports when it may fail', async () => {
    workspace.setContent({ Jenkinsfile: 'pipeline {\n  agent any\n}\n' });
    await run({ mayFail: true });
    expect(output).toHaveBeenCalledWith('pipelines', [
      expect.objectContaining({ file: 'Jenkinsfile', provider: 'jenkins' }),
    ]);
  });

  it('has nothing to say about a repository without pipelines', async () => {
    await run();
    expect(output).toHaveBeenCalledWith('failed', 0);
  });
});
