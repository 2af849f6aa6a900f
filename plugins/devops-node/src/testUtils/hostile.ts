import fc from 'fast-check';

/** Values that break parsers more often than random ones do. */
export function hostileBody(): fc.Arbitrary<unknown> {
  return fc.constantFrom<unknown>(
    null,
    -1,
    0,
    0.5,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    '',
    ' ',
    '0000-00-00 00:00:00 UTC',
    '9999-99-99T99:99:99Z',
    'data:text/html,<script>alert(1)</script>',
    '../../etc/passwd',
    '\u0000\u202e',
    '\ud800',
    [],
    {},
    [[]],
    { length: 3 },
    JSON.parse('{"__proto__":{"polluted":true}}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
    JSON.parse('{"toString":null,"hasOwnProperty":1,"then":{}}'),
  );
}

/** Whole payloads, by name. */
export function hostileTexts(): [string, string][] {
  const deep = 20_000;
  return [
    ['lists in lists', `${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['objects in objects', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['a text of 2 MB', JSON.stringify('x'.repeat(2_000_000))],
    ['lines without end', JSON.stringify('\n'.repeat(500_000))],
    ['a list of 100,000', JSON.stringify(Array(100_000).fill(0))],
    ['a new prototype', '{"__proto__":{"polluted":true,"object_kind":"x"}}'],
  ];
}
