// Which cells may hold something within reach, ring by ring outward. Everything exact in this room
// stands on the proof at the loop.
import { cellAt, cellRadiusMeters, centerOf, ringOf } from './cells.js';
import { haversineMeters } from './great-circle.js';
import type { Position } from './position.js';

/** Bounds of the distance from the origin to any point of the cell. */
export type BoundedCell = {
  readonly cell: string;
  readonly nearestMeters: number;
  readonly farthestMeters: number;
};

export type RingSearch = {
  readonly at: Position;
  readonly reachMeters: number;
  readonly resolution: number;
  /** Given only by tests that prove a wrong one is noticed. */
  readonly radiusMeters?: number;
};

/** Beyond it a search would look at thousands of cells; the policy's widest reach is far below. */
export const REACH_METERS_MAX = 1_000_000;

export function requireReach(reachMeters: number): void {
  if (!(reachMeters >= 0 && reachMeters <= REACH_METERS_MAX)) {
    throw new RangeError(`expected a reach from 0 to ${REACH_METERS_MAX} m, got ${reachMeters}`);
  }
}

/** Ring after ring, the cells of each that may hold a point within reach. */
export function* ringsWithin(search: RingSearch): Generator<readonly BoundedCell[]> {
  const { at, reachMeters, resolution } = search;
  const radiusMeters = search.radiusMeters ?? cellRadiusMeters(resolution);
  const origin = cellAt(at, resolution);
  // Proof that nothing is missed beyond a ring without a cell in reach: the straight way from `at`
  // to a point in reach stays in reach and crosses from cell to neighbour, one ring at a time; to
  // pass that ring it would have to touch one of its cells, and none of them has a point in reach.
  for (let ring = 0; ; ring += 1) {
    const within: BoundedCell[] = [];
    for (const cell of ringOf(origin, ring)) {
      const centerMeters = haversineMeters(at, centerOf(cell));
      if (centerMeters - radiusMeters > reachMeters) continue;
      within.push({
        cell,
        nearestMeters: Math.max(0, centerMeters - radiusMeters),
        farthestMeters: centerMeters + radiusMeters,
      });
    }
    if (within.length === 0) return;
    yield within;
  }
}
