import fc from 'fast-check';
import {
  profileOf,
  type CompletionProfile,
  type Outcome,
  type ProfileOptions,
} from '../src/index.js';
import { FLAWS, twinProfileOf, type Flaw } from './twins.js';

type Make = (outcomes: readonly Outcome[], options: ProfileOptions) => CompletionProfile;

const DAY_MS = 86_400_000;
const DAY = 20_000;
const atNoon = (ageDays: number) => (DAY - ageDays) * DAY_MS + 4 * 3_600_000;

/** Few values on purpose: ages at and around halvings and windows, few lanes, few shippers. */
const outcomeAged = (ageDays: fc.Arbitrary<number>): fc.Arbitrary<Outcome> =>
  fc.record({
    kind: fc.constantFrom('completed', 'driver_cancelled'),
    onTime: fc.constantFrom(true, false, null),
    fromCityCode: fc.constantFrom('3301', '3100'),
    toCityCode: fc.constantFrom('3301', '3100'),
    shipperId: fc.constantFrom('s1', 's2'),
    cargoKind: fc.constantFrom('steel', 'fresh', null),
    atMs: ageDays.map(atNoon),
  });
const past = fc.constantFrom(0, 1, 6, 7, 8, 14, 20, 21, 29);
const beyondWindow = fc.constantFrom(31, 32, 60, 400);
const toCome = fc.constantFrom(-1, -2, -9);
const options = fc.record({
  day: fc.constant(DAY),
  halfLifeDays: fc.constantFrom(1, 7, 10),
  windowDays: fc.constant(30),
});
const outcomes = fc.array(outcomeAged(past), { maxLength: 12 });
const anyOutcomes = fc.array(outcomeAged(fc.oneof(past, beyondWindow, toCome)), { maxLength: 12 });

const MILLI = ['attemptedMilli', 'completedMilli', 'timedMilli', 'onTimeMilli'] as const;
const total = (sums: ReadonlyMap<string, number>) => [...sums.values()].reduce((a, b) => a + b, 0);

/** What counts, without how much was left out. */
const counted = ({ excluded: _excluded, ...rest }: CompletionProfile) => rest;

const LAWS: Readonly<Record<string, (make: Make) => fc.IProperty<unknown>>> = {
  'the order in which outcomes come does not matter': (make) =>
    fc.property(
      anyOutcomes.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
      ),
      options,
      ([all, shuffled], how) => {
        expect(make(shuffled, how)).toEqual(make(all, how));
      },
    ),
  'one more completed order never lowers the completed share': (make) =>
    fc.property(outcomes, outcomeAged(past), options, (before, more, how) => {
      const a = make(before, how);
      const b = make([...before, { ...more, kind: 'completed' }], how);
      expect(b.completedMilli * a.attemptedMilli).toBeGreaterThanOrEqual(
        a.completedMilli * b.attemptedMilli,
      );
    }),
  'the older an outcome the less it weighs, or as much': (make) =>
    fc.property(outcomes, past, past, options, (rest, age, other, how) => {
      const worked = (ageDays: number): Outcome => ({
        kind: 'completed',
        onTime: true,
        fromCityCode: '3301',
        toCityCode: '3100',
        shipperId: 's1',
        atMs: atNoon(ageDays),
      });
      const younger = make([...rest, worked(Math.min(age, other))], how);
      const older = make([...rest, worked(Math.max(age, other))], how);
      for (const milli of MILLI) expect(older[milli]).toBeLessThanOrEqual(younger[milli]);
      expect(total(older.laneMilli)).toBeLessThanOrEqual(total(younger.laneMilli));
      expect(total(older.togetherMilli)).toBeLessThanOrEqual(total(younger.togetherMilli));
    }),
  'a default rating is no evidence': (make) =>
    fc.property(outcomes, options, (all, how) => {
      const rated = all.map((each) => ({ ...each, rating: { stars: 5, origin: 'default' } }));
      expect(make(rated, how)).toEqual(make(all, how));
    }),
  'what is of a day to come does not count': (make) =>
    fc.property(outcomes, outcomeAged(toCome), options, (all, future, how) => {
      expect(counted(make([...all, future], how))).toEqual(counted(make(all, how)));
    }),
  'what is older than the window does not count': (make) =>
    fc.property(outcomes, outcomeAged(beyondWindow), options, (all, old, how) => {
      expect(counted(make([...all, old], how))).toEqual(counted(make(all, how)));
    }),
  'every outcome is evidence or left out, exactly once': (make) =>
    fc.property(anyOutcomes, options, (all, how) => {
      const { evidence, excluded } = make(all, how);
      expect(evidence.attempted + excluded.windowed + excluded.future).toBe(all.length);
    }),
  'on time is a part of timed, timed of completed, completed of attempted': (make) =>
    fc.property(anyOutcomes, options, (all, how) => {
      const { attemptedMilli, completedMilli, timedMilli, onTimeMilli } = make(all, how);
      expect(onTimeMilli).toBeLessThanOrEqual(timedMilli);
      expect(timedMilli).toBeLessThanOrEqual(completedMilli);
      expect(completedMilli).toBeLessThanOrEqual(attemptedMilli);
    }),
  'lanes, and shippers, share out what was completed': (make) =>
    fc.property(anyOutcomes, options, (all, how) => {
      const { completedMilli, laneMilli, togetherMilli } = make(all, how);
      expect(total(laneMilli)).toBe(completedMilli);
      expect(total(togetherMilli)).toBe(completedMilli);
    }),
};

/** Each flaw breaks the one law at its place in the list, and no other. */
const LAW_NAMES = Object.keys(LAWS);
const MATRIX = LAW_NAMES.flatMap((law, row) =>
  FLAWS.map((flaw, column) => [law, flaw, row === column] as const),
);

const SETTINGS = { numRuns: 200, seed: 20_261_122 };
const holds = (law: string, make: Make): boolean =>
  LAWS[law] !== undefined && !fc.check(LAWS[law](make), SETTINGS).failed;
const twin =
  (flaw: Flaw | null): Make =>
  (all, how) =>
    twinProfileOf(flaw, all, how);

describe('the laws of profiles', () => {
  it.each(LAW_NAMES)('[M4] a profile keeps this law: %s', (law) => {
    const property = LAWS[law];
    if (property === undefined) throw new Error(`no law ${law}`);
    fc.assert(property(profileOf), { numRuns: 300 });
  });

  it('has one flaw for each law', () => {
    expect(FLAWS.length).toBe(LAW_NAMES.length);
  });

  it('the twin without a flaw makes the same profile', () => {
    fc.assert(
      fc.property(anyOutcomes, options, (all, how) => {
        expect(twin(null)(all, how)).toEqual(profileOf(all, how));
      }),
    );
  });

  it.each(MATRIX)('%s, asked of a twin where %s: broken %s', (law, flaw, broken) => {
    expect(holds(law, twin(flaw))).toBe(!broken);
  });
});
