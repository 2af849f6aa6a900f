import { CONFIGURED, Findings, STATED } from '../Findings';
import {
  folderOf,
  isWithin,
  joinPath,
  nameOf,
  ROOT,
} from '../repository/paths';
import { lineOf, Repository } from '../repository/Repository';
import { DetectionContext, findFrameworks } from './context';

const PROJECT = /\.(?:cs|fs|vb)proj$/;
const LANGUAGES: Record<string, string> = {
  csproj: 'csharp',
  fsproj: 'fsharp',
  vbproj: 'vb',
};

const FRAMEWORKS: Record<string, RegExp> = {
  'asp.net-core': /Microsoft\.NET\.Sdk\.Web|Microsoft\.AspNetCore/,
  blazor: /Microsoft\.NET\.Sdk\.BlazorWebAssembly|Components\.WebAssembly/,
  'entity-framework': /Microsoft\.EntityFrameworkCore/,
  aspire: /Aspire\./,
  grpc: /Grpc\./,
  xunit: /^xunit/,
  nunit: /^NUnit/,
  mstest: /^MSTest/,
};

/** Folders of a solution with programs that show or measure the others. */
const SIDE_FOLDER =
  /(?:^|\/)(?:samples?|examples?|demos?|tests?|benchmarks?|perf|performance|tools?|build)\//i;

interface DotnetProject {
  file: string;
  folder: string;
  text: string;
  isTest: boolean;
  isProgram: boolean;
}

/**
 * Finds .NET solutions, and the programs in them when there are several. A
 * project without a solution stands for itself.
 */
export async function detectDotnet({
  repository,
}: DetectionContext): Promise<Findings[]> {
  const projects: DotnetProject[] = [];
  for (const file of repository.matching(PROJECT)) {
    projects.push(toProject(file, await repository.text(file)));
  }
  const solutions = repository.matching(/\.slnx?$/);
  const found = new Map<string, Findings>();
  for (const file of [
    ...solutions,
    ...projects.filter(({ isTest }) => !isTest).map(project => project.file),
  ]) {
    const folder = folderOf(file);
    if (found.has(folder) || !standsAlone(file, projects, solutions)) {
      continue;
    }
    found.set(folder, await describe(repository, file, projects));
  }
  return [...found.values()];
}

function toProject(file: string, text: string): DotnetProject {
  const isTest =
    /Microsoft\.NET\.Test\.Sdk|<IsTestProject>\s*true|["']xunit|["']NUnit["']|MSTest/i.test(
      text,
    ) ||
    /(?:^|[./])tests?\.\w+proj$|\.(?:Unit|Integration|Functional)?Tests?\.\w+proj$/i.test(
      file,
    );
  return {
    file,
    folder: folderOf(file),
    text,
    isTest,
    isProgram:
      /Microsoft\.NET\.Sdk\.(?:Web|Worker|BlazorWebAssembly)|<OutputType>\s*(?:Win)?Exe|Aspire\.AppHost/i.test(
        text,
      ),
  };
}

/**
 * A program is a part of its own only where a solution has several, and not
 * where it shows, measures or builds the others.
 */
function standsAlone(
  file: string,
  projects: DotnetProject[],
  solutions: string[],
): boolean {
  if (!PROJECT.test(file)) {
    return projects.some(({ folder }) => isWithin(folderOf(file), folder));
  }
  const solution = solutions.find(path =>
    isWithin(folderOf(path), folderOf(file)),
  );
  if (!solution) {
    return true;
  }
  const siblings = projects.filter(
    ({ folder, isTest }) => !isTest && isWithin(folderOf(solution), folder),
  );
  const project = projects.find(candidate => candidate.file === file);
  const home = folderOf(solution);
  const inSolution = home === ROOT ? file : file.slice(home.length + 1);
  return (
    siblings.length > 1 &&
    project?.isProgram === true &&
    !SIDE_FOLDER.test(inSolution)
  );
}

async function describe(
  repository: Repository,
  manifest: string,
  projects: DotnetProject[],
): Promise<Findings> {
  const folder = folderOf(manifest);
  const own = projects.filter(project => isWithin(folder, project.folder));
  const main =
    own.find(({ isProgram }) => isProgram) ??
    own.find(({ isTest }) => !isTest) ??
    own[0];
  const tests = own.filter(({ isTest }) => isTest);
  const extension = main.file.slice(main.file.lastIndexOf('.') + 1);
  const findings = new Findings(folder, 'dotnet', { file: manifest }, [
    LANGUAGES[extension],
  ]);
  const several =
    repository.filesIn(folder).filter(path => /\.(?:slnx?|\w+proj)$/.test(path))
      .length > 1;
  const target = several ? ` ${quote(nameOf(manifest))}` : '';
  const place = { file: manifest };
  findings.offer('packageManager', 'nuget', STATED, place);
  findings.offer('install', `dotnet restore${target}`, CONFIGURED, place);
  findings.offer('build', `dotnet build${target}`, CONFIGURED, place);
  if (tests.length > 0) {
    findings.offer('test', `dotnet test${target}`, CONFIGURED, {
      file: tests[0].file,
    });
  }
  await findVersion(repository, findings, main);
  const collector = tests.find(({ text }) => /coverlet\./.test(text));
  if (collector) {
    findings.offer(
      'coverage',
      `dotnet test${target} --collect:"XPlat Code Coverage"`,
      0.85,
      { file: collector.file, line: lineOf(collector.text, 'coverlet.') },
    );
  }
  const analyzer = own.find(({ text }) =>
    /StyleCop\.Analyzers|SonarAnalyzer/.test(text),
  );
  if (analyzer) {
    findings.offer('lint', `dotnet format${target} --verify-no-changes`, 0.6, {
      file: analyzer.file,
      line: lineOf(analyzer.text, /StyleCop|SonarAnalyzer/),
    });
  }
  const packages = own.flatMap(({ text }) =>
    [...text.matchAll(/(?:Include|Sdk)="([^"]+)"/g)].map(([, name]) => name),
  );
  findFrameworks(findings, FRAMEWORKS, packages, { file: main.file });
  return findings;
}

async function findVersion(
  repository: Repository,
  findings: Findings,
  project: DotnetProject,
): Promise<void> {
  const pattern =
    /<TargetFrameworks?>\s*[^<]*?net(?:coreapp|standard)?(\d+\.\d+)/;
  const properties = repository.findUpwards(project.folder, [
    'Directory.Build.props',
  ]);
  for (const file of [project.file, properties]) {
    const text = await repository.text(file);
    const match = pattern.exec(text);
    if (file && match) {
      findings.offer('version', match[1], /;/.test(match[0]) ? 0.7 : 0.95, {
        file,
        line: lineOf(text, pattern),
      });
    }
  }
  const sdk = repository.findUpwards(findings.path, ['global.json']);
  const text = await repository.text(sdk);
  const match = /"version"\s*:\s*"(\d+\.\d+)/.exec(text);
  findings.offer('version', match?.[1], 0.8, {
    file: sdk ?? joinPath(findings.path, 'global.json'),
    line: lineOf(text, '"version"'),
  });
}

function quote(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replace(/'/g, `'\\''`)}'`;
}
