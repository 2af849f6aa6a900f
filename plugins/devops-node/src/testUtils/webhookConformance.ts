import { inspect } from 'util';
import fc from 'fast-check';
import { compareVersions } from '../providers';
import type { DeliveryRecord, WebhookParser } from '../providers';
import { expectRecord } from './expectRecord';
import { hostileBody, hostileTexts } from './hostile';
import type {
  ConformanceWebhooks,
  ProviderConformanceOptions,
} from './options';

const NOW = new Date('2026-03-02T10:00:00Z');

/** Webhooks: proof of origin, purity, order of arrival, hostile payloads. */
export function webhookConformance(
  options: ProviderConformanceOptions,
  webhooks: ConformanceWebhooks,
): void {
  let made: WebhookParser | undefined;
  const parser = (): WebhookParser => {
    made ??= options.createSource().webhooks;
    if (!made) {
      throw new Error('The source of the suite has no webhooks');
    }
    return made;
  };

  describe('verification', () => {
    const [delivery] = webhooks.deliveries;
    const rawBody = Buffer.from(JSON.stringify(delivery.body));

    const verify = async (
      secret: Parameters<ConformanceWebhooks['sign']>[1]['secret'],
      change: { rawBody?: Buffer; sentAt?: Date; receivedAt?: Date } = {},
    ) =>
      parser().verify({
        headers: webhooks.sign(
          { event: delivery.event, rawBody },
          { secret, sentAt: change.sentAt ?? NOW, deliveryId: 'delivery-1' },
        ),
        rawBody: change.rawBody ?? rawBody,
        receivedAt: change.receivedAt ?? NOW,
      });

    /** What a refusal looks like from outside; 'accepted' if there is none. */
    const refusal = async (act: () => unknown) => {
      try {
        await act();
        return 'accepted';
      } catch (error) {
        const shown = inspect(error, { depth: 10 });
        const isLeaking = options.secrets.some(secret =>
          shown.includes(secret),
        );
        return isLeaking ? 'leaks a secret' : (error as Error).name;
      }
    };

    it.each(['current', 'previous'] as const)(
      'accepts the %s secret, so that it can be replaced without a gap',
      async secret => {
        expect((await verify(secret)).event).toBe(delivery.event);
      },
    );

    it.each(['wrong', 'none'] as const)('refuses %s secret', async secret => {
      expect(await refusal(() => verify(secret))).toBe('AuthenticationError');
    });

    it('gives attempts of one delivery one id, and others another', async () => {
      const first = (await verify('current')).deliveryId;
      expect((await verify('current')).deliveryId).toBe(first);
      const other = webhooks.deliveries[1];
      const otherBody = Buffer.from(JSON.stringify(other.body));
      const second = await parser().verify({
        headers: webhooks.sign(
          { event: other.event, rawBody: otherBody },
          { secret: 'current', sentAt: NOW, deliveryId: 'delivery-2' },
        ),
        rawBody: otherBody,
        receivedAt: NOW,
      });
      expect(second.deliveryId).not.toBe(first);
    });

    if (webhooks.signed) {
      it('refuses a body that was changed on the way', async () => {
        const changed = Buffer.concat([rawBody, Buffer.from(' ')]);
        expect(
          await refusal(() => verify('current', { rawBody: changed })),
        ).toBe('AuthenticationError');
      });
    }

    if (webhooks.signed === true) {
      it.each([
        ['replayed after an hour', 60],
        ['dated an hour ahead', -60],
      ])('refuses one that is %s', async (_, minutes) => {
        const receivedAt = new Date(NOW.getTime() + minutes * 60_000);
        expect(await refusal(() => verify('current', { receivedAt }))).toBe(
          'AuthenticationError',
        );
      });
    }

    it('refuses whatever else is in the headers, and nothing else happens', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.dictionary(
            fc.constantFrom(
              ...Object.keys(
                webhooks.sign(
                  { event: delivery.event, rawBody },
                  { secret: 'wrong', sentAt: NOW, deliveryId: 'delivery-1' },
                ),
              ),
            ),
            fc.oneof(fc.string(), fc.array(fc.string())),
          ),
          async headers => {
            expect(
              await refusal(() =>
                parser().verify({ headers, rawBody, receivedAt: NOW }),
              ),
            ).toBe('AuthenticationError');
          },
        ),
      );
    });
  });

  describe('payloads', () => {
    const parse = async (delivery: { event: string; body: unknown }) =>
      parser().parse({ ...delivery, receivedAt: NOW });
    const recordsOf = async (deliveries: ConformanceWebhooks['deliveries']) =>
      (await Promise.all(deliveries.map(parse))).map(({ records }) => records);

    it('reads every delivery of the story', async () => {
      for (const delivery of webhooks.deliveries) {
        const { records } = await parse(delivery);
        expect(records.length).toBeGreaterThan(0);
        records.forEach(expectRecord);
      }
    });

    it('has no records of events that do not concern deliveries', async () => {
      expect((await parse(webhooks.unrelated)).records).toEqual([]);
    });

    it('depends on nothing but the payload, and leaves it alone', async () => {
      for (const delivery of webhooks.deliveries) {
        const before = structuredClone(delivery.body);
        const result = await parse(delivery);
        expect(await parse(delivery)).toEqual(result);
        expect(delivery.body).toEqual(before);
      }
    });

    it('tells the outcome of the story', async () => {
      const told = await recordsOf(webhooks.deliveries);
      expect(statesOf(told.flat())).toEqual(webhooks.outcome);
    });

    it('keeps up with the story when it is told in order', async () => {
      const stored = new Map<string, DeliveryRecord>();
      const told = await recordsOf(webhooks.deliveries);
      const late = told.flat().filter(record => {
        const before = statusOf(stored.get(record.key));
        store(stored, record);
        // One exception: a skipped job that is opened again may show late,
        // because nothing but its state changes.
        return (
          before !== 'skipped' &&
          statusOf(stored.get(record.key)) !== statusOf(record)
        );
      });
      expect(late).toEqual([]);
    });

    it('tells the same in any order, with any delivery repeated, at any point', async () => {
      const told = await recordsOf(webhooks.deliveries);
      fc.assert(
        fc.property(
          fc
            .integer({ min: 1, max: told.length })
            .map(end => told.slice(0, end))
            .chain(part =>
              fc.tuple(
                fc.constant(part),
                fc.shuffledSubarray(part, { minLength: part.length }),
                fc.array(fc.constantFrom(...part), { maxLength: 20 }),
                fc.nat({ max: part.length }),
              ),
            ),
          ([part, shuffled, repeated, cut]) => {
            const arrived = [
              ...shuffled.slice(0, cut),
              ...repeated,
              ...shuffled.slice(cut),
            ];
            expect(statesOf(arrived.flat())).toEqual(statesOf(part.flat()));
          },
        ),
        { numRuns: 500 },
      );
    });

    /** Valid records or a short `InputError`: anything else is told apart. */
    const survival = async (delivery: { event: string; body: unknown }) => {
      let records: DeliveryRecord[] = [];
      try {
        ({ records } = await parse(delivery));
      } catch (error) {
        const { name, message } = error as Error;
        return name === 'InputError' && message.length < 2_000 ? 'ok' : error;
      }
      records.forEach(expectRecord);
      return 'polluted' in {} ? 'polluted' : 'ok';
    };

    it('survives any JSON', async () => {
      const events = [
        ...new Set(webhooks.deliveries.map(({ event }) => event)),
      ];
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...events, '', '__proto__', 'constructor'),
          fc.jsonValue(),
          async (event, body) => {
            expect(await survival({ event, body })).toBe('ok');
          },
        ),
      );
    });

    it('survives a genuine payload with any value anywhere', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...webhooks.deliveries),
          fc.nat(),
          fc.oneof(hostileBody(), fc.jsonValue()),
          async ({ event, body }, position, value) => {
            const changed = replaceAt(body, position, value);
            expect(await survival({ event, body: changed })).toBe('ok');
          },
        ),
        { numRuns: 500 },
      );
    });

    it.each(hostileTexts())('survives %s', async (_, text) => {
      const byEvent = new Map(
        webhooks.deliveries.map(({ event, body }) => [event, body]),
      );
      for (const [event, body] of byEvent) {
        const value: unknown = JSON.parse(text);
        expect(await survival({ event, body: value })).toBe('ok');
        for (let position = 0; position < 20; position += 1) {
          const changed = replaceAt(body, position, value);
          expect(await survival({ event, body: changed })).toBe('ok');
        }
      }
    });
  });
}

