import type { Position } from './position.js';
import { requireReach, ringsWithin } from './rings.js';

/** What a database should be asked for in one statement, and some 50 kB of text. */
export const COVERING_CELLS_MAX = 5_000;

/**
 * Every point within reach lies in one of these cells, the nearest rings first. Some of them may
 * have no point within reach.
 */
export function coveringCells(at: Position, reachMeters: number, resolution: number): string[] {
  requireReach(reachMeters);
  const cells: string[] = [];
  for (const ring of ringsWithin({ at, reachMeters, resolution })) {
    cells.push(...ring.map(({ cell }) => cell));
    if (cells.length > COVERING_CELLS_MAX) {
      throw new RangeError(
        `expected a reach that ${COVERING_CELLS_MAX} cells of resolution ${resolution} cover, ` +
          `got ${reachMeters} m; use a coarser resolution`,
      );
    }
  }
  return cells;
}
