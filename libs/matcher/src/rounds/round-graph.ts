import { assignmentProblem, NOBODY, type AssignmentProblem } from '../assignment/problem.js';
import { byCodeUnits } from '../code-units.js';
import type { Decision } from '../decision.js';
import type { RoundEntry } from './round-entry.js';

/** Orders and drivers of a round as the solver sees them. */
export type RoundGraph = {
  readonly problem: AssignmentProblem;
  /** One point in the solver's costs; what is below it only settles ties. */
  readonly unit: number;
  /** By row. */
  readonly decisions: readonly Decision[];
  /** By column. */
  readonly driverIds: readonly string[];
  readonly columnOf: ReadonlyMap<string, number>;
  /** Who got an order. */
  readonly busyIn: (settled: readonly { readonly given: number }[]) => ReadonlySet<string>;
};

/**
 * Totals turned into costs: what a pair has less than the best pair of the round, in units so large
 * that the places of all winners' tickets together stay below one. So the sum of totals decides,
 * and between equal sums the tickets.
 */
export function roundGraph(
  entries: readonly RoundEntry[],
  judged: readonly Decision[],
  unassignedPoints: number,
): RoundGraph {
  const rows = judged
    .map((decision, at) => ({ decision, tickets: ticketPlaces(entries[at]!, decision) }))
    .sort((a, b) => byCodeUnits(a.decision.orderId, b.decision.orderId));
  const decisions = rows.map(({ decision }) => decision);
  const driverIds = [
    ...new Set(decisions.flatMap(({ ranked }) => ranked.map(({ driverId }) => driverId))),
  ].sort(byCodeUnits);
  const columnOf = new Map(driverIds.map((driverId, column) => [driverId, column]));
  const best = decisions.reduce((most, { ranked }) => Math.max(most, ranked[0]?.total ?? 0), 0);
  const unit = 1 + decisions.reduce((sum, { ranked }) => sum + ranked.length, 0);
  const edges = rows.flatMap(({ decision: { ranked }, tickets }, row) =>
    ranked.map(({ driverId, total }, place) => ({
      row,
      column: columnOf.get(driverId)!,
      cost: (best - total) * unit + tickets[place]!,
    })),
  );
  const leftOut = (best + unassignedPoints) * unit;
  const size = { rows: decisions.length, columns: driverIds.length };
  let busy: ReadonlySet<string> | null = null;
  return {
    problem: assignmentProblem(size, edges, Array<number>(size.rows).fill(leftOut)),
    unit,
    decisions,
    driverIds,
    columnOf,
    busyIn: (settled) =>
      (busy ??= new Set(
        settled.flatMap(({ given }) => (given === NOBODY ? [] : [driverIds[given]!])),
      )),
  };
}

/** Where each ranked driver's ticket stands among those of the order, from 0. */
function ticketPlaces({ world }: RoundEntry, { ranked }: Decision): number[] {
  const ticketOf = new Map(world.candidates.map(({ driverId, ticket }) => [driverId, ticket]));
  const ticket = (place: number): string => ticketOf.get(ranked[place]!.driverId) ?? '';
  const order = ranked
    .map((_, place) => place)
    .sort(
      (a, b) =>
        byCodeUnits(ticket(a), ticket(b)) || byCodeUnits(ranked[a]!.driverId, ranked[b]!.driverId),
    );
  const places: number[] = [];
  order.forEach((place, at) => (places[place] = at));
  return places;
}
