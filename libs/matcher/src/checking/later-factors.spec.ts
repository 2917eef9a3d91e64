import fc from 'fast-check';
import { defaultPolicy } from '../default-policy.js';
import { parsePolicy } from '../parse-policy.js';
import type { Policy, Table } from '../policy.js';
import { pointsAt } from '../scoring/table.js';
import { leastDrop } from './least-drop.js';

const problemsOf = (policy: unknown) => {
  const parsed = parsePolicy(policy);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path} ${message}`);
};
const weighing = (weights: Partial<Policy['weights']>): Policy => ({
  ...defaultPolicy,
  weights: { ...defaultPolicy.weights, ...weights },
});
const { weights, tables, profile } = defaultPolicy;

describe('a policy with later factors', () => {
  it('[D5] may leave each of them out, with all that it needs', () => {
    const { cargo_experience: _, ...others } = weights;
    const { cargoMilli: __, ...kept } = tables;
    expect(problemsOf({ ...defaultPolicy, weights: others, tables: kept })).toEqual([]);
  });

  it('[D5] is refused when a weight lacks what it is read from, each at its place', () => {
    const { returnMeters: _, ratingMilliStars: __, ...less } = tables;
    const { fairShare: ___, ...rest } = defaultPolicy;
    const { exploration: ____, ...neutralPoints } = profile.neutralPoints;
    const lacking = { ...rest, tables: less, profile: { ...profile, neutralPoints } };
    expect(problemsOf(lacking)).toEqual([
      '/profile/neutralPoints/exploration is missing, and a weight needs it',
      '/tables/ratingMilliStars is missing, and a weight needs it',
      '/fairShare is missing, and a weight needs it',
      '/tables/returnMeters is missing, and a weight needs it',
    ]);
  });

  it('gives new drivers no larger share than the rate it stands in for', () => {
    expect(problemsOf(weighing({ exploration: 14 }))).toEqual([]);
    expect(problemsOf(weighing({ exploration: 15 }))).toEqual([
      '/weights/exploration expected at most completion_rate, 14, got 15',
    ]);
  });

  it('[D7] holds a fair share to the metres it may outweigh, wherever within the reach', () => {
    expect(problemsOf(weighing({ fair_share: 3 }))).toEqual([
      '/weights/fair_share expected a fair share worth at most 2190, ' +
        'what 75000 m nearer always give, got 3000',
    ]);
    const farther = { ...defaultPolicy.fairShare, outweighsMetersMax: 110_000 };
    expect(problemsOf({ ...weighing({ fair_share: 3 }), fairShare: farther })).toEqual([]);
  });

  it('[D7] allows no fair share where the table is flat for that long', () => {
    const pickupMeters = [
      [0, 1000],
      [100_000, 0],
    ];
    expect(problemsOf({ ...defaultPolicy, tables: { ...tables, pickupMeters } })).toEqual([
      '/weights/fair_share expected a fair share worth at most 0, ' +
        'what 75000 m nearer always give, got 2000',
    ]);
  });

  it('[D7] tells no middle of fewer than five', () => {
    const few = { ...defaultPolicy.fairShare, comparableMin: 4 };
    expect(problemsOf({ ...defaultPolicy, fairShare: few })).toEqual([
      '/fairShare/comparableMin expected a whole number from 5 to 10000, got 4',
    ]);
  });
});

describe('the least that being nearer gives', () => {
  const falling: fc.Arbitrary<Table> = fc
    .uniqueArray(fc.nat(400), { minLength: 2, maxLength: 6 })
    .chain((meters) =>
      fc
        .array(fc.nat(60), { minLength: meters.length, maxLength: meters.length })
        .map((points): Table => {
          const down = points.toSorted((a, b) => b - a);
          return meters.toSorted((a, b) => a - b).map((x, index) => [x, down[index] ?? 0] as const);
        }),
    );

  it('is never more than anyone, anywhere, really gets by it', () => {
    fc.assert(
      fc.property(falling, fc.nat(200), fc.nat(300), (table, by, more) => {
        const within = by + more;
        const promised = leastDrop(table, { by, within });
        for (let meters = 0; meters + by <= within; meters++) {
          const gained = pointsAt(table, meters) - pointsAt(table, meters + by);
          expect(gained).toBeGreaterThanOrEqual(promised);
        }
      }),
      { numRuns: 60 },
    );
  });
});
