import * as fc from 'fast-check';
import { decideGate } from './decideGate';
import type { GatePolicy, GateSlo } from './model';
import { DEFAULT_GATE_POLICY, GATE_DECISIONS, gatePolicy } from './policy';

const where = 'component:default/shop in production';

function slo(changes: Partial<GateSlo> = {}): GateSlo {
  return {
    id: 'shop-availability',
    title: 'Availability',
    state: 'ok',
    budgetRemaining: 0.8,
    burnWindows: [],
    ...changes,
  };
}

function decide(
  slos: GateSlo[],
  changes: Partial<GatePolicy> = {},
  exception?: Parameters<typeof decideGate>[0]['exception'],
) {
  return decideGate({ slos, policy: gatePolicy(changes), where, exception });
}

describe('the gate', () => {
  it('lets pass where budgets are healthy', () => {
    expect(decide([slo(), slo({ id: 'shop-latency' })])).toEqual({
      decision: 'allow',
      byPolicy: 'allow',
      reasons: [],
    });
  });

  it.each([
    [1, 'allow'],
    [0.25, 'allow'],
    [0.2499, 'slow'],
    [0.001, 'slow'],
    [0, 'freeze'],
    // What is left of 1 - 1 after rounding.
    [1e-12, 'freeze'],
    [-0.031, 'freeze'],
  ])('decides by the budget: %p left is %s', (budgetRemaining, decision) => {
    expect(decide([slo({ budgetRemaining })]).decision).toBe(decision);
  });

  it('names the objective, the number, the limit and what to do', () => {
    const { reasons } = decide([
      slo({ state: 'exhausted', budgetRemaining: -0.031 }),
    ]);
    expect(reasons).toEqual([
      {
        kind: 'budget_spent',
        effect: 'freeze',
        sloId: 'shop-availability',
        message:
          '-3.1 % of the error budget of Availability is left; at 0 % or less deployments are frozen',
        remedy:
          'Deploy only what brings the objective back, by an override that says so',
        value: -0.031,
        limit: 0,
      },
    ]);
  });

  const page = { severity: 'page' as const, factor: 14.4, longBurn: 20 };

  it('freezes while an alert fires that wakes somebody up, and says how fast it burns', () => {
    const burning = slo({
      state: 'burning',
      burnWindows: [{ ...page, firing: true }],
    });
    expect(decide([burning])).toMatchObject({
      decision: 'freeze',
      reasons: [
        {
          kind: 'page_firing',
          value: 20,
          limit: 14.4,
          message:
            'An alert of Availability fires that wakes somebody up: it spends its budget 20 times as fast as it may, and the limit is 14.4 times',
        },
      ],
    });
    expect(decide([burning], { freezeOnPage: false })).toMatchObject({
      decision: 'slow',
      reasons: [{ kind: 'burning' }],
    });
    expect(
      decide([burning], { freezeOnPage: false, slowOnBurn: false }).decision,
    ).toBe('allow');
  });

  it.each([
    ['firing', 'page', 'freeze'],
    ['firing', 'critical', 'freeze'],
    ['firing', 'ticket', 'slow'],
    ['firing', undefined, 'slow'],
    ['pending', 'page', 'allow'],
  ] as const)(
    'heeds alerts that a source tells of: %s %s is %s',
    (state, severity, decision) => {
      const alerts = [{ name: 'ErrorBudgetBurn', state, severity }];
      expect(decide([slo({ alerts })]).decision).toBe(decision);
    },
  );

  it('slows where the budget is spent too fast', () => {
    expect(decide([slo({ state: 'at_risk', currentBurn: 2.5 })])).toMatchObject(
      {
        decision: 'slow',
        reasons: [
          {
            kind: 'burning',
            message:
              'Availability spends its error budget faster than it may, now 2.5 times as fast',
            value: 2.5,
            limit: 1,
          },
        ],
      },
    );
  });

  it.each(['no_data', 'stale', 'unmeasured'] as const)(
    'tells of %s and does not freeze by it unless that is asked for',
    state => {
      const unknown = slo({ state, budgetRemaining: undefined });
      expect(decide([unknown])).toMatchObject({
        decision: 'slow',
        reasons: [{ kind: 'unknown', sloId: 'shop-availability' }],
      });
      for (const whenUnknown of GATE_DECISIONS) {
        const verdict = decide([unknown], { whenUnknown });
        expect(verdict.decision).toBe(whenUnknown);
        expect(verdict.reasons).toHaveLength(1);
      }
    },
  );

  it('does not take a stale budget for the present one', () => {
    expect(
      decide([slo({ state: 'stale', budgetRemaining: -2 })]).reasons,
    ).toMatchObject([{ kind: 'unknown' }]);
  });

  it('counts an idle service as healthy, and one without a budget yet as unknown', () => {
    const idle = slo({ state: 'no_traffic', budgetRemaining: undefined });
    expect(decide([idle]).decision).toBe('allow');
    expect(decide([slo({ budgetRemaining: undefined })]).reasons).toMatchObject(
      [{ kind: 'unknown' }],
    );
  });

  it('says so where there is nothing to decide by', () => {
    expect(decide([])).toMatchObject({
      decision: 'allow',
      reasons: [
        {
          kind: 'no_objectives',
          message: expect.stringContaining(where),
        },
      ],
    });
  });

  it('tells the strictest reason first', () => {
    const { reasons } = decide([
      slo({ id: 'a', budgetRemaining: 0.1 }),
      slo({ id: 'b', budgetRemaining: -1 }),
      slo({ id: 'c', budgetRemaining: 0.2 }),
    ]);
    expect(reasons.map(({ sloId }) => sloId)).toEqual(['b', 'a', 'c']);
  });

  it('lets an override pass, and tells who, why and until when beside what it overrides', () => {
    const verdict = decide([slo({ budgetRemaining: -1 })], undefined, {
      by: 'user:default/ada',
      reason: 'Repairs the checkout',
      until: Date.UTC(2026, 0, 2),
    });
    expect(verdict).toMatchObject({ decision: 'allow', byPolicy: 'freeze' });
    expect(verdict.reasons).toMatchObject([
      {
        kind: 'override',
        message:
          'user:default/ada allowed deployments until 2026-01-02T00:00:00.000Z: Repairs the checkout',
      },
      { kind: 'budget_spent' },
    ]);
  });
});

