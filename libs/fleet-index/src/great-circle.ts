// The one measure of distance in this service. Everybody calls it, so that a driver found within
// reach is within reach for whoever looks again.
import { requirePosition, type Position } from './position.js';

/** Mean radius R1 of the WGS-84 ellipsoid, (2a + b) / 3. The sphere is off by at most 0.6 %. */
export const EARTH_RADIUS_METERS = 6_371_008.8;

const RADIANS = Math.PI / 180;

/** Haversine, rounded to whole metres; the same both ways. */
export function greatCircleMeters(a: Position, b: Position): number {
  requirePosition(a);
  requirePosition(b);
  return haversineMeters(a, b);
}

/** The same for positions that were checked when they came in. */
export function haversineMeters(a: Position, b: Position): number {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const sinLng = Math.sin(((b.lng - a.lng) * RADIANS) / 2);
  const square =
    sinLat * sinLat + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sinLng * sinLng;
  // Rounding may lift the square of antipodes above 1, where asin is not a number.
  return Math.round(2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(square))));
}
