import type { AssignmentProblem } from '../assignment/problem.js';
import { byCodeUnits } from '../code-units.js';
import { standingOf } from '../decide.js';
import type { Contender } from '../ranking.js';
import type { RoundEntry } from './round-entry.js';

/** Orders and drivers of a round as the solver sees them. */
export type RoundGraph = {
  /** Each row's edges stand in the order of its ranking. */
  readonly problem: AssignmentProblem;
  /** One point in the solver's costs; what is below it only settles ties. */
  readonly unit: number;
  /** By row, in the order of the orders' ids. */
  readonly entries: readonly RoundEntry[];
  /** By column. */
  readonly driverIds: readonly string[];
};

/**
 * Totals turned into costs: what a pair has less than the best pair of the round, in units so large
 * that the places of all winners' tickets together stay below one. So the sum of totals decides,
 * and between equal sums the tickets.
 */
export function roundGraph(entries: readonly RoundEntry[], unassignedPoints: number): RoundGraph {
  const byRow = entries.toSorted((a, b) => byCodeUnits(a.order.orderId, b.order.orderId));
  const { starts, drivers, totals, tickets, driverIds } = judgeAll(byRow);
  const rows = byRow.length;
  const edges = starts[rows]!;
  const heads = new Int32Array(edges);
  const columnOf = columnsOf(driverIds);
  let best = 0;
  for (let edge = 0; edge < edges; edge++) {
    heads[edge] = columnOf[drivers[edge]!]!;
    if (totals[edge]! > best) best = totals[edge]!;
  }
  const unit = 1 + edges;
  const costs = new Float64Array(edges);
  for (let edge = 0; edge < edges; edge++) {
    costs[edge] = (best - totals[edge]!) * unit + tickets[edge]!;
  }
  const unassignedCosts = new Float64Array(rows).fill((best + unassignedPoints) * unit);
  const columns = driverIds.length;
  return {
    problem: { rows, columns, starts, heads, costs, unassignedCosts },
    unit,
    entries: byRow,
    driverIds: driverIds.sort(byCodeUnits),
  };
}

/** Of each pair of an order and a driver who may have it, by rank. */
type Pairs = {
  readonly starts: Int32Array;
  /** By the driver's place in `driverIds`, where they stand as they were met. */
  readonly drivers: Int32Array;
  readonly totals: Float64Array;
  /** The place of his ticket among those of the order, from 0. */
  readonly tickets: Int32Array;
  readonly driverIds: string[];
};

/**
 * Only who, how much and which ticket is kept of a judgement. Its parts are let go at once: those
 * of all pairs together would cost more to keep than they cost to make.
 */
function judgeAll(entries: readonly RoundEntry[]): Pairs {
  const most = entries.reduce((sum, { world }) => sum + world.candidates.length, 0);
  const starts = new Int32Array(entries.length + 1);
  const drivers = new Int32Array(most);
  const totals = new Float64Array(most);
  const tickets = new Int32Array(most);
  const driverIds: string[] = [];
  const numberOf = new Map<string, number>();
  let edge = 0;
  entries.forEach(({ order, world }, row) => {
    const { contenders } = standingOf(order, world);
    writeTicketPlaces(contenders, tickets, edge);
    for (const { candidate, total } of contenders) {
      const { driverId } = candidate;
      let number = numberOf.get(driverId);
      if (number === undefined) {
        number = driverIds.push(driverId) - 1;
        numberOf.set(driverId, number);
      }
      drivers[edge] = number;
      totals[edge] = total;
      edge++;
    }
    starts[row + 1] = edge;
  });
  return { starts, drivers, totals, tickets, driverIds };
}

function writeTicketPlaces(contenders: readonly Contender[], into: Int32Array, from: number): void {
  const byTicket = contenders.map((_, rank) => rank);
  byTicket.sort((one, other) => {
    const [a, b] = [contenders[one]!.candidate, contenders[other]!.candidate];
    return byCodeUnits(a.ticket, b.ticket) || byCodeUnits(a.driverId, b.driverId);
  });
  byTicket.forEach((rank, place) => (into[from + rank] = place));
}

/** Columns go by id, so that nothing hangs on how drivers were met. */
function columnsOf(driverIds: readonly string[]): Int32Array {
  const numbers = Array.from(driverIds, (_, number) => number);
  numbers.sort((a, b) => byCodeUnits(driverIds[a]!, driverIds[b]!));
  const columnOf = new Int32Array(driverIds.length);
  numbers.forEach((number, column) => (columnOf[number] = column));
  return columnOf;
}
