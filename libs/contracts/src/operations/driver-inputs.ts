import { Describes } from '../fields/field.js';
import {
  BooleanField,
  EnumField,
  EnumListField,
  IntField,
  ObjectField,
  TextField,
} from '../fields/kinds.js';
import { CityField, IdField, TimeField } from '../fields/named.js';
import {
  BODY_TYPES,
  CONSENT_PURPOSES,
  QUALIFICATIONS,
  type BodyType,
  type ConsentPurpose,
  type Qualification,
} from '../vocabulary.js';
import { CursorField, LimitField } from './paging.js';
import { GivenPosition, LENGTH_MILLIMETERS_MAX, LoadVector } from './parts.js';

@Describes('One driver by his opaque id.')
export class DriverPath {
  @IdField({ in: 'path' })
  driverId: string;
}

@Describes('What the truck is and what it may carry (M10).')
export class VehicleFacts {
  @EnumField(BODY_TYPES)
  body: BodyType;

  @IntField({ min: 1_000, max: LENGTH_MILLIMETERS_MAX, unit: 'millimetres', example: 9_600 })
  lengthMillimeters: number;

  @IntField({ min: 500, max: 5_000, unit: 'millimetres', example: 2_400 })
  widthMillimeters: number;

  @IntField({ min: 500, max: 6_000, unit: 'millimetres', example: 2_600 })
  heightMillimeters: number;

  @IntField({ min: 500, max: 200_000, unit: 'kilograms', example: 25_000 })
  grossKilograms: number;

  @IntField({ min: 2, max: 20, unit: 'axles', example: 3 })
  axles: number;

  @ObjectField(() => LoadVector, {
    example: { kilograms: 15_000, litres: 55_000, vehicleSlots: 0 },
    description: 'Rated load.',
  })
  capacity: LoadVector;
}

@Describes('One at the wheel, or two who take turns.')
export class CrewFacts {
  @EnumField([1, 2] as const)
  size: 1 | 2;

  @IdField({ nullable: true, optional: true, description: 'The co-driver, when there is one.' })
  coDriverId?: string | null;
}

@Describes('A driver as the registering service knows him. What the driver sets himself stays.')
export class RegisterDriver extends DriverPath {
  @ObjectField(() => VehicleFacts)
  vehicle: VehicleFacts;

  @EnumListField(QUALIFICATIONS, { example: ['cold_chain'] })
  qualifications: Qualification[];

  @ObjectField(() => CrewFacts, { example: { size: 1, coDriverId: null } })
  crew: CrewFacts;

  @CityField({ description: 'Where he is matched when no location may be used.' })
  cityCode: string;

  @IdField({ optional: true, nullable: true, example: 'car-0042' })
  carrierId?: string | null;

  @CityField({ optional: true, nullable: true, example: '3100' })
  homeCityCode?: string | null;
}

@Describes('Gives or withdraws one consent. A withdrawal holds from the next decision on.')
export class SetConsent extends DriverPath {
  @EnumField(CONSENT_PURPOSES, { in: 'path' })
  purpose: ConsentPurpose;

  @BooleanField()
  granted: boolean;

  @TextField({
    min: 1,
    max: 32,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    expected: 'a version of 1 to 32 letters, digits, dots, _ or -',
    example: '2026-11',
    description: 'Which text was agreed to, or from which it is withdrawn.',
  })
  textVersion: string;
}

@Describes('Comes on duty or goes off it.')
export class SetDuty extends DriverPath {
  @BooleanField()
  onDuty: boolean;
}

@Describes('Where the driver wants to get home to.')
export class SetHome extends DriverPath {
  @CityField({ example: '3100' })
  cityCode: string;
}

@Describes('A place set by hand (手动定位), for those who share no location; null clears it.')
export class SetPlace extends DriverPath {
  @ObjectField(() => GivenPosition, { nullable: true })
  position: GivenPosition | null;

  @CityField({ optional: true, description: 'The nearest to the position when absent.' })
  cityCode?: string;
}

@Describes('Open cargo near the driver, best first (附近货源).')
export class NearbyCargo extends DriverPath {
  @CityField({ in: 'query', optional: true })
  fromCityCode?: string;

  @CityField({ in: 'query', optional: true, example: '3100' })
  toCityCode?: string;

  @TimeField({
    in: 'query',
    optional: true,
    description: 'Loading ends at this time or later. In a URL write + as %2B.',
  })
  loadingFrom?: string;

  @TimeField({
    in: 'query',
    optional: true,
    example: '2026-12-03T00:00:00+08:00',
    description: 'Loading begins at this time or earlier. In a URL write + as %2B.',
  })
  loadingUntil?: string;

  @EnumField(BODY_TYPES, {
    in: 'query',
    optional: true,
    description: 'Only orders that name this body.',
  })
  body?: BodyType;

  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

@Describes('Decisions that recorded the driver, newest first.')
export class ListDriverDecisions extends DriverPath {
  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}
