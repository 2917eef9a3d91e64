import { componentsOf, type Component } from '../assignment/components.js';
import { assignGreedily } from '../assignment/greedy.js';
import { priceOfPair } from '../assignment/price-of-pair.js';
import { NOBODY, type Assignment } from '../assignment/problem.js';
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

export type RoundDecision = {
  /** The order's own: everyone ranked or refused, the winner by the round. */
  readonly decision: Decision;
  readonly round: RoundFacts;
  readonly tradeOffs: readonly TradeOff[];
};

/**
 * Decides over all open orders of a market at once: of all ways to give each order at most one
 * driver and each driver at most one order, one with the greatest sum of totals, an order that is
 * left out counting as so many points lost. Equal sums are settled by the tickets: the least sum of
 * the places that the winners' tickets have among those of their orders. What is equal even then is
 * settled by ids. Orders come out in the order of their ids.
 */
export function decideRound(entries: readonly RoundEntry[], rules: RoundRules): RoundDecision[] {
  const judged = entries.map(({ order, world }) => decide(order, world));
  const graph = roundGraph(entries, judged, rules.unassignedPoints);
  const settled = settle(graph, rules.stepsMax);
  return graph.decisions.map((decision, row): RoundDecision => {
    const { component, local, given, proof } = settled[row]!;
    const winner = given === NOBODY ? null : graph.driverIds[given]!;
    return {
      decision: inRound(decision, winner),
      round: {
        orders: graph.decisions.length,
        drivers: graph.driverIds.length,
        componentOrders: component.problem.rows,
        componentDrivers: component.problem.columns,
        method: proof === null ? 'greedy' : 'exact',
        unassignedPoints: rules.unassignedPoints,
        stepsMax: rules.stepsMax,
      },
      tradeOffs: tradeOffsOf(decision, winner, graph, settled, { component, local, proof }),
    };
  });
}

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

/**
 * Of those ranked above the winner, or of all where there is none: who got another, and the first.
 */
function tradeOffsOf(
  { ranked }: Decision,
  winner: string | null,
  graph: RoundGraph,
  settled: readonly Settled[],
  { component, local, proof }: Pick<Settled, 'component' | 'local' | 'proof'>,
): TradeOff[] {
  const busy = graph.busyIn(settled);
  return ranked.flatMap(({ driverId, rank }): TradeOff[] => {
    if (driverId === winner) return [];
    const elsewhere = busy.has(driverId);
    if (rank > 1) return elsewhere ? [{ driverId, elsewhere, lossPoints: null }] : [];
    const column = component.columnIds.indexOf(graph.columnOf.get(driverId)!);
    const pair = { row: local, column, unit: graph.unit };
    const lossPoints = proof === null ? null : priceOfPair(component.problem, proof, pair);
    return [{ driverId, elsewhere, lossPoints }];
  });
}
