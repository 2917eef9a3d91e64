import gcoordModule from 'gcoord';
import { nearestCity, cityByCode } from '#libs/fleet-index';
import type { CoordinateSystem, Position } from './model/order.js';
import { Rejection } from './rejection.js';

export type GivenPosition = Position & { readonly coordinateSystem: CoordinateSystem };

/**
 * Its types describe an ES module; what Node loads is the CommonJS one, without the extra
 * `default`.
 */
const gcoord = gcoordModule as unknown as (typeof gcoordModule)['default'];

const SYSTEMS = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/** Six decimals are a tenth of a metre: finer is noise, and fixed digits keep records canonical. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** Chinese map systems are off by some 600 m, enough for another H3 cell; so nothing is assumed. */
export function toWgs84({ lat, lng, coordinateSystem }: GivenPosition): Position {
  if (coordinateSystem === 'wgs84') return { lat: rounded(lat), lng: rounded(lng) };
  const [outLng, outLat] = gcoord.transform([lng, lat], SYSTEMS[coordinateSystem], gcoord.WGS84);
  return { lat: rounded(outLat), lng: rounded(outLng) };
}

/** The city a place belongs to: the one named, if it exists, else the nearest. */
export function cityOf(position: Position, named: string | null, path: string): string {
  if (named === null) return nearestCity(position).code;
  mustKnowCity(named, path);
  return named;
}

export function mustKnowCity(cityCode: string, path: string): void {
  if (cityByCode(cityCode) !== null) return;
  throw new Rejection('validation_failed', `City ${cityCode} is not in GB/T 2260.`, [
    {
      path,
      code: 'city_unknown',
      message: `expected a four-digit GB/T 2260 code, got ${cityCode}`,
    },
  ]);
}
