import { decideRound, type RoundDecision } from '../../src/rounds/decide-round.js';
import type { DecideRound, LawName } from './laws.js';

/** For each law a `decideRound`, or two, that break it and no other. */
export type Twin = {
  readonly slip: string;
  readonly breaks: LawName;
  readonly decide: DecideRound;
};

const changing =
  (change: (each: RoundDecision) => RoundDecision): DecideRound =>
  (entries, rules) =>
    decideRound(entries, rules).map(change);

export const twins: readonly Twin[] = [
  {
    slip: 'leaves orders out as if it cost nothing',
    breaks: 'no way to give the orders away has a greater sum',
    decide: (entries, rules) =>
      decideRound(entries, { ...rules, unassignedPoints: 0 }).map((each) => ({
        ...each,
        round: { ...each.round, unassignedPoints: rules.unassignedPoints },
        tradeOffs: each.tradeOffs.map((tradeOff) => ({ ...tradeOff, lossPoints: null })),
      })),
  },
  {
    slip: 'gives each order to its own best',
    breaks: 'a driver gets one order at most, and only one he was ranked for',
    decide: (entries, rules) =>
      decideRound(entries, rules).map((each) => {
        const { decision } = each;
        const [first] = decision.ranked;
        if (rules.stepsMax === 0 || first === undefined) return each;
        const { driverId: winner, total: cutoffTotal } = first;
        return { ...each, decision: { ...decision, winner, cutoffTotal }, tradeOffs: [] };
      }),
  },
  {
    slip: 'answers in the order in which it was asked',
    breaks: 'the order in which orders and drivers come does not matter',
    decide: (entries, rules) => {
      const decided = decideRound(entries, rules);
      return entries.map(({ order: { orderId } }) =>
        decided.find((each) => each.decision.orderId === orderId)!,
      );
    },
  },
  {
    slip: 'does not look at the tickets',
    breaks: 'of equal sums the one with the better tickets is taken',
    decide: (entries, rules) =>
      decideRound(
        entries.map(({ order, world }) => ({
          order,
          world: {
            ...world,
            candidates: world.candidates.map((each) => ({ ...each, ticket: '00' })),
          },
        })),
        rules,
      ),
  },
  {
    slip: 'counts as lost only what the winner has less',
    breaks: 'what an order would have cost the others is what deciding again without it says',
    decide: changing((each) => ({
      ...each,
      tradeOffs: each.tradeOffs.map((tradeOff) => ({
        ...tradeOff,
        lossPoints:
          tradeOff.lossPoints === null
            ? null
            : (each.decision.ranked[0]?.total ?? 0) - (each.decision.cutoffTotal ?? 0),
      })),
    })),
  },
  {
    slip: 'says nothing to who lost by his ticket alone',
    breaks: 'who was first and did not get it is told what it would have cost',
    decide: changing((each) => ({
      ...each,
      tradeOffs: each.tradeOffs.filter(({ lossPoints }) => lossPoints !== 0),
    })),
  },
  {
    slip: 'gives nothing away when its work is used up',
    breaks: 'without work allowed the best pair is taken first, and said so',
    decide: (entries, rules) => {
      const decided = decideRound(entries, rules);
      if (rules.stepsMax > 0) return decided;
      const nobody = { winner: null, cutoffTotal: null };
      return decided.map((each) => ({ ...each, decision: { ...each.decision, ...nobody } }));
    },
  },
  {
    slip: 'calls everything exact',
    breaks: 'without work allowed the best pair is taken first, and said so',
    decide: changing((each) => ({ ...each, round: { ...each.round, method: 'exact' } })),
  },
];
