import { detectOne, Files, NO_COMMANDS } from '../__testUtils__/detect';

jest.setTimeout(60_000);

describe('detectComponents', () => {
  it.each<[string, Files, object]>([
    [
      'a generator of sites with books that its tests build',
      {
        'Cargo.toml': '[package]\nname = "a"\n',
        'tests/books/basic/book.toml': '[book]\n',
        'tests/books/basic/src/a.md': '',
      },
      { path: '.', language: 'rust' },
    ],
    [
      'a page',
      { 'index.html': '' },
      { language: 'static', commands: NO_COMMANDS },
    ],
    [
      'pages that a web server has in its image',
      {
        'web/Dockerfile':
          'FROM nginx:1.27\nCOPY static /usr/share/nginx/html\n',
        'web/static/index.html': '',
      },
      { path: 'web', language: 'static', container: 'web/Dockerfile' },
    ],
    [
      'a theme of Hugo, which is a module without Go',
      {
        'go.mod': 'module a.example/theme\n\ngo 1.16\n',
        'theme.toml': 'name = "a"\n',
        'layouts/index.html': '',
      },
      { language: 'static', frameworks: ['hugo'], commands: NO_COMMANDS },
    ],
    [
      'Hugo',
      { 'hugo.toml': 'baseURL = "/"', 'content/a.md': '' },
      {
        language: 'static',
        frameworks: ['hugo'],
        commands: { ...NO_COMMANDS, build: 'hugo --minify' },
      },
    ],
  ])('describes %s', async (_, files, expected) => {
    expect(await detectOne(files)).toMatchObject(expected);
  });
});
