import fc from 'fast-check';
import { bestPossible } from '../../src/best-possible.js';
import { defaultPolicy } from '../../src/default-policy.js';
import { judge } from '../../src/judge.js';
import type { Policy } from '../../src/policy.js';
import { remediesOf } from '../../src/remedies.js';
import { order, NOW_MS } from '../sample.js';
import { casesWithDriver } from './cases.js';
import { runs } from './run.js';

type Bound = typeof bestPossible;

const owed = fc.constantFrom({}, { compensationId: 'c-1' });
const nearer = fc.constantFrom(0, 1, 999, 50_000);

/** Whoever he is, and from wherever nearer it is asked. */
const neverLess = (bound: Bound): void =>
  fc.assert(
    fc.property(casesWithDriver, owed, nearer, ({ order, world, driver }, debt, metersLess) => {
      const verdict = judge({ ...driver, ...debt }, order, { ...world, purpose: 'recommend' });
      if (verdict.refusal !== null) return;
      const meters = Math.max(0, driver.place.pickupMeters - metersLess);
      expect(bound(order, world)(meters)).toBeGreaterThanOrEqual(verdict.total);
    }),
    runs({ numRuns: 500, seed: 20_240_601 }),
  );

const weighing =
  (change: (policy: Policy) => Policy): Bound =>
  (facts, given) =>
    bestPossible(facts, { ...given, policy: change(given.policy) });

/** Each forgets one thing that somebody may have. */
const TWINS: readonly (readonly [string, Bound])[] = [
  [
    'forgets what may be owed',
    weighing((policy) => ({
      ...policy,
      remedies: { ...remediesOf(policy), compensationWeight: 0 },
    })),
  ],
  [
    'forgets who waited long',
    weighing((policy) => ({ ...policy, weights: { ...policy.weights, waiting: 0 } })),
  ],
  [
    'takes everyone to be as far as the reach',
    (facts, given) => () => bestPossible(facts, given)(300_000),
  ],
  [
    'takes the window to be over',
    (facts, given) => bestPossible({ ...facts, loadingWindow: { fromMs: 0, untilMs: 0 } }, given),
  ],
];

describe('the best possible total', () => {
  it('is never less than what a driver so far away has, under any policy', () => {
    neverLess(bestPossible);
  });

  it.each(TWINS)('would be noticed if it %s', (_slip, bound) => {
    expect(() => neverLess(bound)).toThrow();
  });

  it('never rises with the distance', () => {
    const bound = bestPossible(order(), { nowMs: NOW_MS, policy: defaultPolicy });
    const totals = Array.from({ length: 400 }, (_, step) => bound(step * 1_000));
    expect(totals).toEqual(totals.toSorted((a, b) => b - a));
    expect(totals[0]).toBeGreaterThan(totals.at(-1) ?? 0);
  });
});
