import { parse, parseAllDocuments } from 'yaml';
import { mergeFile, Preference } from '.';

const WORKFLOW = `# Generated
name: delivery
on: [push]
jobs:
  # Looks at the code.
  lint:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@1111111111111111111111111111111111111111 # v1
      - name: test
        run: npm test
`;

function merge(
  team: string,
  template: string,
  options: { base?: string; path?: string; prefer?: Preference } = {},
) {
  const { base = WORKFLOW, path = 'ci.yml', prefer } = options;
  return mergeFile(path, { base, team, template }, prefer);
}

describe('merging YAML', () => {
  it('keeps a step that a team added beside a line that the template changed', () => {
    const { content, contradictions } = merge(
      WORKFLOW.replace(
        '      - name: test\n',
        '      - name: our lint\n        run: npm run lint # ours\n      - name: test\n',
      ),
      WORKFLOW.replace('npm test', 'npm test -- --coverage').replace(
        /@1{40} # v1/,
        `@${'2'.repeat(40)} # v2`,
      ),
    );
    expect(contradictions).toEqual([]);
    expect(parse(content).jobs.lint.steps).toEqual([
      { uses: `actions/checkout@${'2'.repeat(40)}` },
      { name: 'our lint', run: 'npm run lint' },
      { name: 'test', run: 'npm test -- --coverage' },
    ]);
    expect(content).toContain(`@${'2'.repeat(40)} # v2\n`);
    expect(content).toContain('npm run lint # ours\n');
    expect(content).toContain('# Looks at the code.\n');
  });

  it('takes new jobs of both, each with its comment', () => {
    const { content, contradictions } = merge(
      `${WORKFLOW}  # Ours.\n  notify:\n    runs-on: ubuntu-24.04\n`,
      `${WORKFLOW}  # Theirs.\n  scan:\n    runs-on: ubuntu-24.04\n`,
    );
    expect(contradictions).toEqual([]);
    expect(Object.keys(parse(content).jobs).sort()).toEqual([
      'lint',
      'notify',
      'scan',
    ]);
    expect(content).toMatch(/# Ours\.\n {2}notify:/);
    expect(content).toMatch(/# Theirs\.\n {2}scan:/);
  });

  it('reports a value that both changed, and lets one of them stand', () => {
    const team = WORKFLOW.replace('15', '40');
    const template = WORKFLOW.replace('15', '20');
    expect(merge(team, template)).toEqual({
      content: team,
      contradictions: [
        {
          place: 'jobs.lint.timeout-minutes',
          message: expect.any(String),
          base: 15,
          team: 40,
          template: 20,
        },
      ],
    });
    expect(merge(team, template, { prefer: 'template' }).content).toBe(
      template,
    );
  });

  it('keeps what a team removed removed, and reports when the template changed it', () => {
    const team = WORKFLOW.replace(/ {6}- name: test\n.*\n/, '');
    const quiet = merge(team, WORKFLOW.replace('15', '20'));
    expect(quiet.contradictions).toEqual([]);
    expect(parse(quiet.content).jobs.lint.steps).toHaveLength(1);
    expect(
      merge(team, WORKFLOW.replace('npm test', 'npm run test:all'))
        .contradictions,
    ).toMatchObject([{ place: 'jobs.lint.steps.test', team: undefined }]);
  });

  it('removes what the template dropped, unless the team works with it', () => {
    const template = WORKFLOW.replace(/ {6}- name: test\n.*\n/, '');
    const quiet = merge(WORKFLOW.replace('15', '40'), template);
    expect(parse(quiet.content).jobs.lint).toMatchObject({
      'timeout-minutes': 40,
      steps: [expect.anything()],
    });
    const edited = merge(WORKFLOW.replace('npm test', 'make test'), template);
    expect(edited.contradictions).toMatchObject([
      { place: 'jobs.lint.steps.test', template: undefined },
    ]);
    expect(edited.content).toContain('make test');
  });

  it('follows a job under a new name, whoever gave it', () => {
    const renamed = WORKFLOW.replace('  lint:', '  lint-code:');
    const changed = WORKFLOW.replace('15', '20');
    for (const [team, template] of [
      [renamed, changed],
      [changed, renamed],
    ]) {
      const { content, contradictions } = merge(team, template);
      expect(contradictions).toEqual([]);
      expect(parse(content).jobs).toEqual({
        'lint-code': expect.objectContaining({ 'timeout-minutes': 20 }),
      });
    }
  });

  it('takes the order of the one who changed it', () => {
    const base = 'script:\n  - npm ci\n  - npm run lint\n  - npm test\n';
    const template = 'script:\n  - npm ci\n  - npm test\n  - npm run lint\n';
    const team =
      'script:\n  - npm ci\n  - npm run lint\n  - npm test\n  - make report\n';
    const { content, contradictions } = merge(team, template, { base });
    expect(contradictions).toEqual([]);
    expect(parse(content).script).toEqual([
      'npm ci',
      'npm test',
      'make report',
      'npm run lint',
    ]);
  });

  it('merges scripts line by line', () => {
    const base = 'run: |\n  set -e\n  npm ci\n  npm test\n';
    const { content, contradictions } = merge(
      'run: |\n  set -e\n  npm ci\n  npm run lint\n  npm test\n',
      'run: |\n  set -eu\n  npm ci\n  npm test -- --coverage\n',
      { base },
    );
    expect(contradictions).toEqual([]);
    expect(parse(content).run).toBe(
      'set -eu\nnpm ci\nnpm run lint\nnpm test -- --coverage\n',
    );
  });

  it('does not change what an anchor shares', () => {
    const base = 'a:\n  image: one\nb:\n  image: one\n';
    const team = 'a: &a\n  image: one\nb: *a\n';
    const { content, contradictions } = merge(
      team,
      base.replace('b:\n  image: one', 'b:\n  image: two'),
      { base },
    );
    expect(contradictions).toEqual([]);
    expect(parse(content)).toEqual({
      a: { image: 'one' },
      b: { image: 'two' },
    });
  });

  it('merges resources by kind and name', () => {
    const task = (name: string, image: string) =>
      `kind: Task\nmetadata:\n  name: ${name}\nspec:\n  image: ${image}\n`;
    const { content } = merge(
      [task('c', '1'), task('a', '1'), task('b', '1')].join('---\n'),
      [task('a', '2'), task('b', '1'), task('d', '1')].join('---\n'),
      { base: [task('a', '1'), task('b', '1')].join('---\n') },
    );
    expect(
      parseAllDocuments(content).map(document => [
        document.getIn(['metadata', 'name']),
        document.getIn(['spec', 'image']),
      ]),
    ).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 1],
      ['d', 1],
    ]);
  });

  it('falls back to lines when a file cannot be read, and says so', () => {
    const { content, contradictions } = merge(
      WORKFLOW.replace('on: [push]', 'on: [push'),
      WORKFLOW.replace('npm test', 'npm run test:all'),
    );
    expect(content).toContain('npm run test:all');
    expect(contradictions).toMatchObject([
      { message: expect.stringContaining('line by line') },
    ]);
  });
});

describe('merging other text', () => {
  const base = 'pipeline {\n  agent none\n  stages {\n  }\n}\n';

  it('merges neighbouring lines without a contradiction', () => {
    expect(
      merge(
        base.replace('  stages', '  triggers { }\n  stages'),
        base.replace('agent none', "agent { label 'a' }"),
        { base, path: 'Jenkinsfile' },
      ),
    ).toEqual({
      content:
        "pipeline {\n  agent { label 'a' }\n  triggers { }\n  stages {\n  }\n}\n",
      contradictions: [],
    });
  });

  it('reports lines that both changed and writes no conflict markers', () => {
    const team = base.replace('agent none', 'agent any');
    const { content, contradictions } = merge(
      team,
      base.replace('agent none', "agent { label 'a' }"),
      { base, path: 'Jenkinsfile' },
    );
    expect(content).toBe(team);
    expect(contradictions).toEqual([
      {
        place: 'line 2',
        message: expect.any(String),
        base: '  agent none',
        team: '  agent any',
        template: "  agent { label 'a' }",
      },
    ]);
  });
});
