import { detect, Files } from './__testUtils__/detect';

jest.setTimeout(60_000);

const POM = '<project><artifactId>a</artifactId></project>';

describe('findContainers', () => {
  it.each<[string, Files, Record<string, string | null>]>([
    [
      'one in the folder above, of the only component there',
      {
        'ratings/Dockerfile': 'FROM php:8.2-apache\nCOPY html/ /var/www/html\n',
        'ratings/html/composer.json': { require: { php: '^8.1' } },
        'cart/go.mod': 'module a.example/cart\n',
      },
      { 'ratings/html': 'ratings/Dockerfile', cart: null },
    ],
    [
      'one in a folder of its own that Compose builds from the right image',
      {
        'composer.json': { require: { php: '^8.1' } },
        'docker/compose.yaml':
          'services:\n  php:\n    build: ./php\n  cache:\n    build: ./cache\n',
        'docker/php/Dockerfile': 'FROM php:8.1-fpm\n',
        'docker/cache/Dockerfile': 'FROM redis:7\n',
      },
      { '.': 'docker/php/Dockerfile' },
    ],
    [
      'one in the root, of the component that it copies',
      {
        Dockerfile: 'FROM golang:1.24\nCOPY ./services/api/ .\n',
        'services/api/go.mod': 'module a.example/api\n',
        'services/jobs/go.mod': 'module a.example/jobs\n',
      },
      { 'services/api': 'Dockerfile', 'services/jobs': null },
    ],
    [
      'one for all services below a folder, which its argument chooses from',
      {
        'docker/app/Dockerfile':
          'FROM golang:1.24\nARG SERVICE\nCOPY . /internal\nWORKDIR /internal/$SERVICE\n',
        'scripts/image.sh':
          'docker build --build-arg "SERVICE=$1" \\\n  -f "./docker/app/Dockerfile" "./internal"\n',
        'internal/api/go.mod': 'module a.example/api\n',
        'internal/jobs/go.mod': 'module a.example/jobs\n',
        'tools/go.mod': 'module a.example/tools\n',
      },
      {
        'internal/api': 'docker/app/Dockerfile',
        'internal/jobs': 'docker/app/Dockerfile',
        tools: null,
      },
    ],
    [
      'one for the part that its last stage runs',
      {
        'docker/Dockerfile':
          'FROM node:24 AS build\nCOPY packages/lib/package.json packages/lib/\nCOPY . .\nFROM node:24\nCOPY --from=build /app/apps/web/dist ./\n',
        'docker/compose.yaml':
          'services:\n  web:\n    build:\n      context: ..\n      dockerfile: docker/Dockerfile\n',
        'package.json': { private: true, workspaces: ['apps/*', 'packages/*'] },
        'apps/web/package.json': { scripts: { build: 'vite build' } },
        'packages/lib/package.json': { scripts: { build: 'tsc' } },
      },
      { 'apps/web': 'docker/Dockerfile', 'packages/lib': null },
    ],
    [
      'one that the project names for its Docker plugin',
      {
        'pom.xml': POM.replace(
          '<artifactId>',
          '<packaging>pom</packaging><modules><module>api</module></modules><artifactId>',
        ),
        'docker/Dockerfile': 'FROM eclipse-temurin:21\n',
        'api/pom.xml': POM.replace(
          '</project>',
          '<properties><docker.image.dockerfile.dir>${basedir}/../docker</docker.image.dockerfile.dir></properties></project>',
        ),
        'batch/pom.xml': POM,
      },
      { api: 'docker/Dockerfile', batch: null },
    ],
    [
      "one that a step of Docker's action builds from the folder",
      {
        'api/go.mod': 'module a.example/api\n',
        'jobs/go.mod': 'module a.example/jobs\n',
        'images/api.Dockerfile': 'FROM golang:1.24\n',
        '.github/workflows/image.yml':
          'jobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: api\n          file: images/api.Dockerfile\n',
      },
      { api: 'images/api.Dockerfile', jobs: null },
    ],
    [
      'none that only tests build',
      {
        'go.mod': 'module a.example/api\n',
        'test/Dockerfile': 'FROM golang:1.24\n',
        Makefile: 'e2e:\n\tdocker build -f test/Dockerfile .\n',
      },
      { '.': null },
    ],
  ])('finds %s', async (_, files, expected) => {
    const { components } = await detect(files);
    const containers = Object.fromEntries(
      components.map(({ path, container }) => [path, container]),
    );
    expect(containers).toMatchObject(expected);
  });

  it('is not sure of a container file that several share', async () => {
    const { components } = await detect({
      Dockerfile: 'FROM golang:1.24\nCOPY api/ jobs/ ./\n',
      'api/go.mod': 'module a.example/api\n',
      'jobs/go.mod': 'module a.example/jobs\n',
    });
    expect(components.map(({ confidence }) => confidence.container)).toEqual([
      0.6, 0.6,
    ]);
  });
});
