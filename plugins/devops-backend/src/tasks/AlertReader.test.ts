import { TestDatabases } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import type { Alert } from '@backstage-devops/plugin-devops-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  AlertRecord,
  AlertSource,
  DeliverySource,
} from '@backstage-devops/plugin-devops-node';
import request from 'supertest';
import { createTestApp } from '../__testUtils__/createTestApp';

jest.setTimeout(60_000);

const MINUTE_MS = 60_000;
const START = Date.parse('2026-11-02T10:00:00Z');
const CART = '/entities/component/default/cart';
const SIGNAL = new AbortController().signal;

/** Has methods, which need what they are called on. */
class Readings implements AlertSource {
  readonly intervalMs = MINUTE_MS;
  readonly #source: AlertingSource;

  constructor(source: AlertingSource) {
    this.#source = source;
  }

  async readAlerts() {
    const { failWith, firing, now } = this.#source;
    if (failWith) {
      throw failWith;
    }
    return { at: new Date(now()), alerts: firing };
  }
}

/** Tells of alerts as of any minute, counted from the start. */
class AlertingSource implements DeliverySource {
  readonly id = 'alertmanager-main';
  readonly provider = 'alertmanager';
  readonly title = 'Alertmanager (main)';
  readonly annotations = ['test.example/service'];
  minute = 0;
  firing: AlertRecord[] = [];
  failWith?: Error;

  scopesOf = () => ['cart'];

  readonly alerts = new Readings(this);

  now = () => START + this.minute * MINUTE_MS;
}

function alert(
  key: string,
  startedMinute: number,
  more: Partial<AlertRecord> = {},
): AlertRecord {
  const at = START + startedMinute * MINUTE_MS;
  return {
    type: 'alert',
    scope: 'cart',
    key,
    version: { generation: 0, terminal: false, at },
    externalId: key,
    name: `Alert ${key}`,
    status: 'firing',
    severity: 'critical',
    startedAt: new Date(at).toISOString(),
    labels: { sloth_id: 'cart-availability' },
    ...more,
  };
}

describe('AlertReader', () => {
  const databases = TestDatabases.create();
  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let app: Awaited<ReturnType<typeof createTestApp>>;
    let source: AlertingSource;
    /** Of webhooks alone. */
    const hooked: DeliverySource = {
      id: 'alertmanager-hooked',
      provider: 'alertmanager',
      title: 'Alertmanager (hooked)',
      annotations: [],
      scopesOf: () => ['cart'],
    };

    beforeAll(async () => {
      source = new AlertingSource();
      app = await createTestApp({
        knex: await databases.init(databaseId),
        sources: [source, hooked],
        now: () => source.now(),
      });
    });
    beforeEach(async () => {
      await app.reset();
      source.failWith = undefined;
    });

    const readAt = async (minute: number, firing: AlertRecord[]) => {
      source.minute = minute;
      source.firing = firing;
      await app.delivery.alertReader.run(source, source.alerts, SIGNAL);
    };
    const list = async (query = '') =>
      (await request(app.server).get(`${CART}/alerts${query}`).expect(200))
        .body;
    const states = async () =>
      Object.fromEntries(
        (await list()).items.map((item: Alert) => [
          item.name,
          item.endedAt ?? item.status,
        ]),
      );

    it('tells of what fires, and when it was no longer told of', async () => {
      await readAt(5, [alert('a', 3), alert('b', 4)]);
      expect(await states()).toEqual({
        'Alert a': 'firing',
        'Alert b': 'firing',
      });

      await readAt(6, [alert('b', 4)]);
      expect(await states()).toEqual({
        'Alert a': '2026-11-02T10:06:00.000Z',
        'Alert b': 'firing',
      });
      expect((await list('?status=firing')).items).toEqual([
        {
          id: expect.any(String),
          name: 'Alert b',
          status: 'firing',
          severity: 'critical',
          sloId: 'cart-availability',
          startedAt: '2026-11-02T10:04:00.000Z',
          labels: { sloth_id: 'cart-availability' },
          source: 'alertmanager-main',
        },
      ]);
    });

    it('lets alone what began a moment ago', async () => {
      await readAt(5, [alert('a', 4.5)]);
      await readAt(5.2, []);
      expect(await states()).toEqual({ 'Alert a': 'firing' });
    });

    it('believes a source that had forgotten an alert for a while', async () => {
      const seenAt = (minute: number) =>
        alert('a', 1, {
          version: {
            generation: 0,
            terminal: false,
            at: START + minute * MINUTE_MS,
          },
        });
      await readAt(5, [seenAt(4)]);
      await readAt(6, []);
      expect(await states()).toEqual({ 'Alert a': '2026-11-02T10:06:00.000Z' });
      await readAt(7, [seenAt(6.5)]);
      expect(await states()).toEqual({ 'Alert a': 'firing' });
    });

    it('believes a webhook that tells the true end', async () => {
      await readAt(5, [alert('a', 1)]);
      await readAt(9, []);
      const ended = START + 7 * MINUTE_MS;
      await app.delivery.ingestion.ingest(source, [
        alert('a', 1, {
          status: 'resolved',
          endedAt: new Date(ended).toISOString(),
          version: { generation: 0, terminal: true, at: ended },
        }),
      ]);
      expect(await states()).toEqual({ 'Alert a': '2026-11-02T10:07:00.000Z' });
    });

    it('tells pages of changes, and of nothing else', async () => {
      await readAt(5, [alert('a', 1)]);
      const before = await app.delivery.database.readSourceState({
        sourceId: source.id,
        scope: 'cart',
      });
      await readAt(6, [alert('a', 1)]);
      expect(
        await app.delivery.database.readSourceState({
          sourceId: source.id,
          scope: 'cart',
        }),
      ).toEqual(before);
    });

    it('notes that a source fails, and changes nothing', async () => {
      await readAt(5, [alert('a', 1)]);
      source.failWith = new ServiceUnavailableError('is down');
      await expect(readAt(6, [])).rejects.toThrow(
        'Alertmanager (main) did not tell which alerts fire',
      );
      const { items, freshness } = await list();
      expect(items).toEqual([expect.objectContaining({ status: 'firing' })]);
      expect(freshness).toMatchObject({
        state: 'failing',
        completeUntil: '2026-11-02T10:05:00.000Z',
        sources: [
          expect.objectContaining({
            capabilities: ['alerts'],
            lastError: expect.objectContaining({
              message: expect.stringContaining('is down'),
            }),
          }),
        ],
      });
    });

    it('tells of those of a source that cannot be asked', async () => {
      await app.delivery.ingestion.ingest(hooked, [alert('a', 1)]);
      expect(await states()).toEqual({ 'Alert a': 'firing' });
    });

    it('gives pages of them, newest first', async () => {
      await readAt(9, [alert('a', 1), alert('b', 2), alert('c', 3)]);
      const first = await list('?limit=2');
      expect(first.items.map(({ name }: Alert) => name)).toEqual([
        'Alert c',
        'Alert b',
      ]);
      const next = await list(
        `?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`,
      );
      expect(next.items.map(({ name }: Alert) => name)).toEqual(['Alert a']);
      expect(next.nextCursor).toBeUndefined();
    });

    it('asks for the permission to read objectives', async () => {
      app.decisions.set('devops.slo.read', AuthorizeResult.DENY);
      const { status } = await request(app.server).get(`${CART}/alerts`);
      expect(status).toBe(404);
    });
  });
});
