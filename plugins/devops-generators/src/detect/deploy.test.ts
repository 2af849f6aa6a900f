import { detect, detectOne } from './__testUtils__/detect';

jest.setTimeout(60_000);

describe('findDeployTargets', () => {
  it('takes emulators of Firebase for what they are', async () => {
    const module = { 'go.mod': 'module a.example/api\n' };
    const emulators = await detectOne({
      ...module,
      'docker/firebase.json': { emulators: { auth: { port: 9099 } } },
    });
    const hosting = await detectOne({
      ...module,
      'firebase.json': { hosting: { public: 'dist' } },
    });
    expect(emulators.deploy).toEqual([]);
    expect(hosting.deploy).toEqual(['firebase']);
  });

  it('is as sure of a target as the place of its file allows', async () => {
    const { components } = await detect({
      'api/go.mod': 'module a.example/api\n',
      'api/fly.toml': '',
      'jobs/go.mod': 'module a.example/jobs\n',
      'infra/k8s.yaml': 'apiVersion: apps/v1\nkind: Deployment\n# runs jobs\n',
    });
    expect(
      components.map(({ deploy, confidence }) => [deploy, confidence.deploy]),
    ).toEqual([
      [['fly'], undefined],
      [['kubernetes'], 0.7],
    ]);
  });

  it('looks for components in what is itself one', async () => {
    const project =
      '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>';
    const { components } = await detect({
      'src/shop.sln': '',
      'src/Basket.API/Basket.API.csproj': project,
      'src/Basket.API/Dockerfile': 'FROM mcr.microsoft.com/dotnet/sdk:8.0\n',
      'src/Tools/Tools.csproj': project,
      'src/compose.yaml':
        'services:\n  basket:\n    build:\n      context: .\n      dockerfile: Basket.API/Dockerfile\n',
      'main.go': 'package main\n',
      'go.mod': 'module a.example/a\n',
    });
    expect(
      components.find(({ path }) => path === 'src/Basket.API')?.deploy,
    ).toEqual(['docker-compose']);
  });

  it('finds components by the folder of their container file', async () => {
    const { components } = await detect({
      'compose.yaml': 'services:\n  ratings:\n    build: ratings\n',
      'ratings/Dockerfile': 'FROM php:8.2-apache\nCOPY html/ /var/www/html\n',
      'ratings/html/composer.json': { require: { php: '^8.1' } },
      'cart/go.mod': 'module a.example/cart\n',
    });
    expect(
      Object.fromEntries(components.map(({ path, deploy }) => [path, deploy])),
    ).toEqual({ 'ratings/html': ['docker-compose'], cart: [] });
  });
});
