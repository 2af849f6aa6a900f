import {
  createDeliveryPipeline,
  emitDeliveryPipeline,
  fitDeliveryPipeline,
} from '..';

/** The job that tests a component, and what the pipeline says about it. */
function testsOf(
  language: string,
  packageManager: string,
  test: string,
  coverage: string | null = null,
) {
  const pipeline = createDeliveryPipeline({
    components: [
      {
        path: 'api',
        language,
        version: null,
        packageManager,
        commands: { install: null, build: null, lint: null, test, coverage },
        container: null,
        deploy: [],
      },
    ],
  });
  const job = pipeline.jobs.find(({ gate }) => gate === 'unit-tests');
  return { pipeline, job, notes: pipeline.notes.join('\n') };
}

describe('reports of tests', () => {
  it.each([
    [
      ...['python', 'pip', 'pytest', 'coverage run -m pytest'],
      ['api/reports/junit.xml', 'api/reports/coverage.xml'],
      'coverage run -m pytest --junit-xml=reports/junit.xml',
    ],
    [
      ...['node', 'npm', 'npx vitest run', 'npx vitest run --coverage'],
      ['api/reports/junit.xml', 'api/reports/cobertura-coverage.xml'],
      '--reporter=junit --outputFile.junit=reports/junit.xml --coverage.reporter=text',
    ],
    [
      ...['node', 'npm', 'npm test', 'npx c8 npm test'],
      ['api/reports/cobertura-coverage.xml'],
      'npx c8 --reporter=text --reporter=cobertura --report-dir=reports npm test',
    ],
    [
      ...['node', 'npm', 'npx jest', 'npx jest --coverage'],
      ['api/reports/cobertura-coverage.xml'],
      '--coverageReporters=cobertura --coverageDirectory=reports',
    ],
    [
      ...['php', 'composer', 'vendor/bin/phpunit', null],
      ['api/reports/junit.xml'],
      'vendor/bin/phpunit --log-junit reports/junit.xml',
    ],
    [
      ...['java', 'maven', 'mvn test', null],
      ['api/**/target/surefire-reports/TEST-*.xml'],
      'mvn test',
    ],
  ] as Array<[string, string, string, string | null, string[], string]>)(
    'of %s with %s %s, %s are kept where the tool can write them',
    (language, manager, test, coverage, paths, command) => {
      const { job } = testsOf(language, manager, test, coverage);
      expect(job?.artifacts).toMatchObject({ paths, days: 30 });
      expect(job?.commands.join('\n')).toContain(command);
    },
  );

  it.each([
    ['go', 'go', 'go test ./...'],
    ['rust', 'cargo', 'cargo test'],
    ['node', 'npm', 'npm test'],
  ])('are not made up for %s: %s %s', (language, manager, test) => {
    const { job, notes } = testsOf(language, manager, test);
    expect(job?.artifacts).toBeUndefined();
    expect(job?.commands.at(-1)).toBe(test);
    expect(notes).toContain(
      `api: '${test}' writes no JUnit for the tests and no Cobertura for the coverage`,
    );
  });

  it('are shown by the systems that can, with an end', () => {
    const { pipeline } = testsOf('python', 'pip', 'pytest', 'pytest --cov');
    const text = (provider: Parameters<typeof emitDeliveryPipeline>[1]) =>
      emitDeliveryPipeline(pipeline, provider)[0].content;
    expect(text('github')).toContain('retention-days: 30');
    expect(text('gitlab')).toMatch(
      /expire_in: 30 days[\s\S]*junit: api\/reports\/junit\.xml\n *coverage_report:\n *coverage_format: cobertura/,
    );
    expect(text('gitlab')).toContain('coverage: /TOTAL');
    expect(text('azure')).toMatch(/PublishTestResults@2\n *condition: succ/);
    expect(text('jenkins')).toContain("junit testResults: 'api/reports");
    expect(text('circleci')).toContain(
      'store_test_results:\n          path: api/reports/junit.xml',
    );
    expect(fitDeliveryPipeline(pipeline, 'tekton').notes.at(-1)).toContain(
      'reports of tests stay in the workspace',
    );
  });

  it('are left out of CircleCI where modules have their own', () => {
    const { pipeline } = testsOf('java', 'maven', 'mvn test');
    const fitted = fitDeliveryPipeline(pipeline, 'circleci');
    expect(fitted.notes.at(-1)).toMatch(
      /^circleci: .*no pattern \(unit-tests\)/,
    );
    expect(emitDeliveryPipeline(pipeline, 'circleci')[0].content).not.toContain(
      'surefire',
    );
  });
});
