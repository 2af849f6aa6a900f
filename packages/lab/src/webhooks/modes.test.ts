import { HookReceiver } from '../testing/HookReceiver';
import { eventually, TestLab } from '../testing/startTestLab';

describe('webhook modes', () => {
  let lab: TestLab;
  let receiver: HookReceiver;
  let projectId: number;
  const branches = () =>
    receiver.received.map(({ body }) =>
      JSON.parse(body).ref.replace('refs/heads/', ''),
    );
  const setMode = async (mode: string) => {
    receiver.received.length = 0;
    return fetch(`${lab.config.forgeUrl}/api/lab/webhooks`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mode }),
    });
  };
  const push = async (...names: string[]) => {
    for (const name of names) {
      await lab.commit(projectId, { [name]: name }, 'create', name);
    }
  };

  beforeAll(async () => {
    receiver = await HookReceiver.start();
    lab = await TestLab.start({ webhookUrl: receiver.url });
    const project = await lab.createProject('tea', { 'README.md': 'Tea\n' });
    projectId = project.id;
    await eventually(async () => receiver.received.at(0));
    // Branches start where main is.
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      await lab.api(
        `/projects/${projectId}/repository/branches?branch=${name}&ref=main`,
        { method: 'POST' },
      );
    }
    await eventually(async () => receiver.received.at(7));
  });

  afterAll(async () => {
    await lab.stop();
    await receiver.stop();
  });

  it('refuses a mode that does not exist', async () => {
    expect((await setMode('sideways')).status).toBe(400);
  });

  it('doubles deliveries, with the same idempotency key', async () => {
    await setMode('double');
    await push('a', 'b');
    await eventually(async () => receiver.received.at(3));
    expect(branches()).toEqual(['a', 'a', 'b', 'b']);
    const [first, second] = receiver.received;
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
  });

  it('drops deliveries, and goes back to normal', async () => {
    await setMode('drop');
    await push('c');
    await setMode('normal');
    await push('d');
    await eventually(async () => receiver.received.at(0));
    expect(branches()).toEqual(['d']);
  });

  it('reverses deliveries', async () => {
    await setMode('reverse');
    await push('e', 'f', 'g');
    await eventually(async () => receiver.received.at(2));
    expect(branches()).toEqual(['g', 'f', 'e']);
  });
});
