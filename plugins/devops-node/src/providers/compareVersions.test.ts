import fc from 'fast-check';
import { compareVersions } from './compareVersions';
import type { RecordVersion } from './records';

const version = fc.record<RecordVersion>({
  generation: fc.integer({ min: 0, max: 3 }),
  terminal: fc.boolean(),
  at: fc.integer({ min: 0, max: 3 }),
});

describe('compareVersions', () => {
  it.each<[string, RecordVersion, RecordVersion]>([
    [
      'a new generation beats an ended one',
      { generation: 2, terminal: false, at: 0 },
      { generation: 1, terminal: true, at: 9 },
    ],
    [
      'an end beats a later state that is no end',
      { generation: 1, terminal: true, at: 1 },
      { generation: 1, terminal: false, at: 9 },
    ],
    [
      'the later state beats the earlier one',
      { generation: 1, terminal: false, at: 2 },
      { generation: 1, terminal: false, at: 1 },
    ],
  ])('%s', (_, newer, older) => {
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
    expect(compareVersions(older, newer)).toBeLessThan(0);
  });

  it('is a total order, so any sequence of arrivals ends at the same version', () => {
    fc.assert(
      fc.property(
        fc
          .array(version, { minLength: 1 })
          .chain(versions =>
            fc.tuple(
              fc.constant(versions),
              fc.shuffledSubarray(versions, { minLength: versions.length }),
            ),
          ),
        ([versions, shuffled]) => {
          const winner = (all: RecordVersion[]) =>
            all.reduce((stored, next) =>
              compareVersions(next, stored) > 0 ? next : stored,
            );
          expect(winner(shuffled)).toEqual(winner(versions));
        },
      ),
    );
  });
});