describe('the policy of the gate', () => {
  it.each([
    [{ freezeAtBudget: -0.1 }, 'devops.gate.freezeAtBudget'],
    [{ slowBelowBudget: 25 }, 'devops.gate.slowBelowBudget'],
    [{ slowBelowBudget: NaN }, 'devops.gate.slowBelowBudget'],
    [{ freezeAtBudget: 0.3 }, 'devops.gate.slowBelowBudget'],
    [{ whenUnknown: 'stop' as never }, 'devops.gate.whenUnknown'],
  ])('refuses %p and names the key', (given, key) => {
    expect(() => gatePolicy(given, 'devops.gate')).toThrow(key);
  });

  it('fills in what is left out', () => {
    expect(gatePolicy({ whenUnknown: undefined })).toEqual(DEFAULT_GATE_POLICY);
  });
});

describe('for any standings and any policy, the gate', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const policies = fc
    .record({
      limits: fc.tuple(share, share),
      freezeOnPage: fc.boolean(),
      slowOnBurn: fc.boolean(),
      whenUnknown: fc.constantFrom(...GATE_DECISIONS),
    })
    .map(({ limits, ...rest }) =>
      gatePolicy({
        ...rest,
        freezeAtBudget: Math.min(...limits),
        slowBelowBudget: Math.max(...limits),
      }),
    );
  const standings = fc.record(
    {
      id: fc.string({ minLength: 1 }),
      state: fc.constantFrom(
        ...(['ok', 'at_risk', 'burning', 'exhausted'] as const),
        ...(['no_traffic', 'no_data', 'stale', 'unmeasured'] as const),
      ),
      burnWindows: fc.array(
        fc.record({
          severity: fc.constantFrom('page' as const, 'ticket' as const),
          firing: fc.boolean(),
          factor: fc.double({ min: 1, max: 100, noNaN: true }),
        }),
        { maxLength: 3 },
      ),
      budgetRemaining: fc.double({ min: -10, max: 1, noNaN: true }),
    },
    { requiredKeys: ['id', 'state', 'burnWindows'] },
  );
  const rank = (decision: (typeof GATE_DECISIONS)[number]) =>
    GATE_DECISIONS.indexOf(decision);

  it('never decides without a reason, and by the strictest of them', () => {
    fc.assert(
      fc.property(fc.array(standings), policies, (slos, policy) => {
        const { decision, reasons } = decideGate({ slos, policy, where });
        const effects = reasons.map(({ effect }) => rank(effect));
        expect(rank(decision)).toBe(Math.max(0, ...effects));
        expect(effects).toEqual([...effects].sort((a, b) => b - a));
      }),
    );
  });

  it('never becomes milder by one more objective or by less budget', () => {
    fc.assert(
      fc.property(
        fc.array(standings, { minLength: 1 }),
        standings,
        fc.double({ min: 0, max: 2, noNaN: true }),
        policies,
        (slos, another, spent, policy) => {
          const before = decideGate({ slos, policy, where }).decision;
          const more = decideGate({ slos: [...slos, another], policy, where });
          expect(rank(more.decision)).toBeGreaterThanOrEqual(rank(before));
          const poorer = slos.map(one =>
            one.budgetRemaining === undefined
              ? one
              : { ...one, budgetRemaining: one.budgetRemaining - spent },
          );
          const after = decideGate({ slos: poorer, policy, where }).decision;
          expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
        },
      ),
    );
  });

  it('freezes by what is not known only where that is asked for', () => {
    fc.assert(
      fc.property(fc.array(standings), policies, (slos, policy) => {
        const unknown = slos.map(one => ({ ...one, state: 'stale' as const }));
        const { decision } = decideGate({ slos: unknown, policy, where });
        expect(decision).toBe(unknown.length ? policy.whenUnknown : 'allow');
      }),
    );
  });
});
