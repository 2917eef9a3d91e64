// Where an index over H3 cells goes wrong, if it does.
import { cellToLatLng, cellToVertexes, getPentagons, latLngToCell, vertexToLatLng } from 'h3-js';
import { EARTH_RADIUS_METERS, type Position } from '../src/index.js';

const RADIANS = Math.PI / 180;

/** The resolution whose pentagons, edges and vertices the cases below are placed at. */
const RESOLUTION = 4;

const position = ([lat, lng]: readonly [number, number]): Position => ({ lat, lng });
const centerOf = (cell: string): Position => position(cellToLatLng(cell));
const verticesOf = (cell: string): Position[] =>
  cellToVertexes(cell).map((vertex) => position(vertexToLatLng(vertex)));

/** Where one comes to, going straight. */
export function destination(from: Position, bearingDegrees: number, meters: number): Position {
  const angle = meters / EARTH_RADIUS_METERS;
  const bearing = bearingDegrees * RADIANS;
  const lat = from.lat * RADIANS;
  const sine =
    Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing);
  const east = Math.atan2(
    Math.sin(bearing) * Math.sin(angle) * Math.cos(lat),
    Math.cos(angle) - Math.sin(lat) * sine,
  );
  return {
    lat: Math.asin(Math.max(-1, Math.min(1, sine))) / RADIANS,
    lng: wrapped(from.lng + east / RADIANS),
  };
}

const wrapped = (lng: number): number => (lng > 180 ? lng - 360 : lng < -180 ? lng + 360 : lng);

function middle(a: Position, b: Position): Position {
  return { lat: (a.lat + b.lat) / 2, lng: (a.lng + b.lng) / 2 };
}

const shanghai = latLngToCell(31.23, 121.47, RESOLUTION);
const [corner = centerOf(shanghai), nextCorner = corner] = verticesOf(shanghai);

export const PENTAGONS: readonly string[] = getPentagons(RESOLUTION);

export const PLACES: readonly (readonly [string, Position])[] = [
  ...PENTAGONS.map((cell) => [`the pentagon ${cell}`, centerOf(cell)] as const),
  ...PENTAGONS.slice(0, 3).map((cell) => {
    const [vertex = centerOf(cell)] = verticesOf(cell);
    return [`a vertex of the pentagon ${cell}`, vertex] as const;
  }),
  ['the north pole', { lat: 90, lng: 0 }],
  ['the south pole', { lat: -90, lng: 137 }],
  ['a step from the north pole', { lat: 89.9, lng: -60 }],
  ['the antimeridian, called 180', { lat: 52.3, lng: 180 }],
  ['the antimeridian, called -180', { lat: -16.8, lng: -180 }],
  ['just west of the antimeridian', { lat: 0, lng: 179.99 }],
  ['a vertex where three cells meet', corner],
  ['the middle of an edge', middle(corner, nextCorner)],
  ['the centre of a cell', centerOf(shanghai)],
  [
    'an edge of the icosahedron',
    middle(centerOf(PENTAGONS[4] ?? ''), centerOf(PENTAGONS[5] ?? '')),
  ],
  ['an ordinary place', { lat: 30.27, lng: 120.16 }],
  ['the origin of coordinates', { lat: 0, lng: 0 }],
];

/** Drivers up to 330 km around a place, some exactly on vertices and centres of cells. */
export function fleetAround(place: Position): { driverId: string; position: Position }[] {
  const spiral = Array.from({ length: 280 }, (_, index) =>
    destination(place, index * 137.508, 330_000 * (index / 280)),
  );
  const own = latLngToCell(place.lat, place.lng, RESOLUTION);
  const far = destination(place, 77, 200_000);
  const exact = [own, latLngToCell(far.lat, far.lng, RESOLUTION)].flatMap((cell) => [
    centerOf(cell),
    ...verticesOf(cell),
  ]);
  return [place, ...exact, ...spiral].map((each, index) => ({
    driverId: `driver-${index}`,
    position: each,
  }));
}
