import { repositoriesOf } from './bindings';

const com = { host: 'github.com', isDefault: true };
const enterprise = { host: 'ghe.example.com', isDefault: false };
const hosts = [com.host, enterprise.host];

function scopes(
  annotations: Record<string, string>,
  host: typeof com = com,
): string[] {
  return repositoriesOf(
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'api', annotations },
    },
    { ...host, hosts },
  );
}

const SLUG = 'github.com/project-slug';
const SOURCE = 'backstage.io/source-location';
const LOCATION = 'backstage.io/managed-by-location';

describe('bindings', () => {
  it('binds by the slug, in whatever case it is written', () => {
    expect(scopes({ [SLUG]: 'Octo-Org/Ledger.API' })).toEqual([
      'octo-org/ledger.api',
    ]);
  });

  it.each([
    'url:https://github.com/octo-org/ledger',
    'url:https://github.com/octo-org/ledger.git',
    'url:https://github.com/octo-org/ledger/',
    'url:https://github.com/octo-org/ledger/tree/main/services/api/',
    'url:https://GitHub.com/octo-org/ledger/blob/main/catalog-info.yaml',
  ])('binds by the location %s', location => {
    expect(scopes({ [SOURCE]: location })).toEqual(['octo-org/ledger']);
    expect(scopes({ [LOCATION]: location })).toEqual(['octo-org/ledger']);
  });

  it('prefers where the source is to where the entity is described', () => {
    expect(
      scopes({
        [SOURCE]: 'url:https://github.com/octo-org/ledger/',
        [LOCATION]: 'url:https://github.com/octo-org/catalog/blob/main/a.yaml',
      }),
    ).toEqual(['octo-org/ledger']);
  });

  it('gives a slug to the host that the location is of', () => {
    const annotations = {
      [SLUG]: 'team/ledger',
      [SOURCE]: 'url:https://ghe.example.com/team/ledger/tree/main/',
    };
    expect(scopes(annotations)).toEqual([]);
    expect(scopes(annotations, enterprise)).toEqual(['team/ledger']);
  });

  it('gives a slug without a hint to the default host', () => {
    const annotations = {
      [SLUG]: 'team/ledger',
      [SOURCE]: 'url:https://gitlab.com/team/ledger/',
    };
    expect(scopes(annotations)).toEqual(['team/ledger']);
    expect(scopes(annotations, enterprise)).toEqual([]);
  });

  it.each<Record<string, string>>([
    { [SOURCE]: 'url:https://github.com/octo-org' },
    { [SOURCE]: 'url:https://gist.github.com/octo-org/1/' },
    { [SOURCE]: 'dir:/octo-org/ledger' },
    { [SLUG]: 'octo-org' },
    { [SLUG]: 'octo-org/ledger/more' },
    { [SLUG]: '../..' },
    {},
  ])('does not bind by %j', annotations => {
    expect(scopes(annotations)).toEqual([]);
  });
});
