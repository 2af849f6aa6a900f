import fc from 'fast-check';
import { normalizeEntityRef } from './entity';
import { parseInstant } from './instant';
import { parseDeliveryEvent, parseDeliveryEvents } from './parse';

const deployment = {
  type: 'deployment',
  id: 'd1',
  entity: 'shop',
  environment: 'live',
  revision: 'abc1234',
  outcome: 'success',
  startedAt: '2026-08-01T09:00:00Z',
  finishedAt: '2026-08-01 09:10:00',
};

describe('parseDeliveryEvent', () => {
  it('fills in what follows from the rest', () => {
    expect(parseDeliveryEvent(deployment)).toEqual({
      ...deployment,
      tier: 'production',
      attempt: 1,
      startedAt: '2026-08-01T09:00:00.000Z',
      finishedAt: '2026-08-01T09:10:00.000Z',
    });
  });

  it('names the environment after its tier when it has no name', () => {
    expect(
      parseDeliveryEvent({
        ...deployment,
        environment: '',
        tier: 'STAGING',
      }),
    ).toMatchObject({ environment: 'staging', tier: 'staging' });
  });

  it('takes empty texts and nulls for absent and drops unknown fields', () => {
    const event = parseDeliveryEvent({
      type: 'incident',
      id: 7,
      entity: 'Shop',
      startedAt: '2026-08-01',
      resolvedAt: null,
      title: '  ',
      deployment: '',
      colour: 'red',
    });
    expect(event).toEqual({
      type: 'incident',
      id: '7',
      entity: 'Shop',
      startedAt: '2026-08-01T00:00:00.000Z',
    });
  });

  it('takes an environment that the provider does not know', () => {
    expect(
      parseDeliveryEvent({ ...deployment, environment: '' }),
    ).toMatchObject({ environment: 'unknown', tier: 'other' });
  });

  it('takes an empty start of a range for the beginning of history', () => {
    const range = { type: 'range', to: 'b', commits: ['b'] };
    expect(parseDeliveryEvent({ ...range, from: '' })).toEqual({
      type: 'range',
      to: 'b',
      commits: [{ sha: 'b' }],
    });
    expect(() => parseDeliveryEvent(range)).toThrow('"from" is missing');
  });

  it('reads changes, ranges, runs and jobs', () => {
    expect(
      parseDeliveryEvent({
        type: 'change',
        id: 'pr1',
        entity: 'shop',
        mergedAt: '0001-01-01T00:00:00Z',
        commits: [{ sha: 'a', authoredAt: '2026-08-01T11:00:00+0200' }],
      }),
    ).toEqual({
      type: 'change',
      id: 'pr1',
      entity: 'shop',
      commits: [{ sha: 'a', authoredAt: '2026-08-01T09:00:00.000Z' }],
    });
    expect(
      parseDeliveryEvent({
        type: 'range',
        from: 'a',
        to: 'b',
        commits: ['b', { sha: 'c', paths: ['x'] }],
      }),
    ).toEqual({
      type: 'range',
      from: 'a',
      to: 'b',
      commits: [{ sha: 'b' }, { sha: 'c', paths: ['x'] }],
    });
    expect(
      parseDeliveryEvent({
        type: 'run',
        id: 'r1',
        entity: 'shop',
        status: 'succeeded',
        defaultBranch: true,
      }),
    ).toMatchObject({ type: 'run', attempt: 1, defaultBranch: true });
    expect(
      parseDeliveryEvent({
        type: 'job',
        id: 'j1',
        run: 'r1',
        name: 'build',
        status: 'waiting',
      }),
    ).toMatchObject({ type: 'job', run: 'r1', status: 'waiting' });
  });

  it.each([
    [{ type: undefined }, '"type" is missing: give deployment, incident'],
    [{ type: 'deploy' }, '"type" must be deployment, incident'],
    [{ type: 'constructor' }, '"type" must be deployment, incident'],
    [{ id: undefined }, '"id" is missing: give the identifier'],
    [{ entity: ['shop'] }, '"entity" must be an entity reference'],
    [{ outcome: 'great' }, '"outcome" must be success, failure, canceled or'],
    [{ outcome: undefined }, '"outcome" is missing: give success, failure'],
    [{ tier: 'prod' }, '"tier" must be production, staging'],
    [{ environment: undefined }, '"environment" is missing: give the name'],
    [{ finishedAt: null }, '"finishedAt" is missing: a deployment that'],
    [{ finishedAt: 'yesterday' }, '"finishedAt" must be an instant such as'],
    [{ attempt: 0 }, '"attempt" must be a whole number from 1 on'],
    [{ failed: 'yes' }, '"failed" must be true or false'],
  ])('refuses %j', (change, message) => {
    expect(() =>
      parseDeliveryEvent(without({ ...deployment, ...change }), {
        where: 'item 4',
      }),
    ).toThrow(`item 4: ${message}`);
  });

  it('names the place of a bad value in a list', () => {
    expect(() =>
      parseDeliveryEvent({
        type: 'change',
        id: 'pr1',
        entity: 'shop',
        commits: [{ sha: 'a' }, { sha: 'b', authoredAt: 'soon' }],
      }),
    ).toThrow('"commits[1].authoredAt" must be an instant');
  });

  it.each([null, 7, 'text', [], [deployment]])('refuses %j', value => {
    expect(() => parseDeliveryEvent(value)).toThrow('must be an object');
  });
});

