import { projectsOf } from './bindings';

const corp = {
  host: 'code.example.com',
  webUrl: 'https://code.example.com',
  isDefault: false,
};
const slug = 'gitlab.com/project-slug';
const instance = 'gitlab.com/instance';
const source = 'backstage.io/source-location';
const managed = 'backstage.io/managed-by-location';

function projects(annotations: Record<string, string>, of = corp) {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'x', annotations },
  };
  return projectsOf(entity, of);
}

describe('projectsOf', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'the slug with its instance',
      { [slug]: 'group/sub/project', [instance]: 'code.example.com' },
      ['group/sub/project'],
    ],
    [
      'the instance written as an address in capitals',
      { [slug]: 'group/project', [instance]: 'https://Code.Example.com/' },
      ['group/project'],
    ],
    [
      'nothing of another instance',
      {
        [slug]: 'group/project',
        [instance]: 'gitlab.com',
        [source]: 'url:https://code.example.com/group/project/-/tree/main/',
      },
      [],
    ],
    [
      'a slug without an instance whose source is here',
      {
        [slug]: 'group/project',
        [source]: 'url:https://code.example.com/group/project/-/tree/main/',
      },
      ['group/project'],
    ],
    ['nothing of a slug that says no instance', { [slug]: 'a/b' }, []],
    [
      'the source location with subgroups',
      { [source]: 'url:https://code.example.com/a/b/c/d/-/tree/main/x/' },
      ['a/b/c/d'],
    ],
    [
      'the location of the entity file',
      { [managed]: 'url:https://code.example.com/a/b/-/blob/main/c.yaml' },
      ['a/b'],
    ],
    [
      'the source before the entity file',
      {
        [source]: 'url:https://code.example.com/a/source/-/tree/main/',
        [managed]: 'url:https://code.example.com/a/catalog/-/blob/main/c.yaml',
      },
      ['a/source'],
    ],
    [
      'addresses of the old style',
      { [source]: 'url:https://code.example.com/a/b/blob/main/c.yaml' },
      ['a/b'],
    ],
    [
      'addresses of clones',
      { [source]: 'url:https://code.example.com/a/b.git' },
      ['a/b'],
    ],
    [
      'nothing of another host',
      { [source]: 'url:https://code.example.com.evil.example/a/b' },
      [],
    ],
    ['nothing of files', { [managed]: 'file:/srv/catalog-info.yaml' }, []],
    ['nothing of a group', { [source]: 'url:https://code.example.com/a' }, []],
  ])('finds %s', (_, annotations, expected) => {
    expect(projects(annotations)).toEqual(expected);
  });

  it('takes slugs without an instance as the default', () => {
    expect(projects({ [slug]: 'a/b' }, { ...corp, isDefault: true })).toEqual([
      'a/b',
    ]);
  });

  it('knows instances below a path and with a port', () => {
    const below = {
      host: 'localhost:7080',
      webUrl: 'http://localhost:7080/gitlab',
      isDefault: true,
    };
    const at = (url: string) => projects({ [source]: `url:${url}` }, below);
    expect(at('http://localhost:7080/gitlab/a/b/-/tree/main')).toEqual(['a/b']);
    expect(at('http://localhost:7080/a/b/-/tree/main')).toEqual([]);
    expect(at('http://localhost/gitlab/a/b/-/tree/main')).toEqual([]);
  });
});
