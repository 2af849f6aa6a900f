import { detectOne, Files, NO_COMMANDS } from '../__testUtils__/detect';

jest.setTimeout(60_000);

describe('detectComponents', () => {
  it.each<[string, Files, object]>([
    [
      'a Go module with a coverage script in Travis',
      {
        'go.mod': 'module example.com/a\n\ngo 1.21\n',
        'a_test.go': '',
        '.travis.yml': 'script:\n  - bash ./scripts/cover.sh\n',
      },
      {
        language: 'go',
        version: '1.21',
        ci: ['travis-ci'],
        commands: {
          install: 'go mod download',
          build: 'go build ./...',
          test: 'go test ./...',
          lint: null,
          coverage: 'bash ./scripts/cover.sh',
        },
      },
    ],
    [
      'Maven without a wrapper',
      {
        'pom.xml':
          '<project><artifactId>a</artifactId><properties><java.version>1.8</java.version></properties></project>',
        'src/test/java/ATest.java': '',
        'ci/Jenkinsfile': 'pipeline { }',
      },
      {
        language: 'java',
        version: '8',
        packageManager: 'maven',
        ci: ['jenkins'],
        commands: expect.objectContaining({
          build: 'mvn -B package -DskipTests',
          test: 'mvn -B test',
          lint: null,
          coverage: null,
        }),
      },
    ],
    [
      'Gradle in Kotlin with aliases of a version catalogue',
      {
        'build.gradle.kts':
          'plugins {\n  alias(libs.plugins.detekt)\n  kotlin("jvm")\n  jacoco\n}\nkotlin { jvmToolchain(21) }\n',
        'gradle/libs.versions.toml':
          '[plugins]\ndetekt = { id = "io.gitlab.arturbosch.detekt", version = "1" }\n',
        gradlew: '',
        'src/main/kotlin/A.kt': '',
        'src/test/kotlin/ATest.kt': '',
      },
      {
        language: 'kotlin',
        version: '21',
        packageManager: 'gradle',
        commands: expect.objectContaining({
          build: './gradlew build -x test',
          lint: './gradlew detekt',
          coverage: './gradlew test jacocoTestReport',
        }),
      },
    ],
    [
      'one program of a .NET solution',
      {
        'shop.sln': '',
        'src/shop.csproj':
          '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
        'src/Dockerfile': 'FROM mcr.microsoft.com/dotnet/sdk:8.0',
        'src/Program.cs': '',
        'tests/shop.tests.csproj':
          '<Project><ItemGroup><PackageReference Include="Microsoft.NET.Test.Sdk"/></ItemGroup></Project>',
        'skaffold.yaml':
          'build:\n  artifacts:\n  - image: shop\n    context: src\n',
      },
      {
        path: '.',
        language: 'dotnet',
        version: '8.0',
        packageManager: 'nuget',
        container: 'src/Dockerfile',
        deploy: ['skaffold'],
        alternatives: [{ field: 'language', value: 'csharp' }],
      },
    ],
    [
      'Kotlin for several platforms, where no task is called test',
      {
        'build.gradle': 'plugins { alias(libs.plugins.kotlin) }\n',
        'gradle/libs.versions.toml':
          '[plugins]\nkotlin = { id = "org.jetbrains.kotlin.multiplatform", version = "2" }\n',
        gradlew: '',
        'src/commonMain/kotlin/A.kt': '',
        'src/commonTest/kotlin/ATest.kt': '',
      },
      {
        language: 'kotlin',
        commands: expect.objectContaining({
          build: './gradlew assemble',
          test: './gradlew allTests',
        }),
      },
    ],
    [
      'a repository in Go from before modules',
      {
        'service.go': 'package payment\n',
        'service_test.go': '',
        'cmd/payment/main.go': 'package main\n',
        '.travis.yml': 'language: go\ngo:\n  - 1.7\n',
        'scripts/build.sh': 'docker build -f docker/payment/Dockerfile .\n',
        'docker/payment/Dockerfile': 'FROM golang:1.7\n',
      },
      {
        path: '.',
        language: 'go',
        version: '1.7',
        container: 'docker/payment/Dockerfile',
        commands: {
          ...NO_COMMANDS,
          build: 'go build ./...',
          test: 'go test ./...',
        },
      },
    ],
    [
      'a program in Go from before modules',
      {
        'dispatch/main.go': 'package main\n',
        'dispatch/Dockerfile':
          'FROM golang:1.17\nCOPY *.go .\nRUN go mod init dispatch\n',
        'notes/main.go': 'package main\n',
      },
      {
        path: 'dispatch',
        language: 'go',
        version: '1.17',
        packageManager: 'go',
        container: 'dispatch/Dockerfile',
      },
    ],
    [
      'a solution with samples and benchmarks',
      {
        'Shop.sln': '',
        ...Object.fromEntries(
          [
            'src/Shop',
            'src/Shop.Contracts',
            'samples/Shop.Web',
            'test/Shop.Benchmarks',
          ].map(path => [
            `${path}/a.csproj`,
            `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework>${path.startsWith('src') ? '' : '<OutputType>Exe</OutputType>'}</PropertyGroup></Project>`,
          ]),
        ),
      },
      { path: '.', language: 'dotnet', packageManager: 'nuget' },
    ],
    [
      'Rust',
      {
        'Cargo.toml': '[package]\nname = "a"\nrust-version = "1.75"\n',
        'Cargo.lock': '',
        'src/lib.rs': '#[test]\nfn a() {}',
        'clippy.toml': '',
      },
      {
        language: 'rust',
        version: '1.75',
        packageManager: 'cargo',
        commands: expect.objectContaining({
          test: 'cargo test',
          lint: 'cargo clippy',
        }),
      },
    ],
    [
      'PHP',
      {
        'composer.json': {
          require: { php: '>=8.1', 'slim/slim': '4' },
          scripts: { test: 'phpunit' },
        },
        'phpcs.xml': '<ruleset/>',
      },
      {
        language: 'php',
        version: '8.1',
        packageManager: 'composer',
        commands: expect.objectContaining({
          test: 'composer test',
          lint: 'vendor/bin/phpcs',
        }),
      },
    ],
    [
      'PHP that is installed for a later version than it asks for',
      {
        'composer.json': {
          require: { php: '>=8.2', 'slim/slim': '4' },
          config: { platform: { php: '8.3.1' } },
        },
      },
      {
        version: '8.2',
        alternatives: [{ field: 'version', value: '8.3.1' }],
      },
    ],
    [
      'Ruby',
      {
        Gemfile: "ruby '3.2.1'\ngem 'rails'\n",
        '.rspec': '',
        '.rubocop.yml': '',
      },
      {
        language: 'ruby',
        version: '3.2.1',
        packageManager: 'bundler',
        commands: expect.objectContaining({
          test: 'bundle exec rspec',
          lint: 'bundle exec rubocop',
        }),
      },
    ],
    [
      'Terraform that calls a module of its own',
      {
        'infra/main.tf':
          'module "a" {\n  source = "./net"\n}\nterraform {\n  required_version = ">= 1.5"\n}\n',
        'infra/net/main.tf': '',
      },
      {
        path: 'infra',
        language: 'terraform',
        version: '1.5',
        deploy: ['terraform'],
      },
    ],
    [
      'Terraform whose modules lie beside it, checked by Nx',
      {
        'nx.json': {
          targetDefaults: { test: { options: { cwd: '{projectRoot}' } } },
        },
        'live/production/main.tf':
          'module "a" {\n  source = "../../lib/net"\n}\nmodule "b" {\n  source = "../base"\n}\n',
        'live/production/project.json': {
          targets: {
            test: { options: { command: 'terraform validate' } },
            lint: { options: { command: 'exit 0' } },
          },
        },
        'lib/net/main.tf': '',
        'live/base/main.tf': '',
        'examples/simple/main.tf':
          'module "a" {\n  source = "../../live/production"\n}\n',
      },
      {
        path: 'live/production',
        commands: {
          install: 'terraform init',
          build: null,
          test: 'terraform validate',
          lint: null,
          coverage: null,
        },
      },
    ],
  ])('describes %s', async (_, files, expected) => {
    expect(await detectOne(files)).toMatchObject(expected);
  });
});
