import { asList, asMapping, asText } from '../../values';
import { CONFIGURED, CUSTOM, Findings, STATED } from '../Findings';
import { folderOf, joinPath } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { DetectionContext, findFrameworks } from './context';
import { findJvmTests, JVM_FRAMEWORKS, jvmLanguage } from './jvm';

type Mapping = Record<string, unknown>;

/** Goals that check the code, by the plugin that has them. */
const LINT_GOALS: Record<string, string> = {
  'maven-checkstyle-plugin': 'checkstyle:check',
  'spotless-maven-plugin': 'spotless:check',
  'spring-javaformat-maven-plugin': 'spring-javaformat:validate',
  'maven-pmd-plugin': 'pmd:check',
  'spotbugs-maven-plugin': 'spotbugs:check',
  'ktlint-maven-plugin': 'ktlint:check',
  'detekt-maven-plugin': 'detekt:check',
  'fmt-maven-plugin': 'fmt:check',
  'formatter-maven-plugin': 'formatter:validate',
};

const VERSION_PROPERTIES = [
  'maven.compiler.release',
  'java.version',
  'maven.compiler.source',
  'maven.compiler.target',
  'jdk.version',
  'javaVersion',
  'java.release',
  'kotlin.compiler.jvmTarget',
];

/** Finds Maven projects; modules and their parent are each one. */
export async function detectMaven({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const found: Findings[] = [];
  for (const file of repository.named('pom.xml')) {
    const folder = folderOf(file);
    const project = asMapping((await repository.xml(file)).project);
    if (project.artifactId === undefined) {
      continue;
    }
    const text = await repository.text(file);
    const chain = await parentsOf(repository, file);
    const plugins = chain.flatMap(pluginsOf);
    const findings = new Findings(
      folder,
      await jvmLanguage(
        repository,
        folder,
        plugins.some(({ id }) => id === 'kotlin-maven-plugin'),
      ),
      { file },
    );
    const wrapper = repository.findUpwards(folder, ['mvnw']);
    const mvn = `${wrapper ? relativeWrapper(folder, wrapper) : 'mvn'} -B`;
    findings.offer('packageManager', 'maven', STATED, { file });
    findings.offer('install', `${mvn} dependency:resolve`, 0.5, { file });
    findings.offer('build', `${mvn} package -DskipTests`, CONFIGURED, { file });
    const test = findJvmTests(repository, folder);
    if (test) {
      findings.offer('test', `${mvn} test`, CONFIGURED, { file: test });
    }
    await findVersion(repository, findings, chain, file);
    Object.entries(LINT_GOALS).forEach(([plugin, goal], index) => {
      if (plugins.some(({ id }) => id === plugin)) {
        findings.offer('lint', `${mvn} ${goal}`, 0.85 - index / 100, {
          file,
          line: lineOf(text, plugin),
        });
      }
    });
    const jacoco = plugins.find(({ id }) => id === 'jacoco-maven-plugin');
    if (jacoco && test) {
      findings.offer(
        'coverage',
        `${mvn} verify jacoco:report`,
        jacoco.own ? 0.85 : CUSTOM,
        {
          file,
          line: lineOf(text, 'jacoco-maven-plugin'),
        },
      );
    }
    findContainer(repository, findings, { file, text });
    const artifacts = [
      ...text.matchAll(/<(?:groupId|artifactId)>\s*([^<\s]+)/g),
    ].map(([, name]) => name);
    findFrameworks(findings, JVM_FRAMEWORKS, artifacts, { file });
    found.push(findings);
  }
  return found;
}

/** The project and those that it inherits from, as far as they are here. */
async function parentsOf(
  repository: Repository,
  file: string,
): Promise<Mapping[]> {
  const chain: Mapping[] = [];
  const visited = new Set<string>();
  for (let at = file; repository.has(at) && !visited.has(at);) {
    visited.add(at);
    const project = asMapping((await repository.xml(at)).project);
    chain.push(project);
    const parent = asMapping(project.parent);
    if (project.parent === undefined) {
      break;
    }
    const relative = asText(parent.relativePath) ?? '..';
    const target = joinPath(folderOf(at), relative);
    at = target.endsWith('.xml') ? target : joinPath(target, 'pom.xml');
  }
  return chain;
}

/** Plugins that run, as opposed to those that are merely configured. */
function pluginsOf(project: Mapping, depth: number) {
  const { plugins } = asMapping(project.build);
  return asList(asMapping(plugins).plugin).map(plugin => ({
    id: String(asMapping(plugin).artifactId ?? ''),
    own: depth === 0,
  }));
}

async function findVersion(
  repository: Repository,
  findings: Findings,
  chain: Mapping[],
  file: string,
): Promise<void> {
  const properties = Object.assign(
    {},
    ...[...chain].reverse().map(project => asMapping(project.properties)),
  );
  const resolve = (value: unknown): string | undefined =>
    String(value ?? '').replace(/\$\{([^}]+)\}/g, (_, name) =>
      String(properties[name] ?? ''),
    );
  const text = await repository.text(file);
  const compiler = chain
    .flatMap(project => [
      project.build,
      asMapping(project.build).pluginManagement,
    ])
    .flatMap(build => asList(asMapping(asMapping(build).plugins).plugin))
    .map(asMapping)
    .filter(({ artifactId }) => artifactId === 'maven-compiler-plugin')
    .map(({ configuration }) => asMapping(configuration));
  const stated = [
    ...compiler.flatMap(({ release, source, target }) => [
      release,
      source,
      target,
    ]),
    ...VERSION_PROPERTIES.map(name => properties[name]),
  ]
    .map(resolve)
    .find(value => /^(?:1\.)?\d+$/.test(value ?? ''));
  findings.offer('version', stated?.replace(/^1\./, ''), 0.95, {
    file,
    line: lineOf(text, /<(?:release|source|maven\.compiler\.|java\.version)/),
  });
}

/** For example `dockerfile`, `dockerDirectory`, `docker.image.dockerfile.dir`. */
function isDockerSetting(name: string): boolean {
  return /docker/i.test(name) && /file|dir/i.test(name);
}

/** Plugins for Docker are told where the container file is. */
function findContainer(
  repository: Repository,
  findings: Findings,
  { file, text }: { file: string; text: string },
): void {
  for (const match of text.matchAll(/<([\w.-]{1,80})>([^<\n]{1,300})<\//g)) {
    const value = match[2]
      .trim()
      .replace(/^\$\{(?:project\.)?basedir\}\/?/, './');
    const target = joinPath(folderOf(file), value);
    const container = [target, joinPath(target, 'Dockerfile')].find(path =>
      repository.has(path),
    );
    if (isDockerSetting(match[1]) && !value.includes('$')) {
      findings.offer('container', container, 0.8, {
        file,
        line: lineOf(text, match[0]),
      });
    }
  }
}

function relativeWrapper(folder: string, wrapper: string): string {
  const home = folderOf(wrapper);
  if (home === folder) {
    return './mvnw';
  }
  const below = home === '.' ? folder : folder.slice(home.length + 1);
  return `${'../'.repeat(below.split('/').length)}mvnw`;
}
