import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FleetIndex, greatCircleMeters } from '#libs/fleet-index';
import {
  assignmentProblem,
  type AssignmentProblem,
  type DenseProblem,
  type Edge,
} from '#libs/matcher';
import { whereTrucksAre } from '../geo/country.js';
import { Seeded } from '../seeded.js';
import { ROOT } from '../stack.js';
import type { Task } from './peers.js';

export type Dense = {
  readonly name: string;
  readonly problem: DenseProblem;
  readonly optimum?: number;
};
export type Sparse = {
  readonly name: string;
  readonly problem: AssignmentProblem;
  readonly optimum?: number;
};

/** Problems with known answers, where this machine has them; never part of this repository. */
const FOLDER = join(ROOT, '..', 'shared', 'data', 'assignment');
const KNOWN = { assign100: 305, assign200: 475, assign300: 626, assign400: 804 } as const;
const KNOWN_SPARSE = { assignp800: 2239 } as const;

export const knownAreHere = (): boolean => existsSync(FOLDER);

const numbersOf = (name: string): number[] =>
  readFileSync(join(FOLDER, `${name}.txt`), 'utf8')
    .trim()
    .split(/\s+/)
    .map(Number);

export const knownDense = (): Dense[] =>
  Object.entries(KNOWN).map(([name, optimum]) => {
    const [rows = 0, ...costs] = numbersOf(name);
    return { name, optimum, problem: { rows, columns: rows, costs: Float64Array.from(costs) } };
  });

export const knownSparse = (): Sparse[] =>
  Object.entries(KNOWN_SPARSE).map(([name, optimum]) => {
    const [rows = 0, ...rest] = numbersOf(name);
    const edges: Edge[] = [];
    for (let at = 0; at + 2 < rest.length; at += 3) {
      edges.push({ row: rest[at]! - 1, column: rest[at + 1]! - 1, cost: rest[at + 2]! });
    }
    return { name, optimum, problem: assignmentProblem({ rows, columns: rows }, edges, null) };
  });

/** Like the known ones but larger: costs by lot, few and many, and distances across the country. */
export function madeDense(size: number, seed: number): Dense[] {
  const seeded = new Seeded(seed);
  const square = (name: string, cost: (row: number, column: number) => number): Dense => {
    const costs = Float64Array.from({ length: size * size }, (_, at) =>
      cost(Math.floor(at / size), at % size),
    );
    return { name: `${name} ${size}`, problem: { rows: size, columns: size, costs } };
  };
  const [orders, trucks] = [places(size, seeded), places(size, seeded)];
  return [
    square('few costs', () => seeded.whole(1, 100)),
    square('many costs', () => seeded.whole(0, 999_999)),
    square('distances', (row, column) => greatCircleMeters(orders[row]!, trucks[column]!)),
  ];
}

const places = (count: number, seeded: Seeded): ReturnType<typeof whereTrucksAre>[] =>
  Array.from({ length: count }, () => whereTrucksAre(seeded));

export const CANDIDATES = 20;
/** An order goes without rather than fetch a truck from further away. */
export const FURTHEST_METERS = 100_000;

/** Orders and trucks across the country, each order with its nearest trucks. */
export function market(rows: number, columns: number, seed: number): Sparse {
  const seeded = new Seeded(seed);
  const index = new FleetIndex();
  places(columns, seeded).forEach((place, column) => index.upsert(String(column), place));
  const edges = places(rows, seeded).flatMap((place, row): Edge[] =>
    index
      .nearest(place, { reachMeters: FURTHEST_METERS, limit: CANDIDATES })
      .found.map(({ driverId, meters }) => ({ row, column: Number(driverId), cost: meters })),
  );
  const exits = Array<number>(rows).fill(FURTHEST_METERS);
  return {
    name: `${rows} × ${columns}`,
    problem: assignmentProblem({ rows, columns }, edges, exits),
  };
}

export function denseTask({ problem, name }: Dense, folder: string): Task {
  const file = join(folder, `${name}.f64`);
  writeFileSync(file, problem.costs);
  return { kind: 'dense', file, rows: problem.rows, columns: problem.columns, price: -1 };
}

export function sparseTask({ problem, name }: Sparse, folder: string): Task {
  const { rows, columns, starts, heads, costs, unassignedCosts } = problem;
  const price = unassignedCosts?.[0] ?? -1;
  const file = join(folder, `${name}.i32`);
  const numbers = new Int32Array(4 + 3 * heads.length);
  numbers.set([rows, columns, heads.length, price]);
  for (let row = 0; row < rows; row++) {
    for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
      numbers.set([row, heads[edge]!, costs[edge]!], 4 + 3 * edge);
    }
  }
  writeFileSync(file, numbers);
  return { kind: 'sparse', file, rows, columns, price };
}
