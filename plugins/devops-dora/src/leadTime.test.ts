import {
  change,
  compute,
  DAY,
  deployment,
  each,
  HOUR,
  range,
  START,
} from './testRecords';

describe('which deployment brings which change', () => {
  it('T4: ranges chain over a rollout that failed', () => {
    const records = {
      deployments: [
        deployment('d1', 'A', 0),
        deployment('d2', 'B', HOUR, { outcome: 'failure' as const }),
        deployment('d3', 'C', 2 * HOUR),
      ],
      changes: [change('pr-b', 'B', 0), change('pr-c', 'C', 0)],
    };
    const chained = compute({
      ...records,
      ranges: [range('A', 'B', ['B-1', 'B']), range('B', 'C', ['C-1', 'C'])],
    });
    expect(each(chained, 'previousSuccess').d3).toBe('d1');
    expect(each(chained, 'changes')).toEqual({
      d1: [],
      d2: [],
      d3: ['pr-b', 'pr-c'],
    });
    // Without the first range, what is known still counts.
    const part = compute({ ...records, ranges: [range('B', 'C', ['C'])] });
    expect(each(part, 'changes').d3).toEqual(['pr-c']);
    expect(part.metrics.leadTime.dataQuality).toMatchObject({
      deploymentsWithPartOfRange: 1,
    });
  });

  describe('with a number that several entities know', () => {
    const changesWith = (elsewhere: string) =>
      each(
        compute({
          deployments: [deployment('d1', 'A', 0), deployment('d2', 'C', HOUR)],
          ranges: [range('A', 'C', ['B', 'C'])],
          changes: [
            change('12', elsewhere, 0, { entity: 'library', commits: [] }),
            change('12', 'C', 0, { commits: [] }),
            change('13', 'B', 0, { commits: [] }),
          ],
        }),
        'changes',
      ).d2;

    it('counts a change of the same commits once', () => {
      expect(changesWith('C')).toEqual(['12', '13']);
    });

    it('counts one of other commits as another one', () => {
      expect(changesWith('B')).toEqual(['12', '12', '13']);
    });
  });

  describe('of which the provider cut the list of commits', () => {
    const records = {
      deployments: [deployment('d1', 'A', 0), deployment('d2', 'C', HOUR)],
      changes: [change('pr-b', 'B', 0), change('pr-c', 'C', 0)],
    };
    const cut = range('A', 'C', ['B'], { complete: false });
    const quality = (result: ReturnType<typeof compute>) => {
      const { deploymentsWithPartOfRange, deploymentsWithoutRange } =
        result.metrics.leadTime.dataQuality;
      return { deploymentsWithPartOfRange, deploymentsWithoutRange };
    };

    it('counts what is there, and says that it is a part', () => {
      const result = compute({ ...records, ranges: [cut] });
      expect(each(result, 'range').d2).toBe('partial');
      // The revision itself was surely brought.
      expect(each(result, 'changes').d2).toEqual(['pr-b', 'pr-c']);
      expect(quality(result)).toEqual({
        deploymentsWithPartOfRange: 1,
        deploymentsWithoutRange: 0,
      });
    });

    it.each([
      ['before', [cut, range('A', 'C', ['B', 'C'])]],
      ['after', [range('A', 'C', ['B', 'C']), cut]],
    ])('takes a whole list that comes %s', (_when, ranges) => {
      const result = compute({ ...records, ranges });
      expect(each(result, 'range').d2).toBe('exact');
      expect(quality(result).deploymentsWithPartOfRange).toBe(0);
    });

    it('knows it of one step of a chain, and of a wider range', () => {
      const chained = compute({
        ...records,
        ranges: [
          range('A', 'B', ['B'], { complete: false }),
          range('B', 'C', ['C']),
        ],
      });
      expect(each(chained, 'range').d2).toBe('partial');
      const wider = compute({
        deployments: [
          deployment('d1', 'A', 0),
          deployment('d2', 'B', HOUR),
          deployment('d3', 'C', 2 * HOUR),
        ],
        ranges: [
          range('A', 'B', ['B']),
          range('A', 'C', ['C'], { complete: false }),
        ],
      });
      expect(each(wider, 'range').d3).toBe('partial');
    });
  });

  it('T5: the first deployment of all brings no changes', () => {
    const shas = Array.from({ length: 500 }, (_, i) => `c${i}`);
    const result = compute({
      deployments: [deployment('d1', 'A', HOUR)],
      ranges: [
        {
          to: 'A',
          commits: shas.map(sha => ({ sha, authoredAt: START - DAY })),
        },
      ],
    });
    expect(each(result, 'kind').d1).toBe('initial');
    expect(result.metrics.leadTime).toMatchObject({ value: null, n: 0 });
    expect(result.metrics.deploymentFrequency.n).toBe(1);
  });

  it('T11: a change is in the units whose paths it touches', () => {
    const units = ['api', 'web', 'docs'];
    const shared = change('pr1', 'B', 0, {
      paths: ['services/api/index.ts', 'services/web/app.tsx'],
    });
    const result = compute(
      {
        deployments: units.flatMap((unit, i) => [
          deployment(`${unit}1`, 'A', i * HOUR, { unit }),
          deployment(`${unit}2`, 'B', DAY + i * HOUR, { unit }),
        ]),
        changes: [shared],
        ranges: [range('A', 'B', ['B-1', 'B'])],
      },
      {
        units: units.map(unit => ({ unit, paths: [`services/${unit}/**`] })),
      },
    );
    expect(each(result, 'changes')).toMatchObject({
      api2: ['pr1'],
      web2: ['pr1'],
      docs2: [],
    });
    expect(result.metrics.leadTime.n).toBe(2);
  });

  it('keeps a change of one unit out of the others', () => {
    const result = compute({
      deployments: ['api', 'web'].flatMap(unit => [
        deployment(`${unit}1`, 'A', 0, { unit }),
        deployment(`${unit}2`, 'B', DAY, { unit }),
      ]),
      changes: [change('pr1', 'B', 0, { unit: 'api' })],
      ranges: [range('A', 'B', ['B'])],
    });
    expect(each(result, 'changes')).toMatchObject({
      api2: ['pr1'],
      web2: [],
    });
  });

  it('counts a change once, at the first deployment that has it', () => {
    const result = compute({
      deployments: [
        deployment('d1', 'A', 0),
        deployment('d2', 'B', HOUR),
        deployment('d3', 'A', 2 * HOUR),
        deployment('d4', 'C', 3 * HOUR),
        deployment('eu1', 'A', 0, { environment: 'prod-eu' }),
        deployment('eu2', 'B', 4 * HOUR, { environment: 'prod-eu' }),
      ],
      changes: [change('pr-b', 'B', 0), change('pr-c', 'C', 0)],
      ranges: [range('A', 'B', ['B']), range('A', 'C', ['B', 'C'])],
    });
    expect(each(result, 'changes')).toMatchObject({
      d2: ['pr-b'],
      d3: [],
      d4: ['pr-c'],
      eu2: ['pr-b'],
    });
    expect(result.metrics.leadTime.n).toBe(2);
  });

  it('uses a range that starts too early without what came before', () => {
    const result = compute({
      deployments: [
        deployment('d1', 'A', 0),
        deployment('d2', 'B', HOUR),
        deployment('d3', 'C', 2 * HOUR),
      ],
      changes: [change('pr-b', 'B', 0), change('pr-c', 'C', 0)],
      ranges: [range('A', 'B', ['B']), range('A', 'C', ['B', 'C'])],
    });
    expect(each(result, 'changes').d3).toEqual(['pr-c']);
    expect(result.metrics.leadTime.dataQuality).toMatchObject({
      deploymentsWithWiderRange: 1,
    });
  });

  it('matches short hashes in ranges with the full ones', () => {
    const [a, b] = ['a', 'b'].map(letter => letter.repeat(40));
    const result = compute({
      deployments: [deployment('d1', a, 0), deployment('d2', b, HOUR)],
      changes: [change('pr1', b.toUpperCase(), 0)],
      ranges: [range(a.slice(0, 7), b.slice(0, 9), [b.slice(0, 7)])],
    });
    expect(each(result, 'changes').d2).toEqual(['pr1']);
    expect(result.metrics.leadTime.dataQuality).toMatchObject({
      deploymentsWithoutRange: 0,
    });
  });

  it('takes commits that belong to no pull request as changes', () => {
    const result = compute({
      deployments: [deployment('d1', 'A', 0), deployment('d2', 'C', DAY)],
      changes: [change('pr1', 'B', 0)],
      ranges: [
        {
          from: 'A',
          to: 'C',
          commits: [
            { sha: 'B' },
            { sha: 'B-1', authoredAt: START },
            { sha: 'C', committedAt: START + 12 * HOUR },
          ],
        },
      ],
    });
    expect(each(result, 'changes').d2).toEqual(['C', 'pr1']);
    expect(result.metrics.leadTime).toMatchObject({
      n: 2,
      value: 18 * 3600,
      dataQuality: { commitsWithoutPullRequest: 1 },
    });
  });

  it('takes single commits of a pull request that is not merged', () => {
    const result = compute({
      deployments: [deployment('d1', 'A', 0), deployment('d2', 'B', DAY)],
      changes: [change('pr1', 'B', 0, { mergedAt: undefined })],
      ranges: [range('A', 'B', ['B'])],
    });
    expect(each(result, 'changes').d2).toEqual(['B']);
  });
});

