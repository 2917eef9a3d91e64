import { defaultPolicy } from './default-policy.js';
import { parsePolicy } from './parse-policy.js';
import { FIRST_FACTORS, LATER_FACTORS, type FactorName } from './policy.js';

describe('the default policy', () => {
  it('[D5] comes in by the door all policies use', () => {
    expect(parsePolicy(defaultPolicy)).toEqual({ ok: true, policy: defaultPolicy });
  });

  it('[D5] has nine weights that make a hundred, and twenty beside them that came later', () => {
    const sum = (factors: readonly FactorName[]) =>
      factors.reduce((all, factor) => all + (defaultPolicy.weights[factor] ?? 0), 0);
    expect([sum(FIRST_FACTORS), sum(LATER_FACTORS)]).toEqual([100, 20]);
  });

  it('[M3] shuts nobody out of any mode for keeping his location to himself', () => {
    expect(defaultPolicy.reach.locationRequired).toEqual([]);
  });

  it('[M16] asks for papers where goods are dangerous, cold or cars', () => {
    expect(defaultPolicy.impliedQualifications).toEqual({
      hazardous: ['hazardous_goods'],
      fresh: ['cold_chain'],
      frozen: ['cold_chain'],
      vehicles: ['vehicle_transport'],
    });
  });

  it('gives no points where its reach ends', () => {
    expect(defaultPolicy.tables.pickupMeters.at(-1)).toEqual([defaultPolicy.reach.meters, 0]);
  });
});
