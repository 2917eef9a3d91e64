import { cityByCode, type Position } from '#libs/fleet-index';
import { Seeded } from '../seeded.js';

// Where trucks are: nine of ten around thirty cities, the tenth on the straight way between two of
// them. Denser than any grid likes in the middle of a city, next to nothing in between.

const CODES = [
  ...['1100', '1200', '1301', '1401', '2101', '2102', '2201', '2301', '3100', '3201'],
  ...['3205', '3301', '3401', '3501', '3502', '3601', '3701', '3702', '4101', '4201'],
  ...['4301', '4401', '4403', '4501', '5000', '5101', '5301', '6101', '6201', '6501'],
];
const SIGMA_DEGREES = 0.35;
const ON_THE_WAY = 0.1;

const CITIES: readonly Position[] = CODES.map((code) => {
  const city = cityByCode(code);
  if (city === null) throw new Error(`city ${code} is not in the table`);
  return city;
});

const cityOf = (seeded: Seeded): Position => CITIES[seeded.whole(0, CITIES.length - 1)]!;

export function whereTrucksAre(seeded: Seeded): Position {
  const from = cityOf(seeded);
  if (seeded.next() >= ON_THE_WAY) {
    return {
      lat: from.lat + SIGMA_DEGREES * normal(seeded),
      lng: from.lng + SIGMA_DEGREES * normal(seeded),
    };
  }
  const to = cityOf(seeded);
  const share = seeded.next();
  return {
    lat: from.lat + (to.lat - from.lat) * share,
    lng: from.lng + (to.lng - from.lng) * share,
  };
}

/** Deserts, mountains, the sea: hardly a truck within a day, or none. */
export const whereHardlyATruckIs = (seeded: Seeded): Position =>
  seeded.next() < 0.5
    ? { lat: 30 + 15 * seeded.next(), lng: 80 + 18 * seeded.next() }
    : { lat: 20 + 12 * seeded.next(), lng: 124 + 12 * seeded.next() };

const normal = (seeded: Seeded): number =>
  Math.sqrt(-2 * Math.log(1 - seeded.next())) * Math.cos(2 * Math.PI * seeded.next());

/** In columns, so that every peer filters by the same and by the quickest. */
export type Trucks = {
  readonly count: number;
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  /** One of eight. */
  readonly body: Uint8Array;
  readonly tonnes: Uint8Array;
  readonly idle: Uint8Array;
};

export function trucksOf(count: number, seed: number): Trucks {
  const seeded = new Seeded(seed);
  const trucks: Trucks = {
    count,
    lat: new Float64Array(count),
    lng: new Float64Array(count),
    body: new Uint8Array(count),
    tonnes: new Uint8Array(count),
    idle: new Uint8Array(count),
  };
  for (let truck = 0; truck < count; truck += 1) {
    const { lat, lng } = whereTrucksAre(seeded);
    trucks.lat[truck] = lat;
    trucks.lng[truck] = lng;
    trucks.body[truck] = seeded.whole(0, 7);
    trucks.tonnes[truck] = seeded.whole(0, 19);
    trucks.idle[truck] = seeded.next() < 0.8 ? 1 : 0;
  }
  return trucks;
}

/** One of eight bodies, ten tonnes of twenty, four of five idle: one in twenty. */
export const WANTED = { body: 2, tonnes: 10 } as const;

export const isEligible = ({ body, tonnes, idle }: Trucks, truck: number): boolean =>
  body[truck] === WANTED.body && (tonnes[truck] ?? 0) >= WANTED.tonnes && idle[truck] === 1;

export const idOf = (truck: number): string => `d${truck}`;
export const truckOf = (id: string): number => Number(id.slice(1));
