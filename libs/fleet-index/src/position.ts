/** Degrees, WGS-84. */
export type Position = { readonly lat: number; readonly lng: number };

/** Both ends of each range are places: the poles, the antimeridian under either of its names. */
export function requirePosition({ lat, lng }: Position): void {
  if (!(lat >= -90 && lat <= 90)) {
    throw new RangeError(`expected a latitude from -90 to 90, got ${lat}`);
  }
  if (!(lng >= -180 && lng <= 180)) {
    throw new RangeError(`expected a longitude from -180 to 180, got ${lng}`);
  }
}
