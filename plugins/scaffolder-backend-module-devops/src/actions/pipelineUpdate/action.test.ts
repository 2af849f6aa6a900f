import { readFile } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  formatLock,
  LOCK_PATH,
  parseLock,
} from '@backstage-devops/plugin-devops-generators';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { frozen } from '../../__testUtils__/frozen';
import { createPipelineCreateAction } from '../pipelineCreate/action';
import { createPipelineUpdateAction } from './action';

jest.setTimeout(60_000);

const FILE = '.gitlab-ci.yml';

describe('devops:pipeline:update', () => {
  const workspace = createMockDirectory();
  const create = createPipelineCreateAction();
  const update = createPipelineUpdateAction();
  const output = jest.fn();

  const read = (path: string) => readFile(workspace.resolve(path), 'utf8');

  const run = (input: { prefer?: 'team' | 'template' } = {}) =>
    update.handler({
      ...createMockActionContext({
        input: frozen(input),
        workspacePath: workspace.path,
      }),
      output,
    });

  beforeEach(async () => {
    workspace.clear();
    output.mockClear();
    await create.handler(
      createMockActionContext({
        input: frozen({ service: 'orders' }),
        workspacePath: workspace.path,
      }),
    );
  });

  /** As if another version of the template had written the pipeline. */
  async function writtenBefore(change: (text: string) => string) {
    const lock = parseLock(await read(LOCK_PATH));
    lock.files.forEach(file => {
      file.base = file.path === FILE ? change(file.base) : file.base;
    });
    await workspace.addContent({
      [LOCK_PATH]: formatLock(lock),
      [FILE]: change(await read(FILE)),
    });
  }

  it('has nothing to do right after the pipeline was created', async () => {
    await run();
    expect(output).toHaveBeenCalledWith('changed', false);
    expect(output).toHaveBeenCalledWith('files', []);
  });

  it('takes what the template changed and keeps what the team added', async () => {
    const current = await read(FILE);
    await writtenBefore(text =>
      text.replace('timeout: 20 minutes', 'timeout: 5 minutes'),
    );
    await workspace.addContent({
      [FILE]: `${await read(FILE)}\n# ours\nour-job:\n  script: [make]\n`,
    });
    await run();
    expect(await read(FILE)).toBe(
      `${current}\n# ours\nour-job:\n  script: [make]\n`,
    );
    expect(output).toHaveBeenCalledWith('files', [FILE]);
    expect(output).toHaveBeenCalledWith(
      'summary',
      expect.stringContaining(`- change \`${FILE}\``),
    );
  });

  it('stops at a contradiction until it is told whose side stands', async () => {
    await writtenBefore(text =>
      text.replace('timeout: 20 minutes', 'timeout: 5 minutes'),
    );
    const ours = (await read(FILE)).replace(
      'timeout: 5 minutes',
      'timeout: 50 minutes',
    );
    await workspace.addContent({ [FILE]: ours });
    await expect(run()).rejects.toThrow(/unit-tests\.timeout/);
    expect(await read(FILE)).toBe(ours);
    await run({ prefer: 'team' });
    expect(await read(FILE)).toBe(ours);
    expect(output).toHaveBeenCalledWith('contradictions', [
      expect.objectContaining({ place: 'unit-tests.timeout' }),
    ]);
  });

  it('says what is missing', async () => {
    workspace.clear();
    await expect(run()).rejects.toThrow(/lock\.json is missing/);
  });
});
