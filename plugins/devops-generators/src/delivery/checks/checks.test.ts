import { DELIVERY_PROVIDERS } from '..';
import { check, generated, statusOf } from './__testUtils__/check';
import { examples } from './__testUtils__/examples';
import { mutations } from './__testUtils__/mutations';

describe('checkPipelines', () => {
  it.each(DELIVERY_PROVIDERS)(
    'finds nothing wrong with what is generated for %s',
    async provider => {
      const { rules } = await check(provider);
      expect(rules.filter(({ status }) => status === 'failed')).toEqual([]);
      expect(
        rules.filter(
          ({ status, reason }) => status === 'not-applicable' && !reason,
        ),
      ).toEqual([]);
    },
  );

  it.each(mutations)(
    '%s %s refuses a pipeline that is changed by %s',
    async (provider, id, from, to) => {
      const text = generated(provider);
      const changed = text.replace(from, to);
      expect(changed).not.toBe(text);
      const rule = (await check(provider, changed)).rules.find(
        candidate => candidate.id === id,
      );
      expect(rule).toMatchObject({
        status: 'failed',
        remedy: expect.any(String),
        audit: expect.any(String),
      });
      expect(rule?.problems[0].line).toBeLessThanOrEqual(
        changed.split('\n').length,
      );
    },
  );

  it.each(examples)('%s %s tells apart %s', async (provider, id, bad, good) => {
    expect(await statusOf(provider, id, bad)).toBe('failed');
    expect(await statusOf(provider, id, good)).toBe('passed');
  });

  it('GHA-03 wants a bot with a cooldown', async () => {
    const status = async (content: string) =>
      (
        await check('github', undefined, [
          { path: '.github/dependabot.yml', content },
        ])
      ).rules.find(({ id }) => id === 'GHA-03')?.status;
    expect(await status('')).toBe('failed');
    expect(
      await status('updates:\n  - package-ecosystem: github-actions\n'),
    ).toBe('failed');
    expect(
      await status(
        'updates:\n  - package-ecosystem: github-actions\n    cooldown: { default-days: 7 }\n',
      ),
    ).toBe('passed');
  });

  it('has a failing and a passing case for each rule but the one that no file can break', async () => {
    const tested = new Set([
      ...mutations.map(([, id]) => id),
      ...examples.map(([, id]) => id),
      'GHA-03',
    ]);
    const all = (
      await Promise.all(DELIVERY_PROVIDERS.map(provider => check(provider)))
    ).flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(all.filter(id => !tested.has(id))).toEqual(['AZ-07']);
  });
});
