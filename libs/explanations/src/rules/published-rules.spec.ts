import { defaultPolicy, FACTORS, pointsAt, REFUSALS } from '#libs/matcher';
import { scalarsIn } from '../../test/sample.js';
import { policyHash } from '../digest.js';
import { publishedRules } from './published-rules.js';

const rules = publishedRules(defaultPolicy, policyHash(defaultPolicy));

describe('[D5] the published rules', () => {
  it('list every factor with its weight and share, the heaviest first', () => {
    expect(rules.factors.map(({ factor }) => factor).sort()).toEqual([...FACTORS].sort());
    for (const { factor, weight, most } of rules.factors) {
      expect([weight, most]).toEqual([defaultPolicy.weights[factor], weight * 1_000]);
    }
    const weights = rules.factors.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    expect(rules.factors[0]?.factor).toBe('pickup_distance');
  });

  it('give each table point by point, as decisions read it', () => {
    const distance = rules.factors.find(({ factor }) => factor === 'pickup_distance');
    expect(distance?.table.map(({ at, points }) => [at, points])).toEqual(
      defaultPolicy.tables.pickupMeters.map((point) => [...point]),
    );
    for (const { at, points } of distance?.table ?? []) {
      expect(pointsAt(defaultPolicy.tables.pickupMeters, at)).toBe(points);
    }
    expect(distance?.table[1]?.text).toEqual({ zh: '5 公里', en: '5 km' });
  });

  it('list every refusal in precedence, with its threshold', () => {
    expect(rules.refusals.map(({ reason }) => reason)).toEqual([...REFUSALS]);
    const reach = rules.refusals.find(({ reason }) => reason === 'beyond_reach');
    expect(reach?.sentence.values).toMatchObject({ reach: { value: 300_000 } });
  });

  it('follow the policy: another weight, reach or window is another text', () => {
    const changed = publishedRules(
      {
        ...defaultPolicy,
        weights: { ...defaultPolicy.weights, waiting: 60 },
        reach: { ...defaultPolicy.reach, meters: 50_000, locationRequired: ['first_wins'] },
      },
      'sha256:00',
    );
    expect(changed.factors[0]?.factor).toBe('waiting');
    const said = JSON.stringify(changed.refusals);
    expect(said).toContain('50 km');
    expect(said).toContain('first to grab wins');
  });

  it('say everything in both languages, in whole numbers', () => {
    const texts = JSON.stringify(rules);
    expect(texts).not.toMatch(/undefined|\{\w+\}/);
    const numbers = scalarsIn(rules).filter((each) => typeof each === 'number');
    expect(numbers.filter((each) => !Number.isSafeInteger(each))).toEqual([]);
  });

  it('name what is never used, and how to object', () => {
    expect(rules.neverUsed.length).toBeGreaterThanOrEqual(5);
    expect(rules.objecting.map(({ message }) => message)).toContain('remedy.object');
  });
});
