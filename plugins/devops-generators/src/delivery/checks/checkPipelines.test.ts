import fc from 'fast-check';
import { DELIVERY_PROVIDERS } from '..';
import { check, generated } from './__testUtils__/check';

describe('checkPipelines', () => {
  it('names the line', async () => {
    const { rules } = await check(
      'github',
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n',
    );
    const lines = Object.fromEntries(
      rules.map(({ id, problems }) => [id, problems[0]?.line]),
    );
    expect(lines).toMatchObject({ 'GHA-01': 6, 'GHA-05': 6, 'GHA-08': 4 });
  });

  it('accepts a reason for an exception, and shows it', async () => {
    const { rules } = await check(
      'github',
      `# devops: allow GHA-08 the image is rebuilt weekly\n${generated('github').replaceAll('ubuntu-24.04', 'ubuntu-latest')}`,
    );
    expect(rules.find(({ id }) => id === 'GHA-08')).toMatchObject({
      status: 'waived',
      reason: 'the image is rebuilt weekly',
    });
  });

  it('survives whatever is in the files', async () => {
    const content = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom(
        'a: [',
        'on: {push: [1]}\njobs: [1]',
        'jobs: {a: 1, b: null, c: []}',
        'pipeline { {{{',
        "sh '''",
        'a: &a [*a]',
        'stages: 1\nx: {script: {}}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DELIVERY_PROVIDERS),
        content,
        async (provider, text) => {
          expect((await check(provider, text)).rules).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
