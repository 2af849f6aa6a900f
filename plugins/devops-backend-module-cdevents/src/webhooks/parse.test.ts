import { cloudEvent, story } from '../__testUtils__/story';
import { parseWebhook } from './parse';

const parse = (body: unknown) =>
  parseWebhook({ event: 'events', body, receivedAt: new Date(0) }).records;

const told = (type: string, subject: object, customData?: unknown) =>
  parse(
    cloudEvent(type, {
      id: 'e1',
      minute: 0,
      subject: { id: 's1', content: {}, ...subject },
      customData,
    }).body,
  );

describe('records of CDEvents', () => {
  it('is a deployment for each that a service had', () => {
    expect(parse(story[10].body)).toEqual([
      {
        type: 'deployment',
        scope: '/clusters/one',
        key: 'deployment:/tekton/shop#e11',
        version: {
          generation: 0,
          terminal: true,
          at: Date.UTC(2026, 2, 2, 9, 9),
        },
        externalId: 'e11',
        environment: 'production',
        tier: 'production',
        status: 'succeeded',
        providerStatus: 'deployed',
        release: 'v1.2.0',
        revision: 'c0ffee1',
        createdAt: '2026-03-02T09:09:00.000Z',
        finishedAt: '2026-03-02T09:09:00.000Z',
      },
      expect.objectContaining({ type: 'environment', gone: false }),
    ]);
  });

  it('knows a way back as work that nobody planned', () => {
    expect(parse(story[13].body)[0]).toMatchObject({
      providerStatus: 'rolledback',
      markedUnplanned: true,
    });
  });

  it.each([
    ['pkg:oci/cart@sha256%3A0b31', { revision: 'sha256:0b31' }],
    ['pkg:npm/%40shop/cart@1.2.3', { revision: '1.2.3', release: '1.2.3' }],
    ['pkg:npm/cart', { revision: '' }],
    ['0b31b1c02ff4', { revision: '0b31b1c02ff4' }],
    [undefined, { revision: '' }],
  ])('reads the artifact %s', (artifactId, expected) => {
    const [deployment] = told('service.upgraded', {
      content: { environment: { id: 'qa' }, artifactId },
    });
    expect(deployment).toMatchObject(expected);
    expect('release' in deployment).toBe('release' in expected);
  });

  it('takes a service that is removed out of its environment', () => {
    const content = { environment: { id: 'qa' } };
    expect(told('service.removed', { content })).toEqual([
      expect.objectContaining({ type: 'environment', name: 'qa', gone: true }),
    ]);
    expect(told('service.published', { content })).toEqual([
      expect.objectContaining({ type: 'environment', name: 'qa', gone: false }),
    ]);
  });

  it('gives an incident to its service, unless it names an entity', () => {
    const content = { service: { id: 'cart', source: '/clusters/one' } };
    const scopes = [
      told('incident.detected', { content }),
      told('incident.detected', { content }, { entity: 'shop/cart' }),
      told('incident.detected', { source: '/alerts' }),
      told('incident.detected', {}),
    ].map(([{ scope }]) => scope);
    expect(scopes).toEqual([
      '/clusters/one',
      'component:shop/cart',
      '/alerts',
      '/tekton/shop',
    ]);
  });

  it.each([
    ['success', 'succeeded'],
    ['failure', 'failed'],
    ['error', 'failed'],
    ['cancel', 'canceled'],
    [undefined, 'unknown'],
    ['constructor', 'unknown'],
  ])('knows the outcome %s as %s', (outcome, status) => {
    expect(
      told('pipelinerun.finished', { content: { outcome } })[0],
    ).toMatchObject({ status });
  });

  it('reads links of versions before 0.5, and only those of the web', () => {
    const link = (content: object) => {
      const [record] = told('pipelinerun.queued', { content });
      return 'url' in record ? record.url : undefined;
    };
    expect(link({ url: 'https://ci/1' })).toBe('https://ci/1');
    expect(link({ uri: 'https://ci/1', url: 'https://old' })).toBe(
      'https://ci/1',
    );
    expect(link({ uri: 'data:text/html,x' })).toBeUndefined();
  });

  it('has no place for a task of no pipeline', () => {
    expect(told('taskrun.started', {})).toEqual([]);
    expect(
      told('taskrun.started', {
        content: { pipelineRun: { id: 'run-7', source: '/jenkins' } },
      })[0],
    ).toMatchObject({ runKey: 'run:/jenkins#run-7', name: 's1' });
  });

  it.each([undefined, 'aGVsbG8=', 7, ['entity']])(
    'is not disturbed by the custom data %j',
    customData => {
      expect(told('change.created', {}, customData)[0]).toMatchObject({
        scope: '/tekton/shop',
      });
    },
  );

  it('has no use for other events', () => {
    expect(told('artifact.published', {})).toEqual([]);
    expect(told('pipelinerun.paused', {})).toEqual([]);
    expect(told('constructor.created', {})).toEqual([]);
    expect(
      parse({ specversion: '1.0', id: '1', source: '/x', type: 'com.x.y' }),
    ).toEqual([]);
  });
});