/** The guard of the store, and nothing else of it. */
function store(
  stored: Map<string, DeliveryRecord>,
  record: DeliveryRecord,
): void {
  const present = stored.get(record.key);
  if (!present || compareVersions(record.version, present.version) > 0) {
    stored.set(record.key, record);
  }
}

function statusOf(record: DeliveryRecord | undefined): string | undefined {
  return record && 'status' in record ? record.status : undefined;
}

/** The state of everything that has one, by key, once all records arrived. */
function statesOf(records: DeliveryRecord[]): Record<string, string> {
  const stored = new Map<string, DeliveryRecord>();
  records.forEach(record => store(stored, record));
  return Object.fromEntries(
    [...stored].flatMap(([key, record]) => {
      const status = statusOf(record);
      return status === undefined ? [] : [[key, status]];
    }),
  );
}

/** A copy with one value, counted through the payload, replaced. */
function replaceAt(body: unknown, position: number, value: unknown): unknown {
  const copy = structuredClone(body);
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (node: unknown) => {
    if (typeof node === 'object' && node !== null) {
      const holder = node as Record<string, unknown>;
      for (const key of Object.keys(holder)) {
        places.push({ holder, key });
        visit(holder[key]);
      }
    }
  };
  visit(copy);
  if (places.length === 0) {
    return value;
  }
  const { holder, key } = places[position % places.length];
  holder[key] = value;
  return copy;
}