describe('how long a change took', () => {
  const deployments = [deployment('d1', 'A', 0), deployment('d2', 'B', DAY)];

  it('T13: a stage that would be negative is left out, the total is not', () => {
    const { leadTime } = compute({
      deployments,
      changes: [
        change('pr1', 'B', 2 * HOUR, {
          createdAt: START + HOUR,
          firstReviewAt: START,
          mergedAt: START + 3 * HOUR,
        }),
      ],
    }).metrics;
    expect(leadTime).toMatchObject({ value: 22 * 3600, n: 1 });
    expect(leadTime.stages).toMatchObject({
      coding: { p50: null, n: 0 },
      pickup: { p50: null, n: 0 },
      review: { p50: 3 * 3600 },
      deploy: { p50: 21 * 3600 },
    });
  });

  it('T14: a deployment before the merge has a total, but no deploy stage', () => {
    const { leadTime } = compute({
      deployments,
      changes: [change('pr1', 'B', 0, { mergedAt: START + 2 * DAY })],
    }).metrics;
    expect(leadTime).toMatchObject({
      value: 24 * 3600,
      dataQuality: { deployedBeforeMerge: 1 },
    });
    expect(leadTime.stages.deploy.n).toBe(0);
  });

  it('T15: the middle is interpolated, unless the lower one is asked for', () => {
    const records = {
      deployments,
      changes: [1, 2, 3, 4].map(hours =>
        change(`pr${hours}`, `B${hours}`, DAY - hours * HOUR, {
          mergedAt: START + DAY,
        }),
      ),
      ranges: [range('A', 'B', ['B1', 'B2', 'B3', 'B4'])],
    };
    expect(compute(records).metrics.leadTime.value).toBe(2.5 * 3600);
    expect(compute(records, { median: 'lower' }).metrics.leadTime.value).toBe(
      2 * 3600,
    );
  });

  it('T16: days without changes do not pull the value down', () => {
    const { leadTime } = compute({
      deployments,
      changes: [change('pr1', 'B', 0)],
    }).metrics;
    expect(leadTime).toMatchObject({ value: 24 * 3600, n: 1 });
  });

  it('counts from the pull request when no commit has a date', () => {
    const { leadTime } = compute({
      deployments,
      changes: [change('pr1', 'B', 0, { commits: [{ sha: 'x' }] })],
    }).metrics;
    expect(leadTime.value).toBe(23.5 * 3600);
  });

  it('leaves out what would end before it starts, and says so', () => {
    const { leadTime } = compute({
      deployments,
      changes: [change('pr1', 'B', 3 * DAY)],
    }).metrics;
    expect(leadTime).toMatchObject({
      value: null,
      n: 0,
      dataQuality: { changes: 1, negative: 1 },
    });
  });

  it('counts from the merge as GitLab does', () => {
    const { leadTime } = compute(
      { deployments, changes: [change('pr1', 'B', 0)] },
      { definition: 'gitlab' },
    ).metrics;
    expect(leadTime.value).toBe(23 * 3600);
  });

  it('adds up started minutes of the parts as DevLake does', () => {
    const { leadTime } = compute(
      {
        deployments,
        changes: [
          change('pr1', 'B', 0, {
            createdAt: START + HOUR + 1,
            mergedAt: START + 2 * HOUR + 1,
          }),
          // Authored after it was opened: only the other parts count.
          change('pr2', 'B2', 5 * HOUR, {
            createdAt: START + 4 * HOUR,
            mergedAt: START + 6 * HOUR,
          }),
        ],
        ranges: [range('A', 'B', ['B', 'B2'])],
      },
      { definition: 'devlake' },
    ).metrics;
    const first = 61 * 60 + 3600 + 22 * 3600;
    expect(leadTime.explanation.rows).toMatchObject([
      { change: 'pr1', value: first },
      { change: 'pr2', value: 2 * 3600 + 18 * 3600 },
    ]);
    expect(leadTime.value).toBe(20 * 3600);
  });
});
