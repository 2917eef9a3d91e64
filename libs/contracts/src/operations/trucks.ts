import { Describes } from '../fields/field.js';
import { EnumField, IntField, NumberField } from '../fields/kinds.js';
import { NearbyTrucksView } from '../views/truck-view.js';
import {
  BODY_TYPES,
  COORDINATE_SYSTEMS,
  type BodyType,
  type CoordinateSystem,
} from '../vocabulary.js';
import { operation } from './operation.js';

/** As far as a truck comes for one order within half a working day. */
const RADIUS_METERS_MAX = 200_000;

@Describes('A place, and how far around it to look.')
export class NearbyTrucks {
  @NumberField({ in: 'query', min: -90, max: 90, unit: 'degrees', example: 30.274151 })
  lat: number;

  @NumberField({ in: 'query', min: -180, max: 180, unit: 'degrees', example: 120.15515 })
  lng: number;

  @EnumField(COORDINATE_SYSTEMS, { in: 'query', example: 'gcj02' })
  coordinateSystem: CoordinateSystem;

  @IntField({
    in: 'query',
    min: 1_000,
    max: RADIUS_METERS_MAX,
    unit: 'metres',
    fallback: 50_000,
  })
  radiusMeters: number;

  @EnumField(BODY_TYPES, { in: 'query', optional: true })
  body?: BodyType;
}

export const truckOperations = [
  operation({
    id: 'trucks.nearby',
    summary: 'See how many trucks are nearby (附近车源)',
    method: 'GET',
    path: '/v1/trucks/nearby',
    roles: ['shipper'],
    ownership: 'The same counts for everyone, at least five in each; never a position (M6).',
    input: NearbyTrucks,
    answer: NearbyTrucksView,
    tag: 'positions',
  }),
] as const;
