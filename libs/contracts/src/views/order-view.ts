import { Describes } from '../fields/field.js';
import {
  EnumField,
  EnumListField,
  IntField,
  ListField,
  NumberField,
  ObjectField,
  TextField,
} from '../fields/kinds.js';
import {
  CityField,
  CountField,
  FenField,
  IdField,
  PolicyHashField,
  Sha256Field,
  UtcField,
  UuidField,
} from '../fields/named.js';
import { GivenPosition, LoadVector } from '../operations/parts.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import {
  BODY_TYPES,
  CARGO_KINDS,
  CONFIRMATIONS,
  GRAB_STATES,
  HANDLINGS,
  MODES,
  ORDER_STATUSES,
  QUALIFICATIONS,
  SHARINGS,
  type BodyType,
  type CargoKind,
  type Confirmation,
  type GrabState,
  type Handling,
  type Mode,
  type OrderStatus,
  type Qualification,
  type Sharing,
} from '../vocabulary.js';

@Describes('A point in WGS-84, whatever it was given in.')
export class PositionView {
  @NumberField({ min: -90, max: 90, unit: 'degrees', example: 30.276523 })
  lat: number;

  @NumberField({ min: -180, max: 180, unit: 'degrees', example: 120.150486 })
  lng: number;
}

@Describes('A span of time in UTC.')
export class WindowView {
  @UtcField()
  from: string;

  @UtcField({ example: '2026-12-01T04:00:00.000Z' })
  until: string;
}

@Describes('Where and when an order loads or unloads.')
export class StopView {
  @ObjectField(() => PositionView)
  position: PositionView;

  @ObjectField(() => GivenPosition, { description: 'As it was sent.' })
  given: GivenPosition;

  @CityField()
  cityCode: string;

  @ObjectField(() => WindowView)
  window: WindowView;
}

@Describes('A document that another service keeps (M8).')
export class DocumentView {
  @IdField({ example: 'agr-20261201-0007' })
  reference: string;

  @Sha256Field({ nullable: true })
  sha256: string | null;

  @TextField({ min: 1, max: 32, example: 'signed' })
  state: string;
}

@Describes('The documents of an order, by kind.')
export class DocumentsView {
  @ObjectField(() => DocumentView, { optional: true })
  agreement?: DocumentView;

  @ObjectField(() => DocumentView, { optional: true })
  receipt?: DocumentView;

  @ObjectField(() => DocumentView, { optional: true })
  payment?: DocumentView;
}

@Describes('A cargo order as its parties see it.')
export class OrderView {
  @UuidField()
  orderId: string;

  @IntField({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    example: 3,
    description: 'Rises with every change.',
  })
  version: number;

  @EnumField(ORDER_STATUSES)
  status: OrderStatus;

  @IdField({ example: 'shp-0001' })
  shipperId: string;

  @ObjectField(() => StopView)
  loading: StopView;

  @ObjectField(() => StopView)
  unloading: StopView;

  @ObjectField(() => LoadVector)
  load: LoadVector;

  @EnumListField(BODY_TYPES, { min: 1, example: ['box', 'wing'] })
  bodyTypes: readonly BodyType[];

  @IntField({ min: 0, max: 30_000, unit: 'millimetres', example: 9_600 })
  minLengthMillimeters: number;

  @EnumField(CARGO_KINDS)
  cargoKind: CargoKind;

  @EnumField(HANDLINGS)
  handling: Handling;

  @EnumListField(QUALIFICATIONS, { example: [] })
  qualifications: readonly Qualification[];

  @FenField({ example: 12_000_000 })
  valueFen: number;

  @FenField({ example: 168_000 })
  freightFen: number;

  @FenField({ example: 20_000 })
  depositFen: number;

  @EnumField(MODES)
  mode: Mode;

  @EnumField(SHARINGS)
  sharing: Sharing;

  @EnumField(CONFIRMATIONS)
  confirmation: Confirmation;

  @ObjectField(() => DocumentsView, { example: {} })
  documents: DocumentsView;

  @PolicyHashField({ description: 'The policy this order is decided by, from posting to the end.' })
  policyHash: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 1, description: 'Of grabs.' })
  round: number;

  @UtcField({
    nullable: true,
    description: 'When the grabs of this round are judged; null while it waits for the first.',
  })
  collectUntil: string | null;

  @Sha256Field({ description: 'Hash of the seed that breaks ties; the seed follows the award.' })
  tieSeedHash: string;

  @UtcField()
  postedAt: string;

  @UtcField({ example: '2026-12-01T04:00:00.000Z' })
  expiresAt: string;

  @UtcField()
  updatedAt: string;

  @CountField({ example: 0, description: 'How often it was given back.' })
  releases: number;

  @IdField({ nullable: true, description: 'Who holds it now.' })
  driverId: string | null;

  @UuidField({ nullable: true, description: 'The decision that gave it to him.' })
  awardedBy: string | null;

  @UtcField({ nullable: true, description: 'When loading began.' })
  loadingStartedAt: string | null;

  @TextField({ min: 1, max: 200, nullable: true, example: 'shipper_cancelled' })
  closedBecause: string | null;
}

@Describes('A page of orders, newest first.')
export class OrderPage {
  @ListField(() => OrderView, { min: 0, max: PAGE_MAX })
  items: OrderView[];

  @NextCursorField()
  nextCursor: string | null;
}

@Describes('A grab (抢单). It is judged with all others of its round.')
export class GrabView {
  @UuidField()
  orderId: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 1 })
  round: number;

  @IdField()
  driverId: string;

  @IntField({
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    example: 4,
    description: 'Place in the row of grabs. Counts only where the first wins.',
  })
  sequence: number;

  @EnumField(GRAB_STATES)
  state: GrabState;

  @UtcField()
  grabbedAt: string;

  @UtcField({ example: '2026-12-01T00:00:03.000Z', description: 'When the round is judged.' })
  collectUntil: string;
}

@Describes('How many trucks of one kind, at one distance, would do; never who.')
export class BestDriversGroup {
  @TextField({ min: 1, max: 40, example: '5-10km', description: 'Band of the way to loading.' })
  distanceBand: string;

  @EnumField(BODY_TYPES)
  body: BodyType;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 7 })
  drivers: number;
}

@Describes('The best drivers for an order as counts and bands (M6).')
export class BestDriversView {
  @UuidField()
  orderId: string;

  @UuidField({ nullable: true, description: 'The recommendation this was read from.' })
  decisionId: string | null;

  @UtcField({ nullable: true })
  decidedAt: string | null;

  @CountField({ description: 'Everyone who would do, in all groups and outside them.' })
  eligible: number;

  @IntField({ min: 1, max: 100, example: 5, description: 'Smaller groups are not shown.' })
  atLeast: number;

  @ListField(() => BestDriversGroup, { min: 0, max: 500 })
  groups: BestDriversGroup[];
}
