import { DeliveryJob, PipelineComponent } from '../model';
import { isPlainPath } from './names';

/** Where tools that are told write their reports, below the component. */
const JUNIT = 'reports/junit.xml';
const COVERAGE = 'reports/coverage.xml';
/** The name that tools of istanbul give to the report in their folder. */
const ISTANBUL = 'reports/cobertura-coverage.xml';

/** How reports of tests are kept: as long as somebody may ask about a run. */
const DAYS = 30;

/** What a tool of tests writes without a package of its own. */
interface Reports {
  commands: string[];
  junit?: string;
  cobertura?: string;
  /** A regular expression for the line that names the coverage. */
  coverageLine?: string;
}

interface Tool {
  pattern: RegExp;
  /** What it writes, and how it is told to. */
  report(command: string): Reports;
}

const PYTHON_TOTAL = 'TOTAL.*? (\\d+(?:\\.\\d+)?%)$';
const ISTANBUL_TOTAL = 'All files[^|]*\\|[^|]*\\s+([\\d.]+)';

const TOOLS: Tool[] = [
  {
    pattern: /^(?:\w+ run )?coverage run -m (?:pytest|unittest)\b/,
    report: command => ({
      commands: [
        command.includes('-m pytest')
          ? `${command} --junit-xml=${JUNIT}`
          : command,
        `${/^(?:\w+ run )?/.exec(command)?.[0] ?? ''}coverage xml -o ${COVERAGE}`,
      ],
      ...(command.includes('-m pytest') ? { junit: JUNIT } : {}),
      cobertura: COVERAGE,
      coverageLine: PYTHON_TOTAL,
    }),
  },
  {
    pattern: /^(?:\w+ run )?pytest\b/,
    report: command =>
      / --cov\b/.test(command)
        ? {
            commands: [
              `${command} --junit-xml=${JUNIT} --cov-report=term --cov-report=xml:${COVERAGE}`,
            ],
            junit: JUNIT,
            cobertura: COVERAGE,
            coverageLine: PYTHON_TOTAL,
          }
        : { commands: [`${command} --junit-xml=${JUNIT}`], junit: JUNIT },
  },
  {
    pattern: /^(?:npx|pnpm exec|yarn|bunx) vitest run\b/,
    report: command => ({
      commands: [
        `${command} --reporter=default --reporter=junit --outputFile.junit=${JUNIT}${
          command.includes('--coverage')
            ? ' --coverage.reporter=text --coverage.reporter=cobertura --coverage.reportsDirectory=reports'
            : ''
        }`,
      ],
      junit: JUNIT,
      ...(command.includes('--coverage')
        ? { cobertura: ISTANBUL, coverageLine: ISTANBUL_TOTAL }
        : {}),
    }),
  },
  {
    pattern: /^(?:npx|pnpm exec|yarn|bunx) jest --coverage\b/,
    report: command => ({
      commands: [
        `${command} --coverageReporters=text --coverageReporters=cobertura --coverageDirectory=reports`,
      ],
      cobertura: ISTANBUL,
      coverageLine: ISTANBUL_TOTAL,
    }),
  },
  {
    pattern: /^(?:npx|pnpm exec|yarn|bunx) (?:c8|nyc) /,
    report: command => ({
      commands: [
        command.replace(
          / (c8|nyc) /,
          ' $1 --reporter=text --reporter=cobertura --report-dir=reports ',
        ),
      ],
      cobertura: ISTANBUL,
      coverageLine: ISTANBUL_TOTAL,
    }),
  },
  {
    pattern: /^(?:\.\/)?vendor\/bin\/phpunit\b/,
    report: command => ({
      commands: [`${command} --log-junit ${JUNIT}`],
      junit: JUNIT,
    }),
  },
  {
    pattern: /^(?:mvn|\.\/mvnw)\b/,
    report: command => ({
      commands: [command],
      junit: '**/target/surefire-reports/TEST-*.xml',
    }),
  },
  {
    pattern: /^(?:gradle|\.\/gradlew)\b/,
    report: command => ({
      commands: [command],
      junit: '**/build/test-results/test/TEST-*.xml',
    }),
  },
];

/** The commands of tests, and the reports that they leave behind. */
export function withReports(
  { path }: PipelineComponent,
  [test, ...more]: string[],
  notes: string[],
): Pick<DeliveryJob, 'commands' | 'artifacts' | 'coverageLine'> {
  const tool = TOOLS.find(({ pattern }) => pattern.test(test));
  const reports = tool?.report(test);
  const missing = [
    ...(reports?.junit ? [] : ['JUnit for the tests']),
    ...(reports?.cobertura ? [] : ['Cobertura for the coverage']),
  ];
  if (missing.length > 0) {
    notes.push(
      `${path}: '${test}' writes no ${missing.join(' and no ')} without another package or setting, so none is reported`,
    );
  }
  if (!reports || !isPlainPath(path)) {
    return { commands: [test, ...more] };
  }
  const fromRoot = (report: string) =>
    path === '.' ? report : `${path}/${report}`;
  const named = {
    ...(reports.junit ? { junit: fromRoot(reports.junit) } : {}),
    ...(reports.cobertura ? { cobertura: fromRoot(reports.cobertura) } : {}),
  };
  const told = reports.commands[0] !== test || reports.commands.length > 1;
  return {
    commands: [
      ...(told ? ['mkdir -p reports'] : []),
      ...reports.commands,
      ...more,
    ],
    artifacts: { paths: Object.values(named), days: DAYS, ...named },
    ...(reports.coverageLine ? { coverageLine: reports.coverageLine } : {}),
  };
}
