import fc from 'fast-check';
import { decideOften } from '#libs/matcher';
import { profileFacts, profileOf, type Outcome } from '#libs/profiles';
import { PAST_TERMS } from '../../src/counterfactuals/past-terms.js';
import { situationOf } from '../../src/counterfactuals/situation.js';
import { candidate, NOW_MS, order, world } from '../sample.js';

const DAY_MS = 86_400_000;
const DAY = Math.floor((NOW_MS + 8 * 3_600_000) / DAY_MS);
const options = { day: DAY, halfLifeDays: 90, windowDays: 365 };
const facts = order();

const completed = (over: Partial<Outcome>): Outcome => ({
  kind: 'completed',
  onTime: null,
  fromCityCode: '4401',
  toCityCode: '4403',
  shipperId: 'somebody',
  atMs: NOW_MS,
  ...over,
});

/** One order of today, of which nothing is known but what the term says. */
const ORDERS: Readonly<Record<string, Outcome>> = {
  more_completed: completed({}),
  more_punctual: completed({ onTime: true }),
  more_on_lane: completed({ fromCityCode: facts.fromCityCode, toCityCode: facts.toCityCode }),
  more_together: completed({ shipperId: facts.shipperId }),
  more_of_cargo: completed({ cargoKind: facts.cargoKind }),
};

const outcomes = fc.array(
  fc
    .record({
      kind: fc.constantFrom('completed' as const, 'driver_cancelled' as const),
      onTime: fc.constantFrom(true, false, null),
      fromCityCode: fc.constantFrom(facts.fromCityCode, '4401'),
      toCityCode: fc.constantFrom(facts.toCityCode, '4403'),
      shipperId: fc.constantFrom(facts.shipperId, 'somebody'),
      cargoKind: fc.constantFrom(facts.cargoKind, 'steel', null),
      ageDays: fc.integer({ min: 0, max: 400 }),
    })
    .map(({ ageDays, ...outcome }) => ({ ...outcome, atMs: NOW_MS - ageDays * DAY_MS })),
  { maxLength: 12 },
);

describe('more orders', () => {
  it.each(PAST_TERMS.map((term) => [term.name, term] as const))(
    'make the profile that its builder makes of the outcomes with them: %s',
    (name, term) => {
      const one = ORDERS[name];
      if (one === undefined) throw new Error(`no order for ${name}`);
      fc.assert(
        fc.property(outcomes, fc.integer({ min: 0, max: 20 }), (before, more) => {
          const profileWith = (all: readonly Outcome[]) =>
            profileFacts(profileOf(all, options), facts);
          const own = candidate('he', { profile: profileWith(before) });
          const situation = situationOf({
            header: { decisionId: 'd', policyHash: 'p', engineVersion: 'e' },
            ...{ order: facts, world: world([own]), own, goal: 'win' },
            decide: decideOften(facts, world([own])),
          });
          expect(term.with(own, more, situation).profile).toEqual(
            profileWith([...before, ...Array.from({ length: more }, () => one)]),
          );
        }),
      );
    },
  );
});
