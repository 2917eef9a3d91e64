// The only file that speaks to h3-js.
import {
  cellToChildren,
  cellToLatLng,
  cellToParent,
  getResolution,
  gridRing,
  isValidCell,
  latLngToCell,
} from 'h3-js';
import { requirePosition, type Position } from './position.js';

export const RESOLUTION_MAX = 15;

export function cellAt(at: Position, resolution: number): string {
  requirePosition(at);
  requireResolution(resolution);
  return latLngToCell(at.lat, at.lng, resolution);
}

/** The same for places that were checked when they came in. */
export const cellOf = (lat: number, lng: number, resolution: number): string =>
  latLngToCell(lat, lng, resolution);

/**
 * What tells cells apart, as one whole number: base cell and digits, without the resolution before
 * them. 52 bits, so a double holds it.
 */
export const keyOf = (cell: string): number => Number.parseInt(cell.slice(2), 16);

/** Of the ancestor of that resolution, or of the cell itself, without the digits below it. */
export const keyAt = (key: number, resolution: number): number =>
  Math.floor(key / (BELOW[resolution] ?? 1));

/** By how much a key is larger for the digits below a resolution. */
const BELOW = Array.from({ length: 16 }, (_, resolution) => 8 ** (15 - resolution));

export function cellCenter(cell: string): Position {
  if (!isValidCell(cell)) throw new RangeError(`expected an H3 cell, got ${cell}`);
  return centerOf(cell);
}

/** The same for cells that came out of this room. */
export function centerOf(cell: string): Position {
  const [lat, lng] = cellToLatLng(cell);
  return { lat, lng };
}

/** By number: the outlines of children stand out a little over that of their parent. */
export const parentOf = (cell: string): string => cellToParent(cell, getResolution(cell) - 1);

export const ancestorOf = (cell: string, resolution: number): string =>
  cellToParent(cell, resolution);

export const descendantsOf = (cell: string, resolution: number): readonly string[] =>
  cellToChildren(cell, resolution);

/** Seven; six of a pentagon. */
export const childrenOf = (cell: string): readonly string[] =>
  cellToChildren(cell, getResolution(cell) + 1);

export const resolutionOf = (cell: string): number => getResolution(cell);

/**
 * Cells exactly `ring` steps from `origin`; empty once the sphere is used up. Around a pentagon a
 * ring is irregular; h3-js then searches step by step instead of walking round.
 */
export const ringOf = (origin: string, ring: number): readonly string[] => gridRing(origin, ring);

/**
 * No point of a cell is farther than this from the cell's centre. Measured over every cell of
 * resolutions 0 to 4, and from the worst of these downwards to 15, the farthest vertex times √7 per
 * resolution rises from 1 382 853 m and settles at 1 404 987 m. One per cent is added, and a metre
 * because whole-metre distances are off by half a metre each.
 */
export function cellRadiusMeters(resolution: number): number {
  requireResolution(resolution);
  return Math.ceil(1_419_037 / Math.sqrt(7) ** resolution) + 1;
}

function requireResolution(resolution: number): void {
  if (!Number.isInteger(resolution) || resolution < 0 || resolution > RESOLUTION_MAX) {
    throw new RangeError(
      `expected an H3 resolution from 0 to ${RESOLUTION_MAX}, got ${resolution}`,
    );
  }
}
