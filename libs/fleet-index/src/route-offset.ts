import { EARTH_RADIUS_METERS, haversineMeters } from './great-circle.js';
import { requirePosition, type Position } from './position.js';

const RADIANS = Math.PI / 180;

type Vector = readonly [x: number, y: number, z: number];

/**
 * How far a place lies from the straight way between two others: from the great circle where it is
 * beside the way, from the nearer end where it is before or behind it. Whole metres.
 */
export function routeOffsetMeters(at: Position, way: { from: Position; to: Position }): number {
  requirePosition(at);
  requirePosition(way.from);
  requirePosition(way.to);
  const ends = Math.min(haversineMeters(at, way.from), haversineMeters(at, way.to));
  const [p, a, b] = [unit(at), unit(way.from), unit(way.to)];
  const normal = cross(a, b);
  const length = Math.sqrt(dot(normal, normal));
  // The same place twice, or antipodes between which every way is straight.
  if (length < 1e-12) return ends;
  // Beside the way is what lies beyond the plane through `from`, and before the one through `to`.
  const beside = dot(cross(normal, a), p) >= 0 && dot(cross(b, normal), p) >= 0;
  if (!beside) return ends;
  const sine = Math.min(1, Math.abs(dot(normal, p)) / length);
  return Math.min(ends, Math.round(EARTH_RADIUS_METERS * Math.asin(sine)));
}

function unit({ lat, lng }: Position): Vector {
  const [phi, lambda] = [lat * RADIANS, lng * RADIANS];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
