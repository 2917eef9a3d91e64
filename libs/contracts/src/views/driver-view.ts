import { Describes } from '../fields/field.js';
import {
  BooleanField,
  EnumField,
  EnumListField,
  IntField,
  ListField,
  ObjectField,
  TextField,
} from '../fields/kinds.js';
import { CityField, CountField, IdField, UtcField } from '../fields/named.js';
import { CrewFacts, VehicleFacts } from '../operations/driver-inputs.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import {
  CARGO_KINDS,
  FIX_RESULTS,
  FIX_SOURCES,
  QUALIFICATIONS,
  type CargoKind,
  type FixResult,
  type FixSource,
  type Qualification,
} from '../vocabulary.js';
import { PartView } from './decision-view.js';
import { OrderView, PositionView } from './order-view.js';

const TextVersionField = (): PropertyDecorator =>
  TextField({ min: 1, max: 32, nullable: true, example: '2026-11' });

@Describes('For each purpose the version of the text agreed to; null when not given or withdrawn.')
export class ConsentsView {
  @TextVersionField()
  location: string | null;

  @TextVersionField()
  trip_track: string | null;

  @TextVersionField()
  profile: string | null;

  @TextVersionField()
  vehicle_terminal: string | null;
}

@Describes('The place a driver set by hand.')
export class ManualPlaceView extends PositionView {
  @UtcField()
  setAt: string;
}

@Describes('The last position a driver who consents was seen at.')
export class FixView extends PositionView {
  @EnumField(FIX_SOURCES)
  source: FixSource;

  @UtcField()
  observedAt: string;
}

@Describes(
  'A driver. `position` and `manualPlace` are null to whom his place is not shown: to staff without ' +
    'an approval, and in the answer to a registration.',
)
export class DriverView {
  @IdField()
  driverId: string;

  @IdField({ nullable: true, example: 'car-0042' })
  carrierId: string | null;

  @ObjectField(() => VehicleFacts)
  vehicle: VehicleFacts;

  @EnumListField(QUALIFICATIONS, { example: ['cold_chain'] })
  qualifications: readonly Qualification[];

  @ObjectField(() => CrewFacts, { example: { size: 1, coDriverId: null } })
  crew: CrewFacts;

  @CityField()
  cityCode: string;

  @CityField({ nullable: true, example: '3100' })
  homeCityCode: string | null;

  @BooleanField()
  onDuty: boolean;

  @UtcField({ nullable: true, description: 'Since when he is on duty with nothing to carry.' })
  freeSince: string | null;

  @CountField({ example: 0 })
  activeOrders: number;

  @ObjectField(() => ConsentsView)
  consents: ConsentsView;

  @ObjectField(() => ManualPlaceView, { nullable: true })
  manualPlace: ManualPlaceView | null;

  @ObjectField(() => FixView, { nullable: true })
  position: FixView | null;

  @UtcField()
  registeredAt: string;
}

@Describes('An order that the driver could be given, judged as a decision would.')
export class CargoView {
  @ObjectField(() => OrderView)
  order: OrderView;

  @CountField({ example: 8_412, description: 'Great circle to loading, in metres.' })
  pickupMeters: number;

  @CountField({ example: 41_350 })
  total: number;

  @ListField(() => PartView, { min: 0, max: 50 })
  parts: PartView[];

  @BooleanField({ example: false, description: 'Whether he has grabbed it in this round.' })
  grabbed: boolean;
}

@Describes('A page of nearby cargo, best first.')
export class CargoPage {
  @ListField(() => CargoView, { min: 0, max: PAGE_MAX })
  items: CargoView[];

  @CountField({ example: 34, description: 'Open orders that were looked at.' })
  lookedAt: number;

  @NextCursorField()
  nextCursor: string | null;
}

@Describes('Completed orders from city to city; thousandths, because old ones count less.')
export class LaneEvidence {
  @CityField()
  fromCityCode: string;

  @CityField({ example: '3100' })
  toCityCode: string;

  @CountField({ example: 2_410 })
  completedMilli: number;
}

@Describes('Orders completed together with one shipper, in thousandths.')
export class TogetherEvidence {
  @IdField({ example: 'shp-0001' })
  shipperId: string;

  @CountField({ example: 1_200 })
  completedMilli: number;
}

@Describes('Orders completed of one kind of cargo, in thousandths.')
export class CargoEvidence {
  @EnumField(CARGO_KINDS)
  cargoKind: CargoKind;

  @CountField({ example: 3_100 })
  completedMilli: number;
}

@Describes('Everything the matcher may know of the driver as a person (个人特征模型, M4).')
export class ProfileView {
  @IdField()
  driverId: string;

  @BooleanField({ description: 'Whether it is used: only with his consent.' })
  used: boolean;

  @UtcField({ description: 'The day it was reckoned for.' })
  asOf: string;

  @CountField({ example: 14_320, description: 'Orders begun, in decayed thousandths.' })
  attemptedMilli: number;

  @CountField({ example: 13_900 })
  completedMilli: number;

  @CountField({ example: 12_000, description: 'Of the completed, those with a promised time.' })
  timedMilli: number;

  @CountField({ example: 11_150 })
  onTimeMilli: number;

  @ListField(() => LaneEvidence, { min: 0, max: 10_000 })
  lanes: LaneEvidence[];

  @ListField(() => TogetherEvidence, { min: 0, max: 10_000 })
  together: TogetherEvidence[];

  @ListField(() => CargoEvidence, { min: 0, max: 100 })
  cargo: CargoEvidence[];

  @CountField({ example: 8_200, description: 'Ratings that shippers gave, never by default.' })
  ratedMilli: number;

  @CountField({ example: 38_900, description: 'Their stars: five given today are 5000.' })
  starsMilli: number;

  @IntField({ min: 1, max: 3_650, unit: 'days', example: 90 })
  halfLifeDays: number;

  @IntField({ min: 1, max: 3_650, unit: 'days', example: 365 })
  windowDays: number;
}

@Describes('How many fixes of a report were kept, and each one by its place in the report.')
export class PositionsReceipt {
  @CountField({ example: 1 })
  stored: number;

  @EnumListField(FIX_RESULTS, {
    max: 1_000,
    unique: false,
    example: ['stored'],
    description: 'In the order of the fixes. `older`: a newer one is known.',
  })
  results: readonly FixResult[];
}
