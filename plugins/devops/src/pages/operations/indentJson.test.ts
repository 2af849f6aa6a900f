import { indentJson } from './indentJson';

describe('a body that is JSON', () => {
  it.each([
    '{}',
    '[]',
    '{"a":[],"b":{}}',
    '{"a":{"b":[1,{"c":null}],"d":"x"},"e":true}',
    '"a text"',
    '-1.5',
    '{"a": "{\\"b\\": [1,2]}", "c": "\\\\"}',
    '  { "a" : [ 1 , 2 ] }\n',
  ])('is laid out as JSON.stringify does: %s', text => {
    expect(indentJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
  });

  it('keeps what JavaScript would change', () => {
    expect(
      indentJson('{"id":12345678901234567890,"x":1.0,"x":"\\u00e9"}'),
    ).toBe(
      '{\n  "id": 12345678901234567890,\n  "x": 1.0,\n  "x": "\\u00e9"\n}',
    );
  });

  it.each(['', '{"a":', 'object_kind=pipeline', '{"a":1}}'])(
    'leaves what is none: %s',
    text => expect(indentJson(text)).toBeUndefined(),
  );
});
