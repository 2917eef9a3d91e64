import { componentsOf, type Component } from '../assignment/components.js';
import { assignGreedily } from '../assignment/greedy.js';
import { priceOfPair } from '../assignment/price-of-pair.js';
import { NOBODY, type Assignment, type AssignmentProblem } from '../assignment/problem.js';
import { solveAssignment } from '../assignment/solve.js';
import { decide } from '../decide.js';
import type { Decision } from '../decision.js';
import type { RoundRules } from '../policy.js';
import type { RoundEntry } from './round-entry.js';
import { roundGraph, type RoundGraph } from './round-graph.js';

/** How the order's part of the round was settled. Recorded with each of its decisions. */
export type RoundFacts = {
  readonly orders: number;
  readonly drivers: number;
  /** The order and all that compete with it, directly or through others. */
  readonly componentOrders: number;
  readonly componentDrivers: number;
  /** `greedy`: the work allowed did not do, so the best pair was taken first, then the next. */
  readonly method: 'exact' | 'greedy';
  readonly unassignedPoints: number;
  readonly stepsMax: number;
};

/** What the round cost one driver, and what it would have cost to do otherwise. */
export type TradeOff = {
  readonly driverId: string;
  /** Whether he got another order in this round. */
  readonly elsewhere: boolean;
  /**
   * He was first for this order: so many points all orders together would have less, had he got it.
   * Null when the round was settled greedily, where nobody knows.
   */
  readonly lossPoints: number | null;
};

/** What became of one order of a round. */
export type RoundOutcome = {
  readonly orderId: string;
  readonly winner: string | null;
  readonly round: RoundFacts;
  readonly tradeOffs: readonly TradeOff[];
  /**
   * The order's own decision: everyone ranked or refused with all parts, the winner by the round.
   * Made when it is asked for and not kept, so that a round of thousands of orders holds the parts
   * of one at a time; it is the same whenever it is made.
   */
  readonly decision: () => Decision;
};

export type RoundDecision = Pick<RoundOutcome, 'round' | 'tradeOffs'> & {
  readonly decision: Decision;
};

/**
 * Decides over all open orders of a market at once: of all ways to give each order at most one
 * driver and each driver at most one order, one with the greatest sum of totals, an order that is
 * left out counting as so many points lost. Equal sums are settled by the tickets: the least sum of
 * the places that the winners' tickets have among those of their orders. What is equal even then is
 * settled by ids. Orders come out in the order of their ids.
 */
export function settleRound(entries: readonly RoundEntry[], rules: RoundRules): RoundOutcome[] {
  const graph = roundGraph(entries, rules.unassignedPoints);
  const settled = settle(graph, rules.stepsMax);
  const taken = takenIn(graph, settled);
  return graph.entries.map(({ order, world }, row): RoundOutcome => {
    const { component, given, proof } = settled[row]!;
    const winner = given === NOBODY ? null : graph.driverIds[given]!;
    return {
      orderId: order.orderId,
      winner,
      round: {
        orders: graph.problem.rows,
        drivers: graph.problem.columns,
        componentOrders: component.problem.rows,
        componentDrivers: component.problem.columns,
        method: proof === null ? 'greedy' : 'exact',
        unassignedPoints: rules.unassignedPoints,
        stepsMax: rules.stepsMax,
      },
      tradeOffs: tradeOffsOf(row, settled[row]!, graph, taken),
      decision: () => inRound(decide(order, world), winner),
    };
  });
}

/** The round with all its decisions, for who needs them together. */
export const decideRound = (entries: readonly RoundEntry[], rules: RoundRules): RoundDecision[] =>
  settleRound(entries, rules).map(({ decision, round, tradeOffs }) => ({
    decision: decision(),
    round,
    tradeOffs,
  }));

/** The order's own ranking with the winner that the round gave it; replay takes the same way. */
export function inRound(decision: Decision, winner: string | null): Decision {
  const total = decision.ranked.find(({ driverId }) => driverId === winner)?.total ?? null;
  return { ...decision, winner, cutoffTotal: total, decidedBy: winner === null ? null : 'round' };
}

type Settled = {
  readonly component: Component;
  readonly local: number;
  /** The driver's number in the round. */
  readonly given: number;
  readonly proof: Assignment | null;
};

/**
 * Component by component, in the order of their first orders, as long as the work allowed lasts.
 */
function settle({ problem }: RoundGraph, stepsMax: number): Settled[] {
  const settled: Settled[] = [];
  let left = stepsMax;
  for (const component of componentsOf(problem)) {
    const solved = solveAssignment(component.problem, left);
    left -= solved.steps;
    const proof = solved.kind === 'optimal' ? solved.assignment : null;
    const columnOf = proof?.columnOf ?? assignGreedily(component.problem);
    component.rowIds.forEach((row, local) => {
      const column = columnOf[local]!;
      const given = column === NOBODY ? NOBODY : component.columnIds[column]!;
      settled[row] = { component, local, given, proof };
    });
  }
  return settled;
}

/** By column: whether he got an order. */
function takenIn({ problem }: RoundGraph, settled: readonly Settled[]): Uint8Array {
  const taken = new Uint8Array(problem.columns);
  for (const { given } of settled) if (given !== NOBODY) taken[given] = 1;
  return taken;
}

/** Of all ranked but the winner: the first, and who got another order. */
function tradeOffsOf(
  row: number,
  { component, local, given, proof }: Settled,
  { problem: { starts, heads }, driverIds, unit }: RoundGraph,
  taken: Uint8Array,
): TradeOff[] {
  const tradeOffs: TradeOff[] = [];
  const first = starts[row]!;
  for (let edge = first; edge < starts[row + 1]!; edge++) {
    const head = heads[edge]!;
    const elsewhere = taken[head] === 1;
    if (head === given || (edge > first && !elsewhere)) continue;
    const lossPoints =
      proof === null || edge > first ? null : priceOfFirst(component.problem, proof, local, unit);
    tradeOffs.push({ driverId: driverIds[head]!, elsewhere, lossPoints });
  }
  return tradeOffs;
}

/** A row's first edge leads to who is ranked first. */
const priceOfFirst = (
  problem: AssignmentProblem,
  proof: Assignment,
  row: number,
  unit: number,
): number =>
  priceOfPair(problem, proof, { row, column: problem.heads[problem.starts[row]!]!, unit });
