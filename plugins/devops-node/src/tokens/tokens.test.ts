import { ConfigReader } from '@backstage/config';
import { createTokenVerifier, isAllowed, readAccessTokens } from '.';

const CURRENT = 'current-token-0123456789';
const PREVIOUS = 'previous-token-0123456789';

const read = (tokens: unknown) =>
  readAccessTokens(new ConfigReader({ tokens } as {}), {
    key: 'devops.providers.push.ci',
    restriction: 'entities',
  });

describe('readAccessTokens', () => {
  it('reads names, tokens and what they may write', () => {
    expect(
      read([
        { name: 'ci', token: CURRENT },
        { name: 'old', token: PREVIOUS, entities: ['component:shop/*'] },
      ]),
    ).toEqual([
      { name: 'ci', token: CURRENT },
      { name: 'old', token: PREVIOUS, allowed: ['component:shop/*'] },
    ]);
  });

  it.each([
    ['no tokens', [], /push\.ci\.tokens is empty/],
    [
      'a short token',
      [{ name: 'ci', token: 'short' }],
      /tokens\[0\]\.token needs at least 16 characters/,
    ],
    [
      'a token that may write nothing',
      [{ name: 'ci', token: CURRENT, entities: [] }],
      /tokens\[0\]\.entities is empty/,
    ],
    [
      'a name twice',
      [
        { name: 'ci', token: CURRENT },
        { name: 'ci', token: PREVIOUS },
      ],
      /'ci' has a name that another token has too/,
    ],
    [
      'a token twice',
      [
        { name: 'ci', token: CURRENT },
        { name: 'cd', token: CURRENT },
      ],
      /'cd' has a token that another token has too/,
    ],
    ['no name', [{ token: CURRENT }], /name/],
  ])('refuses %s, and never repeats the token', (_, tokens, message) => {
    let error = new Error('accepted');
    try {
      read(tokens);
    } catch (thrown) {
      error = thrown as Error;
    }
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(CURRENT);
  });
});

describe('createTokenVerifier', () => {
  const verify = createTokenVerifier(
    [
      { name: 'new', token: CURRENT },
      { name: 'old', token: PREVIOUS },
    ],
    { key: 'devops.providers.push.ci.tokens' },
  );
  const nameOf = (authorization?: string | string[]) =>
    verify({
      headers: { authorization },
      rawBody: Buffer.alloc(0),
      receivedAt: new Date(0),
    }).name;

  it('tells which token it is, in any case of the scheme', () => {
    expect(nameOf(`Bearer ${CURRENT}`)).toBe('new');
    expect(nameOf(`bearer  ${PREVIOUS} `)).toBe('old');
    expect(nameOf([`Bearer ${PREVIOUS}`])).toBe('old');
  });

  it.each([
    undefined,
    '',
    'Bearer',
    `Basic ${CURRENT}`,
    CURRENT,
    `Bearer ${CURRENT}x`,
    `Bearer ${CURRENT.slice(1)}`,
    `Bearer ${CURRENT} ${PREVIOUS}`,
  ])('refuses %j and names the key', authorization => {
    expect(() => nameOf(authorization)).toThrow(
      expect.objectContaining({
        name: 'AuthenticationError',
        message: expect.stringContaining('devops.providers.push.ci.tokens'),
      }),
    );
  });
});

describe('isAllowed', () => {
  const token = (...allowed: string[]) => ({
    name: 'ci',
    token: CURRENT,
    allowed,
  });

  it.each([
    ['component:shop/*', 'component:shop/cart', true],
    ['component:shop/*', 'component:shopping/cart', false],
    ['component:*/cart-*', 'component:shop/cart-api', true],
    ['component:default/{cart,till}', 'component:default/till', true],
    ['/tekton/**', '/tekton/a/b', true],
    ['/tekton/*', '/tekton/a/b', false],
    ['!component:shop/cart', 'component:shop/till', false],
    ['https://ci.example.com/**', 'https://ci.example.com/a/b', true],
  ])('%s of %s is %s', (glob, name, expected) => {
    expect(isAllowed(token(glob), name)).toBe(expected);
  });

  it('is true for a token without restriction', () => {
    expect(isAllowed({ name: 'ci', token: CURRENT }, 'anything')).toBe(true);
  });
});
