import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { decideRound, RoundDecision } from '../../src/rounds/decide-round.js';
import { rounds, type Round } from './rounds.js';

export type DecideRound = typeof decideRound;
export type Law = (decide: DecideRound, run: fc.Parameters<unknown>) => void;

export const laws = {
  'no way to give the orders away has a greater sum': (decide, run) =>
    hold(run, ({ entries, rules }) => {
      const decided = decide(entries, rules);
      assert.ok(worthOf(decided) >= bestOf(decided));
    }),

  'a driver gets one order at most, and only one he was ranked for': (decide, run) =>
    hold(run, ({ entries, rules }) => {
      const winners = decide(entries, rules).flatMap(({ decision: { winner, ranked } }) => {
        assert.ok(winner === null || ranked.some(({ driverId }) => driverId === winner));
        return winner === null ? [] : [winner];
      });
      assert.equal(new Set(winners).size, winners.length);
    }),

  'the order in which orders and drivers come does not matter': (decide, run) =>
    hold(run, ({ entries, rules }) => {
      const turned = entries
        .map(({ order, world }) => ({
          order,
          world: { ...world, candidates: world.candidates.toReversed() },
        }))
        .toReversed();
      assert.deepEqual(decide(turned, rules), decide(entries, rules));
    }),

  'of equal sums the one with the better tickets is taken': (decide, run) =>
    hold(run, ({ entries, rules }) => {
      const decided = decide(entries, rules);
      const placesOf = decided.map(({ decision }) => ticketPlaces(decision, entries));
      const places = (given: readonly (string | null)[]): number =>
        given.reduce((sum, id, at) => sum + (id === null ? 0 : (placesOf[at]?.get(id) ?? 0)), 0);
      const best = bestOf(decided);
      const equal = waysOf(decided).filter((way) => worth(decided, way) === best);
      const own = decided.map(({ decision: { winner } }) => winner);
      if (!equal.some((way) => String(way) === String(own))) return;
      assert.equal(places(own), Math.min(...equal.map(places)));
    }),

  'what an order would have cost the others is what deciding again without it says': (
    decide,
    run,
  ) =>
    hold(run, ({ entries, rules }) => {
      const decided = decide(entries, rules);
      const best = bestOf(decided);
      if (worthOf(decided) !== best) return;
      decided.forEach(({ tradeOffs }, at) => {
        for (const { driverId, lossPoints } of tradeOffs) {
          if (lossPoints === null) continue;
          const forced = waysOf(decided).filter((way) => way[at] === driverId);
          assert.equal(lossPoints, best - Math.max(...forced.map((way) => worth(decided, way))));
        }
      });
    }),

  'who was first and did not get it is told what it would have cost': (decide, run) =>
    hold(run, ({ entries, rules }) => {
      const decided = decide(entries, rules);
      const winners = new Set(decided.map(({ decision: { winner } }) => winner));
      for (const { decision, tradeOffs } of decided) {
        const first = decision.ranked[0]?.driverId;
        const told = tradeOffs.find(({ driverId }) => driverId === first);
        assert.equal(told !== undefined, first !== undefined && first !== decision.winner);
        for (const each of tradeOffs) assert.equal(each.elsewhere, winners.has(each.driverId));
      }
    }),

  'without work allowed the best pair is taken first, and said so': (decide, run) =>
    hold(run, ({ entries, rules }) => {
      const decided = decide(entries, { ...rules, stepsMax: 0 });
      const all = decided.flatMap(({ decision: { ranked } }) => ranked);
      const best = Math.max(...all.map(({ total }) => total));
      if (all.length > 0) {
        assert.ok(
          decided.some(({ decision: { cutoffTotal } }) => cutoffTotal === best),
          'the best of all pairs is among those taken',
        );
      }
      for (const { decision, round } of decided) {
        assert.equal(round.method, decision.ranked.length > 0 ? 'greedy' : 'exact');
      }
    }),
} satisfies Record<string, Law>;

export type LawName = keyof typeof laws;
export const LAW_NAMES = Object.keys(laws) as LawName[];

type Way = readonly (string | null)[];

/** Every way to give the orders away. */
function waysOf(decided: readonly RoundDecision[], at = 0, taken: readonly string[] = []): Way[] {
  const next = decided[at];
  if (next === undefined) return [[]];
  const free = next.decision.ranked
    .map(({ driverId }) => driverId)
    .filter((driverId) => !taken.includes(driverId));
  return [null, ...free].flatMap((driverId) =>
    waysOf(decided, at + 1, driverId === null ? taken : [...taken, driverId]).map((rest) => [
      driverId,
      ...rest,
    ]),
  );
}

function worth(decided: readonly RoundDecision[], way: Way): number {
  return decided.reduce((sum, { decision, round }, at) => {
    const got = decision.ranked.find(({ driverId }) => driverId === way[at]);
    return sum + (got === undefined ? -round.unassignedPoints : got.total);
  }, 0);
}

const worthOf = (decided: readonly RoundDecision[]): number =>
  worth(
    decided,
    decided.map(({ decision: { winner } }) => winner),
  );

const bestOf = (decided: readonly RoundDecision[]): number =>
  Math.max(...waysOf(decided).map((way) => worth(decided, way)));

function ticketPlaces(
  { orderId, ranked }: RoundDecision['decision'],
  entries: Round['entries'],
): Map<string, number> {
  const { world } = entries.find(({ order }) => order.orderId === orderId)!;
  const ids = new Set(ranked.map(({ driverId }) => driverId));
  const own = world.candidates.filter(({ driverId }) => ids.has(driverId));
  const sorted = own.toSorted((a, b) =>
    a.ticket === b.ticket ? (a.driverId < b.driverId ? -1 : 1) : a.ticket < b.ticket ? -1 : 1,
  );
  return new Map(sorted.map(({ driverId }, place) => [driverId, place]));
}

function hold(run: fc.Parameters<unknown>, rule: (round: Round) => void): void {
  fc.assert(fc.property(rounds, rule), run as fc.Parameters<[Round]>);
}
