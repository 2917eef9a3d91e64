import { Describes } from '../fields/field.js';
import { EnumField, IntField, NumberField, ObjectField } from '../fields/kinds.js';
import { CityField, TimeField } from '../fields/named.js';
import { COORDINATE_SYSTEMS, type CoordinateSystem } from '../vocabulary.js';

@Describes('A point with its coordinate system, which is never guessed: 600 m lie between them.')
export class GivenPosition {
  @NumberField({ min: -90, max: 90, unit: 'degrees', example: 30.274151 })
  lat: number;

  @NumberField({ min: -180, max: 180, unit: 'degrees', example: 120.15515 })
  lng: number;

  @EnumField(COORDINATE_SYSTEMS, {
    example: 'gcj02',
    description: 'wgs84 (GPS, BeiDou), gcj02 (Amap, Tencent) or bd09 (Baidu).',
  })
  coordinateSystem: CoordinateSystem;
}

@Describes('A span of time, each end with its offset.')
export class TimeWindow {
  @TimeField({ example: '2026-12-01T08:00:00+08:00' })
  from: string;

  @TimeField({ example: '2026-12-01T12:00:00+08:00', description: 'After `from`.' })
  until: string;
}

@Describes('Where and when to load or unload.')
export class NewStop {
  @ObjectField(() => GivenPosition)
  position: GivenPosition;

  @CityField({
    optional: true,
    description: 'City (GB/T 2260, four digits); the nearest to the position when absent.',
  })
  cityCode?: string;

  @ObjectField(() => TimeWindow)
  window: TimeWindow;
}

/** Above the 49 t of a legal combination, for heavy haulage with a permit. */
export const KILOGRAMS_MAX = 100_000;
/** Above the largest swap-body train; 17.5 m trailers hold some 130 m³. */
export const LITRES_MAX = 200_000;
/** Car carriers take 6 to 12, double-deck units up to 24. */
export const VEHICLE_SLOTS_MAX = 30;
/** The longest car carriers measure 22 m. */
export const LENGTH_MILLIMETERS_MAX = 30_000;

@Describes('A load, or room for one. A car carrier counts cars, any other truck weight and volume.')
export class LoadVector {
  @IntField({ min: 1, max: KILOGRAMS_MAX, unit: 'kilograms', example: 8_000 })
  kilograms: number;

  @IntField({ min: 0, max: LITRES_MAX, unit: 'litres', example: 32_000 })
  litres: number;

  @IntField({ min: 0, max: VEHICLE_SLOTS_MAX, unit: 'vehicle slots', example: 0 })
  vehicleSlots: number;
}