describe('parseDeliveryEvents', () => {
  const line = JSON.stringify(deployment);

  it('tolerates a byte order mark, Windows line ends and blank lines', () => {
    expect(
      parseDeliveryEvents(`\uFEFF${line}\r\n\r\n  \n${line}`),
    ).toHaveLength(2);
    expect(parseDeliveryEvents('')).toEqual([]);
  });

  it('names the lines and keys that are wrong, and never the payload', () => {
    const secret = 'hunter2';
    const text = [
      line,
      `{"type":"deployment","password":"${secret}`,
      `{"type":"deployment","id":"a","entity":"b","tier":"${secret}"}`,
    ].join('\n');
    const parse = () => parseDeliveryEvents(text, { where: 'events.ndjson' });
    expect(parse).toThrow('events.ndjson, line 2: is no JSON');
    expect(parse).toThrow('events.ndjson, line 3: "tier" must be production');
    expect(parse).not.toThrow(secret);
  });

  it('never fails in another way, and never repeats a value', () => {
    const secret = 'f7d1c6e2-secret';
    const value = fc.oneof(
      fc.constant(secret),
      fc.constant({ [secret]: secret }),
      fc.constant([secret]),
      fc.jsonValue(),
    );
    const event = fc.record(
      {
        type: fc.constantFrom('deployment', 'incident', 'change', 'range'),
        id: value,
        entity: value,
        environment: value,
        outcome: value,
        commits: value,
        startedAt: value,
      },
      { requiredKeys: ['type'] },
    );
    fc.assert(
      fc.property(event, given => {
        const answer = outcomeOf(() =>
          parseDeliveryEvents(JSON.stringify(given)),
        );
        expect(answer).toMatch(/^(?:read|InputError: line 1: )/);
        expect(answer).not.toContain(secret);
      }),
    );
  });
});

describe('parseInstant', () => {
  it.each([
    ['2016-08-12 15:23:28 UTC', '2016-08-12T15:23:28.000Z'],
    ['2016-08-12T15:23:28', '2016-08-12T15:23:28.000Z'],
    ['2016-08-12', '2016-08-12T00:00:00.000Z'],
    ['2016-08-12T15:23', '2016-08-12T15:23:00.000Z'],
    ['2016-08-12T15:23:28.123456Z', '2016-08-12T15:23:28.123Z'],
    ['2016-08-12T15:23:28.5z', '2016-08-12T15:23:28.500Z'],
    ['2016-08-12T15:23:28+0200', '2016-08-12T13:23:28.000Z'],
    ['2016-08-12 15:23:28 -03:30', '2016-08-12T18:53:28.000Z'],
    ['2016-08-12T15:23:28+02', '2016-08-12T13:23:28.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseInstant(text) ?? NaN).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'now',
    '2016-02-30',
    '2016-13-01',
    '2016-08-12T25:00',
    '2016-08-12Z',
    '12.08.2016',
    '1471015408',
  ])('does not read %s', text => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('reads what JavaScript writes', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01'),
          max: new Date('9999-12-31'),
          noInvalidDate: true,
        }),
        date => {
          expect(parseInstant(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });
});

describe('normalizeEntityRef', () => {
  it.each([
    ['Shop', 'component:default/shop'],
    ['component:shop', 'component:default/shop'],
    ['System:Team/Shop', 'system:team/shop'],
    ['A:b:C/d/e', 'a:b:c/d/e'],
    ['component:default/', 'component:default/'],
    ['/Shop', '/shop'],
  ])('compares %s as %s', (given, expected) => {
    expect(normalizeEntityRef(given)).toBe(expected);
  });
});

function outcomeOf(parse: () => unknown): string {
  try {
    parse();
    return 'read';
  } catch (error) {
    return String(error);
  }
}

/** JSON has no undefined. */
function without(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
