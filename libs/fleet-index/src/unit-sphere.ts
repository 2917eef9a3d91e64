// Places as points on the unit sphere. The straight line between two of them, the chord, obeys the
// triangle inequality as it is, costs no sine, and is never longer than the way over the ground.
import { EARTH_RADIUS_METERS } from './great-circle.js';

export const RADIANS = Math.PI / 180;

/** No chord is longer than the way; so who is within the meters is within this chord. */
export const chordAtMost = (meters: number): number => meters / EARTH_RADIUS_METERS;

/** Who is within this chord is within the meters. */
export const chordAtLeast = (meters: number): number =>
  2 * Math.sin(Math.min(Math.PI, meters / EARTH_RADIUS_METERS) / 2);

/** Nobody as far as the chord is nearer than these meters, rounding included. */
export const metersAtLeast = (chord: number): number =>
  Math.max(0, Math.floor(chord * EARTH_RADIUS_METERS - 0.5));

/** A longer copy of a typed array. */
export function longer<
  A extends Float64Array | Float32Array | Int32Array | Uint16Array | Uint8Array,
>(array: A, length: number): A {
  const copy = new (array.constructor as new (length: number) => A)(length);
  copy.set(array);
  return copy;
}
