import fc from 'fast-check';
import { parseGitlabDate, toIso } from './dates';

describe('parseGitlabDate', () => {
  it.each([
    ['2016-08-12 15:23:28 UTC', '2016-08-12T15:23:28.000Z'],
    ['2021-04-28 21:50:00 +0200', '2021-04-28T19:50:00.000Z'],
    ['2021-02-23T02:41:37.886Z', '2021-02-23T02:41:37.886Z'],
    ['2015-12-24T16:51:14.000+01:00', '2015-12-24T15:51:14.000Z'],
    ['2016-08-12T17:23:21+02:00', '2016-08-12T15:23:21.000Z'],
    ['2024-02-29 12:00:00 -0930', '2024-02-29T21:30:00.000Z'],
    ['2021-02-23T02:41:37.8Z', '2021-02-23T02:41:37.800Z'],
    ['2021-02-23T02:41:37.886123Z', '2021-02-23T02:41:37.886Z'],
  ])('reads %s', (text, expected) => {
    expect(toIso(parseGitlabDate(text) ?? NaN)).toBe(expected);
  });

  it.each([
    '2016-08-12 15:23:28',
    '2016-08-12',
    '2016-13-12 15:23:28 UTC',
    '2016-08-12 25:23:28 UTC',
    '1471015408',
    'yesterday',
    '',
  ])('refuses %j', text => {
    expect(parseGitlabDate(text)).toBeUndefined();
  });

  it('reads every instant in each form as the same instant', () => {
    const seconds = fc.integer({ min: 0, max: 4_102_444_799 });
    const offsets = fc.integer({ min: -12, max: 14 });
    fc.assert(
      fc.property(seconds, offsets, (second, hours) => {
        const local = (shift: number) =>
          new Date((second + shift * 3600) * 1000).toISOString().slice(0, 19);
        const zone = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}`;
        const forms = [
          `${local(0).replace('T', ' ')} UTC`,
          `${local(hours).replace('T', ' ')} ${zone}00`,
          `${local(hours)}.000${zone}:00`,
          `${local(0)}Z`,
        ];
        expect(forms.map(parseGitlabDate)).toEqual(
          forms.map(() => second * 1000),
        );
      }),
    );
  });
});
