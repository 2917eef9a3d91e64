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
export const haversineMeters = (a: Position, b: Position): number =>
  metersBetween(a.lat, a.lng, b.lat, b.lng);

/** The same for who has the numbers and no objects. */
export function metersBetween(latA: number, lngA: number, latB: number, lngB: number): number {
  const sinLat = Math.sin(((latB - latA) * RADIANS) / 2);
  const sinLng = Math.sin(((lngB - lngA) * RADIANS) / 2);
  const square =
    sinLat * sinLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * sinLng * sinLng;
  // Rounding may lift the square of antipodes above 1, where asin is not a number.
  return Math.round(2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(square))));
}
