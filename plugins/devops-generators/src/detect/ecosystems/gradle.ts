import { CONFIGURED, Findings, STATED } from '../Findings';
import { ancestors, folderOf, joinPath, ROOT } from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { DetectionContext, findFrameworks } from './context';
import { findJvmTests, JVM_FRAMEWORKS, jvmLanguage } from './jvm';

/** Tasks that check the code, by the plugin that has them. */
const LINT_TASKS: Array<{ plugin: RegExp; task: string }> = [
  {
    plugin: /com\.diffplug\.(?:gradle\.)?spotless|["']spotless["']/,
    task: 'spotlessCheck',
  },
  { plugin: /["'(\s]checkstyle\b(?!\s*\{)/, task: 'checkstyleMain' },
  {
    plugin: /org\.jlleitschuh\.gradle\.ktlint|org\.jmailen\.kotlinter/,
    task: 'ktlintCheck',
  },
  { plugin: /io\.gitlab\.arturbosch\.detekt/, task: 'detekt' },
  { plugin: /io\.spring\.javaformat/, task: 'checkFormat' },
  { plugin: /google-java-format/, task: 'verifyGoogleJavaFormat' },
  { plugin: /com\.github\.spotbugs/, task: 'spotbugsMain' },
  {
    plugin: /(?:id\s*\(?\s*|plugin:\s*|^\s*)["'`]?pmd["'`]?\s*\)?\s*$/m,
    task: 'pmdMain',
  },
];

const BUILD_FILES = ['build.gradle.kts', 'build.gradle'];

const VERSION_PATTERNS = [
  /JavaLanguageVersion\.of\(\s*["']?(\d+)/,
  /jvmToolchain\s*\(?\s*(\d+)/,
  /(?:release|options\.release)(?:\s*=\s*|\.set\(\s*)["']?(\d+)/,
  /(?:sourceCompatibility|targetCompatibility)(?:\s*=\s*|\s+|\.set\()(?:JavaVersion\.)?["']?(?:VERSION_)?(?:1[._])?(\d+)/,
  /jvmTarget(?:\s*=\s*|\.set\()(?:JvmTarget\.)?["']?(?:JVM_)?(?:1[._])?(\d+)/,
];

/** Finds Gradle builds and those of their projects that have a build file. */
export async function detectGradle({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const folders = [
    ...new Set(
      BUILD_FILES.flatMap(name => repository.named(name)).map(folderOf),
    ),
  ]
    .filter(folder => !/(?:^|\/)(?:buildSrc|build-logic)(?:\/|$)/.test(folder))
    .sort();
  const found: Findings[] = [];
  for (const folder of folders) {
    const file = repository.find(folder, BUILD_FILES);
    if (!file) {
      continue;
    }
    const text = withoutComments(await repository.text(file));
    const home = buildRoot(repository, folder);
    const shared =
      home === folder
        ? ''
        : withoutComments(
            await repository.text(repository.find(home, BUILD_FILES)),
          );
    const catalog = await repository.text(
      joinPath(home, 'gradle/libs.versions.toml'),
    );
    const findings = new Findings(
      folder,
      await jvmLanguage(repository, folder, /kotlin/.test(text)),
      { file },
    );
    const wrapper = repository.findUpwards(folder, ['gradlew']);
    const gradle = wrapper ? relative(folder, wrapper) : 'gradle';
    findings.offer('packageManager', 'gradle', STATED, { file });
    findings.offer('install', `${gradle} dependencies`, 0.5, { file });
    await findVersion(repository, findings, [
      { file, text, confidence: 0.95 },
      ...(shared
        ? [
            {
              file: repository.find(home, BUILD_FILES) ?? file,
              text: shared,
              confidence: CONFIGURED,
            },
          ]
        : []),
    ]);
    const plugins = `${text}\n${/\b(?:sub|all)projects\b/.test(shared) ? shared : ''}`;
    const aliases = expandAliases(plugins, catalog);
    const test = findJvmTests(repository, folder);
    findTasks(findings, gradle, { file, test, plugins: aliases });
    LINT_TASKS.forEach(({ plugin, task }, index) => {
      if (plugin.test(aliases)) {
        findings.offer('lint', `${gradle} ${task}`, 0.85 - index / 100, {
          file,
          line: lineOf(text, plugin),
        });
      }
    });
    if (/\bjacoco\b/.test(aliases) && test) {
      findings.offer('coverage', `${gradle} test jacocoTestReport`, 0.85, {
        file,
        line: lineOf(text, /jacoco/),
      });
    } else if (/kotlinx\.kover|\bkover\b/.test(aliases) && test) {
      findings.offer('coverage', `${gradle} koverXmlReport`, 0.85, {
        file,
        line: lineOf(text, /kover/),
      });
    }
    const names = [...aliases.matchAll(/["']([\w.-]+\.[\w.-]+)/g)].map(
      ([, name]) => name,
    );
    findFrameworks(findings, JVM_FRAMEWORKS, names, { file });
    found.push(findings);
  }
  return found;
}

/** Builds for several platforms have a task `test` for each of them. */
const MULTIPLATFORM =
  /kotlin[.-]multiplatform\b|kotlin\s*\(\s*["']multiplatform["']/;

function findTasks(
  findings: Findings,
  gradle: string,
  { file, test, plugins }: { file: string; test?: string; plugins: string },
): void {
  const several = MULTIPLATFORM.test(plugins);
  findings.offer(
    'build',
    several ? `${gradle} assemble` : `${gradle} build -x test`,
    CONFIGURED,
    { file },
  );
  if (test) {
    findings.offer(
      'test',
      several ? `${gradle} allTests` : `${gradle} test`,
      CONFIGURED,
      { file: test },
    );
  }
}

/** The folder with the settings of the build that a project is part of. */
function buildRoot(repository: Repository, folder: string): string {
  const settings = ['settings.gradle.kts', 'settings.gradle'];
  return ancestors(folder).find(at => repository.find(at, settings)) ?? folder;
}

async function findVersion(
  repository: Repository,
  findings: Findings,
  sources: Array<{ file: string; text: string; confidence: number }>,
): Promise<void> {
  for (const { file, text, confidence } of sources) {
    const resolved = resolveVariables(text);
    for (const pattern of VERSION_PATTERNS) {
      const match = pattern.exec(resolved);
      findings.offer('version', match?.[1], confidence, {
        file,
        line: lineOf(resolved, pattern),
      });
    }
  }
  const daemon = 'gradle/gradle-daemon-jvm.properties';
  const match = /^toolchainVersion=(\d+)/m.exec(await repository.text(daemon));
  findings.offer('version', match?.[1], 0.6, { file: daemon });
}

/** Numbers are often held in variables of the same file. */
function resolveVariables(text: string): string {
  const values = new Map(
    [
      ...text.matchAll(
        /^\s*(?:def|val|ext\.|const val)?\s*(\w+)\s*=\s*["']?([\d.]+)["']?\s*$/gm,
      ),
    ].map(([, name, value]) => [name, value]),
  );
  return text.replace(
    /(JavaLanguageVersion\.of\(|jvmToolchain\()\s*(\w+)/g,
    (whole, call, name) =>
      values.has(name) ? `${call}${values.get(name)}` : whole,
  );
}

/** Plugins may be named by an alias of the version catalogue. */
function expandAliases(text: string, catalog: string): string {
  const ids = new Map(
    [
      ...catalog.matchAll(
        /^\s*([\w-]+)\s*=\s*(?:\{.*?(?:id|module)\s*=\s*)?["']([^"']+)/gm,
      ),
    ].map(([, alias, id]) => [alias.replace(/[-_]/g, '.'), id]),
  );
  return text.replace(
    /\blibs\.(?:plugins\.|bundles\.)?([\w.]+)/g,
    (whole, alias) => {
      const id = ids.get(String(alias).replace(/_/g, '.'));
      return id ? `"${id}"` : whole;
    },
  );
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '))
    .replace(/^\s*\/\/.*$/gm, '');
}

function relative(folder: string, wrapper: string): string {
  const home = folderOf(wrapper);
  const below = home === ROOT ? folder : folder.slice(home.length + 1);
  return home === folder
    ? './gradlew'
    : `${'../'.repeat(below.split('/').length)}gradlew`;
}
