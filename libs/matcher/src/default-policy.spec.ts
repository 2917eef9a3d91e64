import { defaultPolicy } from './default-policy.js';
import { parsePolicy } from './parse-policy.js';

describe('the default policy', () => {
  it('[D5] comes in by the door all policies use', () => {
    expect(parsePolicy(defaultPolicy)).toEqual({ ok: true, policy: defaultPolicy });
  });

  it('[D5] has weights that read as hundredths of a total', () => {
    const weights = Object.values(defaultPolicy.weights);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
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
