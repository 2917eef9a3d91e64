import assert from 'node:assert/strict';
import fc from 'fast-check';
import { REFUSALS, type Decision } from '../../src/decision.js';
import type { Decide } from '../../src/decide.js';
import { FACTORS, type FactorName } from '../../src/policy.js';
import { placesIn } from '../../src/offers.js';
import { remediesOf } from '../../src/remedies.js';
import {
  cases,
  casesWithDriver,
  changing,
  contestedCases,
  loads,
  pasts,
  shares,
  nearerMeters,
  withCandidates,
} from './cases.js';
import { past } from '../sample.js';
import { hold, idsOf, loadFitOf, numbersIn, respelled, standingOf } from './looking.js';
import { refusalsAreReachable } from './reachable.js';

/**
 * What holds for every decision, whatever the weights. A law takes any `decide` and throws where it
 * is broken, so that it can be tried on twins that break it (see twins.spec.ts).
 */
export type Law = (decide: Decide, run: fc.Parameters<unknown>) => void;

/** Who got what and why, without the time stamp and the search report that are only passed on. */
const outcome = ({ decidedAtMs: _, search: __, ...rest }: Decision) => rest;
const bytes = (value: unknown): string => JSON.stringify(value);

export const laws = {
  'every total is the sum of its parts': (decide, run) =>
    hold(run, cases, ({ order, world }) => {
      for (const { total, parts } of decide(order, world).ranked) {
        const merits = parts.filter(({ factor }) => factor !== 'compensation');
        const known = FACTORS.filter((factor) => world.policy.weights[factor] !== undefined);
        assert.deepEqual(
          merits.map(({ factor }) => factor),
          known,
        );
        known.forEach((factor, at) => {
          assert.equal(merits[at]?.weight, world.policy.weights[factor]);
        });
        assert.equal(
          total,
          parts.reduce((sum, { weight, points }) => sum + weight * points, 0),
        );
      }
    }),

  'every candidate is ranked or refused, exactly once': (decide, run) =>
    hold(run, cases, ({ order, world }) => {
      const { ranked, refused } = decide(order, world);
      assert.deepEqual(
        idsOf([...ranked, ...refused]).toSorted(),
        idsOf(world.candidates).toSorted(),
      );
      assert.deepEqual(
        ranked.map(({ rank }) => rank),
        ranked.map((_, index) => index + 1),
      );
    }),

  'the order in which drivers arrive does not matter': (decide, run) =>
    hold(
      run,
      cases.chain((each) => {
        const { candidates } = each.world;
        const shuffled = fc.shuffledSubarray([...candidates], { minLength: candidates.length });
        return shuffled.map((other) => ({ ...each, other }));
      }),
      ({ order, world, other }) => {
        const shuffled = decide(order, withCandidates(world, other));
        assert.deepEqual(outcome(shuffled), outcome(decide(order, world)));
      },
    ),

  'a refused driver never sways the others': (decide, run) =>
    hold(run, cases, ({ order, world }) => {
      const { funnel: _, refused, ...others } = outcome(decide(order, world));
      for (const { driverId } of refused) {
        const rest = world.candidates.filter((each) => each.driverId !== driverId);
        const { funnel: __, ...without } = outcome(decide(order, withCandidates(world, rest)));
        assert.deepEqual(without, {
          ...others,
          refused: refused.filter((each) => each.driverId !== driverId),
        });
      }
    }),

  'to be nearer never hurts': (decide, run) => {
    for (const some of [cases, contestedCases]) {
      hold(run, fc.tuple(some, nearerMeters), ([{ order, world }, meters]) => {
        const decision = decide(order, world);
        for (const { driverId } of world.candidates) {
          const nearer = changing(world, driverId, (each) => ({
            ...each,
            place: { ...each.place, pickupMeters: Math.min(meters, each.place.pickupMeters) },
          }));
          const before = standingOf(decision, driverId);
          const after = standingOf(decide(order, nearer), driverId);
          assert.ok(after.rank <= before.rank && after.total >= before.total);
        }
      });
    }
  },

  'more use of the load never lowers load fit': (decide, run) =>
    hold(run, fc.tuple(cases, loads), ([{ order, world }, more]) => {
      const heavier = {
        kilograms: Math.max(order.load.kilograms, more.kilograms),
        litres: Math.max(order.load.litres, more.litres),
        vehicleSlots: Math.max(order.load.vehicleSlots, more.vehicleSlots),
      };
      const before = loadFitOf(decide(order, world));
      const after = loadFitOf(decide({ ...order, load: heavier }, world));
      for (const [driverId, points] of after) assert.ok(points >= (before.get(driverId) ?? 0));
    }),

  'a profile that is off is out of the decision, whatever the past': (decide, run) =>
    hold(
      run,
      fc.tuple(casesWithDriver, pasts, shares),
      ([{ order, world, driver }, past, share]) => {
        const off = { ...driver.consents, profile: null };
        const [without, despite] = [{ profile: null }, { profile: past, share }].map((history) =>
          changing(world, driver.driverId, ({ share: _, ...each }) => ({
            ...each,
            consents: off,
            ...history,
          })),
        );
        assert.ok(without && despite);
        assert.deepEqual(outcome(decide(order, despite)), outcome(decide(order, without)));
      },
    ),

  'another completed order never lowers a total': (decide, run) =>
    hold(run, fc.tuple(casesWithDriver, pasts), ([{ order, world, driver }, past]) => {
      const on = { ...driver.consents, profile: '1' };
      const [before, after] = [0, 1000, 2000].map((more) => {
        const profile = {
          ...past,
          attemptedMilli: past.attemptedMilli + more,
          completedMilli: past.completedMilli + more,
        };
        const changed = changing(world, driver.driverId, (each) => ({
          ...each,
          consents: on,
          profile,
        }));
        return standingOf(decide(order, changed), driver.driverId).total;
      });
      assert.ok(before !== undefined && after !== undefined && after >= before);
    }),

  'a fair share never outweighs more metres than the policy says': (decide, run) =>
    hold(
      run,
      fc.tuple(casesWithDriver, fc.constantFrom(0, 20_000, 100_000, 224_000, 225_000)),
      ([{ order, world, driver }, meters]) => {
        const by = world.policy.fairShare?.outweighsMetersMax ?? 0;
        const from = (driverId: string, pickupMeters: number, earnedFen: number) => ({
          ...driver,
          ...{ driverId, place: { ...driver.place, pickupMeters }, activeOrders: 0 },
          consents: { ...driver.consents, profile: '1' },
          profile: driver.profile ?? past(),
          share: { earnedFen, onDutySeconds: 72_000, medianFenPerHour: 2000, comparable: 10 },
        });
        const pair = [from('near', meters, 900_000), from('far', meters + by, 0)];
        const hours = { fromMs: world.nowMs, untilMs: world.nowMs + 12 * 3_600_000 };
        const decision = decide({ ...order, loadingWindow: hours }, withCandidates(world, pair));
        const worth = (driverId: string, name: FactorName): number => {
          const { parts = [] } = decision.ranked.find((each) => each.driverId === driverId) ?? {};
          const part = parts.find(({ factor }) => factor === name);
          return part === undefined ? 0 : part.weight * part.points;
        };
        if (decision.ranked.length < pair.length) return;
        const more = (name: FactorName): number => worth('near', name) - worth('far', name);
        assert.ok(more('pickup_distance') + more('fair_share') >= 0);
      },
    ),

  'more to be had where an order ends never lowers a total': (decide, run) =>
    hold(
      run,
      fc.tuple(casesWithDriver, fc.constantFrom(1, 9)),
      ([{ order, world, driver }, more]) => {
        const { returns } = driver;
        if (returns === undefined) return;
        const richer = changing(world, driver.driverId, (each) => ({
          ...each,
          returns: { ...returns, open: returns.open + more },
        }));
        const [before, after] = [world, richer].map(
          (each) => standingOf(decide(order, each), driver.driverId).total,
        );
        assert.ok(before !== undefined && after !== undefined && after >= before);
      },
    ),

  'priority owed adds its one part to its driver, and nothing else': (decide, run) =>
    hold(run, casesWithDriver, ({ order, world, driver: { driverId } }) => {
      const owed = changing(world, driverId, (each) => ({ ...each, compensationId: 'owed' }));
      const [before, after] = [decide(order, world), decide(order, owed)];
      assert.deepEqual(after.refused, before.refused);
      const weight = remediesOf(world.policy).compensationWeight;
      for (const { driverId: each, total, parts } of before.ranked) {
        const again = after.ranked.find((one) => one.driverId === each);
        assert.ok(again);
        const added = each === driverId ? again.parts.slice(parts.length) : [];
        assert.deepEqual(again.parts, [...parts, ...added]);
        assert.equal(added.length, each === driverId ? 1 : 0);
        assert.equal(again.total, total + (each === driverId ? weight * 1000 : 0));
      }
      const standing = standingOf(after, driverId);
      assert.ok(standing.rank <= standingOf(before, driverId).rank);
    }),

  'a decision survives JSON unchanged, in whole numbers': (decide, run) =>
    hold(run, cases, ({ order, world }) => {
      const decision = decide(order, world);
      assert.deepEqual(JSON.parse(bytes(decision)), decision);
      for (const each of numbersIn(decision)) assert.ok(Number.isSafeInteger(each));
    }),

  'where the first wins, totals do not count': (decide, run) =>
    hold(run, cases, ({ order, world }) => {
      const award = decide({ ...order, mode: 'first_wins' }, { ...world, purpose: 'award' });
      const row = new Map(world.candidates.map((each) => [each.driverId, each.grabSequence]));
      const places = award.ranked.map(({ driverId }) => row.get(driverId) ?? Infinity);
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
    }),

  'equal totals are put in order by their tickets': (decide, run) =>
    hold(run, cases, ({ order, world }) => {
      const { ranked } = decide({ ...order, mode: 'grab_then_award' }, world);
      const tickets = new Map(world.candidates.map((each) => [each.driverId, each.ticket]));
      ranked.slice(1).forEach((lower, index) => {
        const upper = ranked[index];
        assert.ok(upper && upper.total >= lower.total);
        const [first = '', second = ''] = [upper, lower].map((each) => tickets.get(each.driverId));
        assert.ok(upper.total > lower.total || first <= second);
      });
    }),

  'the winner is the first in rank, and only an award has one': (decide, run) =>
    hold(run, cases, ({ order, world }) => {
      const { winner, ranked, cutoffTotal, decidedBy } = decide(order, world);
      const awarding = world.purpose === 'award';
      const shown = ranked.slice(0, awarding ? 1 : placesIn(order, world.policy));
      assert.equal(winner, awarding ? (ranked[0]?.driverId ?? null) : null);
      assert.equal(decidedBy === null, winner === null);
      assert.equal(cutoffTotal, shown.at(-1)?.total ?? null);
    }),

  'the funnel counts what the decision holds': (decide, run) =>
    hold(run, cases, ({ order, world }) => {
      const { ranked, refused, funnel } = decide(order, world);
      assert.equal(funnel.ranked, ranked.length);
      assert.equal(funnel.evaluated, ranked.length + refused.length);
      for (const reason of REFUSALS) {
        const count = refused.filter((each) => each.reason === reason).length;
        assert.equal(funnel.refused[reason] ?? 0, count);
      }
      const judged = new Set(idsOf([...ranked, ...refused]));
      const grabs = world.candidates.filter((each) => each.grabSequence !== null);
      assert.equal(funnel.grabbed, grabs.filter((each) => judged.has(each.driverId)).length);
    }),

  'what is decided again is the same, byte for byte': (decide, run) =>
    hold(run, fc.tuple(cases, cases), ([recorded, between]) => {
      const stored = bytes(recorded);
      const replay = (text: string) => {
        const { order, world } = JSON.parse(text) as typeof recorded;
        return bytes(decide(order, world));
      };
      const first = bytes(decide(recorded.order, recorded.world));
      decide(between.order, between.world);
      assert.equal(replay(stored), first);
      assert.equal(replay(bytes(respelled(recorded))), first);
    }),

  'what was given stays as it was': (decide, run) =>
    hold(run, cases, (given) => {
      const before = bytes(given);
      decide(given.order, given.world);
      assert.equal(bytes(given), before);
    }),

  'every refusal can be met': refusalsAreReachable,
} as const satisfies Record<string, Law>;

export type LawName = keyof typeof laws;
export const LAW_NAMES = Object.keys(laws) as LawName[];
