import { idOf, type Trucks } from '../geo/country.js';
import type { Seeded } from '../seeded.js';

/** Nine of ten moves are what a truck does between two reports, the tenth of who was silent. */
const FAR_SHARE = 0.1;
const NEAR_METERS = 700;
const FAR_METERS = 14_000;
const METERS_A_DEGREE = 111_195;

export type Moves = {
  readonly count: number;
  readonly truck: Int32Array;
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  /** Fresh strings, as they come off a wire: equal to those in an index, and not the same. */
  readonly ids: readonly string[];
};

/** Each goes on from where the one before it left the truck. */
export function movesOf(trucks: Trucks, count: number, seeded: Seeded): Moves {
  const moves = {
    count,
    truck: new Int32Array(count),
    lat: new Float64Array(count),
    lng: new Float64Array(count),
    ids: [] as string[],
  };
  for (let move = 0; move < count; move += 1) {
    const truck = seeded.whole(0, trucks.count - 1);
    const most = seeded.next() < FAR_SHARE ? FAR_METERS : NEAR_METERS;
    const degrees = (most * seeded.next()) / METERS_A_DEGREE;
    const bearing = 2 * Math.PI * seeded.next();
    const lat = (trucks.lat[truck] ?? 0) + degrees * Math.cos(bearing);
    const flat = Math.cos((lat * Math.PI) / 180);
    const lng = (trucks.lng[truck] ?? 0) + (degrees * Math.sin(bearing)) / flat;
    trucks.lat[truck] = lat;
    trucks.lng[truck] = lng;
    moves.truck[move] = truck;
    moves.lat[move] = lat;
    moves.lng[move] = lng;
    moves.ids.push(idOf(truck));
  }
  return moves;
}
