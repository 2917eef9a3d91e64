import fc from 'fast-check';
import { besideOf } from '../../src/counterfactuals/beside.js';
import type { CounterfactualVerdict } from '../../src/counterfactuals/counterfactual-view.js';
import { marketCases } from '../market.js';
import { recorded } from '../sample.js';

const DECISIONS = 2_000;
const SHARE = 0.95;

describe('on a generated market', () => {
  it('[D1] at least 95 % of those who lost get a change that wins, or the proof of none', () => {
    const verdicts = new Map<CounterfactualVerdict | 'none', number>();
    const contrasts = new Map<string, number>();
    for (const { order, world } of fc.sample(marketCases(8), { numRuns: DECISIONS, seed: 3 })) {
      const { drivers: rows, bundle, ...header } = recorded(order, world);
      for (const { driverId, role } of rows) {
        if (role === 'WON' || role === 'RECOMMENDED') continue;
        const { counterfactuals, contrast } = besideOf({
          ...{ header, bundle, rows, policy: world.policy, driverId },
        });
        const verdict = counterfactuals?.verdict ?? 'none';
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        const key = `${contrast?.against} ${contrast?.ground}`;
        contrasts.set(key, (contrasts.get(key) ?? 0) + 1);
      }
    }
    const all = [...verdicts.values()].reduce((sum, count) => sum + count, 0);
    const answered = (['CHANGES', 'JOINT', 'NOTHING'] as const).reduce(
      (sum, verdict) => sum + (verdicts.get(verdict) ?? 0),
      0,
    );
    expect(all).toBeGreaterThan(DECISIONS);
    expect(answered / all).toBeGreaterThanOrEqual(SHARE);
  });
});
