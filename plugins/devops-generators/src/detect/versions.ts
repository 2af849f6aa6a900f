import { CiReading } from './ci';
import { Findings } from './Findings';
import { folderOf, nameOf } from './repository/paths';
import { lineOf, Repository } from './repository/Repository';

/** Names under which version managers and images know a language. */
const TOOL_NAMES: Record<string, string[]> = {
  node: ['nodejs', 'node'],
  python: ['python'],
  go: ['golang', 'go'],
  java: ['java'],
  dotnet: ['dotnet', 'dotnet-core'],
  ruby: ['ruby'],
  rust: ['rust'],
  php: ['php'],
  terraform: ['terraform'],
};

/** How a container file starts from the image of a language. */
export const IMAGES: Record<string, RegExp> = {
  node: /^FROM\s+(?:--\S+\s+)?(?:\S+\/)?node:(\d+(?:\.\d+)*)/im,
  python: /^FROM\s+(?:--\S+\s+)?(?:\S+\/)?python:(\d+(?:\.\d+)*)/im,
  go: /^FROM\s+(?:--\S+\s+)?(?:\S+\/)?golang:(\d+(?:\.\d+)*)/im,
  java: /^FROM\s+(?:--\S+\s+)?(?:\S+\/)?(?:eclipse-temurin|openjdk|amazoncorretto|maven|gradle|ibm-semeru-runtimes|sapmachine|bellsoft\/liberica-\S+|azul\/zulu-openjdk\S*):(?:\S*?jdk-?|\S*?temurin-)?(\d+)(?![.\d]*-(?:jdk|eclipse|openjdk|temurin|amazoncorretto|sapmachine)-?\d)/im,
  dotnet: /^FROM\s+(?:--\S+\s+)?\S*dotnet\/(?:sdk|aspnet|runtime):(\d+\.\d+)/im,
  ruby: /^FROM\s+(?:--\S+\s+)?(?:\S+\/)?ruby:(\d+(?:\.\d+)*)/im,
  rust: /^FROM\s+(?:--\S+\s+)?(?:\S+\/)?rust:(\d+(?:\.\d+)*)/im,
  php: /^FROM\s+(?:--\S+\s+)?(?:\S+\/)?php:(\d+(?:\.\d+)*)/im,
};

/**
 * The lowest version that a requirement such as `^18.0 || >=20` or
 * `>=3.9,<4` allows, as it is written there; undefined without a number.
 */
export function lowestVersion(requirement: unknown): string | undefined {
  const text = String(requirement ?? '');
  const numbers = text
    .split(/\|\||,|\s+(?=[<>=~^!\d])/)
    .map(part => part.trim())
    .filter(part => !/^(?:<|!=|!)/.test(part))
    .flatMap(part => /v?(\d+(?:\.\d+)*)/.exec(part)?.[1] ?? []);
  return numbers.sort(compareVersions)[0];
}

/** Whether a requirement names several versions to choose from. */
export function isChoice(requirement: unknown): boolean {
  return String(requirement ?? '').includes('||');
}

/** Orders versions by their numbers. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/**
 * Offers the versions that files beside the manifest name: those of version
 * managers, then container files, then the CI configuration.
 */
export async function findSharedVersions(
  repository: Repository,
  findings: Findings,
  context: { ci: CiReading; language?: string },
): Promise<void> {
  const language = context.language ?? findings.language;
  await fromVersionManagers(repository, findings, language);
  await fromContainer(repository, findings, language);
  const versions = context.ci.versions.filter(
    version => version.language === language,
  );
  const distinct = [...new Set(versions.map(({ version }) => version))];
  for (const { version, file, line } of versions) {
    findings.offer('version', version, distinct.length === 1 ? 0.6 : 0.4, {
      file,
      line,
    });
  }
}

async function fromVersionManagers(
  repository: Repository,
  findings: Findings,
  language: string,
): Promise<void> {
  const names = TOOL_NAMES[language] ?? [];
  const file = repository.findUpwards(findings.path, [
    '.tool-versions',
    'mise.toml',
    '.mise.toml',
  ]);
  const text = await repository.text(file);
  const pattern = new RegExp(
    `^(?:${names.join('|')})(?:\\s+|\\s*=\\s*["'])(?:[a-z]+-)*(\\d[\\d.]*)`,
    'm',
  );
  const match = names.length > 0 ? pattern.exec(text) : null;
  if (file && match) {
    findings.offer('version', match[1].replace(/\.$/, ''), 0.92, {
      file,
      line: lineOf(text, pattern),
    });
  }
}

async function fromContainer(
  repository: Repository,
  findings: Findings,
  language: string,
): Promise<void> {
  const pattern = IMAGES[language];
  const container = findings.best('container')?.value;
  const files = [
    ...(container ? [container] : []),
    ...repository
      .filesIn(findings.path)
      .filter(path => /^(?:Docker|Container)file/.test(nameOf(path))),
    ...repository
      .under(findings.path)
      .filter(
        path =>
          /\/Dockerfile$/.test(path) &&
          folderOf(folderOf(path)) === findings.path,
      ),
  ];
  for (const file of pattern ? new Set(files) : []) {
    const text = await repository.text(file);
    // The registry or the version may come from an argument of the build.
    const resolved = withArguments(text);
    const match = pattern.exec(resolved);
    if (match) {
      findings.offer('version', match[1], file === container ? 0.8 : 0.6, {
        file,
        line: lineOf(resolved, pattern),
      });
    }
  }
}

function withArguments(dockerfile: string): string {
  const defaults = new Map(
    [...dockerfile.matchAll(/^ARG\s+(\w+)=["']?([^\s"']*)/gim)].map(
      ([, name, value]) => [name, value],
    ),
  );
  return dockerfile.replace(
    /\$\{?(\w+)\}?/g,
    (reference, name) => defaults.get(name) ?? reference,
  );
}
