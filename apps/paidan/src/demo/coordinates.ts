import gcoordModule from 'gcoord';
import type { CoordinateSystem, GivenPosition } from '#libs/contracts';
import type { Position } from './places.js';

/**
 * Its types describe an ES module; what Node loads is the CommonJS one, without the extra
 * `default`.
 */
const gcoord = gcoordModule as unknown as (typeof gcoordModule)['default'];

const SYSTEMS = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/** A point as the map of that system shows it: phones and apps of China rarely speak WGS-84. */
export function givenIn(coordinateSystem: CoordinateSystem, { lat, lng }: Position): GivenPosition {
  if (coordinateSystem === 'wgs84') return { lat, lng, coordinateSystem };
  const [mapLng, mapLat] = gcoord.transform([lng, lat], gcoord.WGS84, SYSTEMS[coordinateSystem]);
  return { lat: mapLat, lng: mapLng, coordinateSystem };
}
