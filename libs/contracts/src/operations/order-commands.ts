import { Describes } from '../fields/field.js';
import { EnumField, EnumListField, IntField, ObjectField, TextField } from '../fields/kinds.js';
import { FenField, IdField, ReasonField, Sha256Field, UuidField } from '../fields/named.js';
import {
  BODY_TYPES,
  CARGO_KINDS,
  CONFIRMATIONS,
  DOCUMENT_KINDS,
  HANDLINGS,
  MODES,
  PROGRESS_STATUSES,
  QUALIFICATIONS,
  SHARINGS,
  type BodyType,
  type CargoKind,
  type Confirmation,
  type DocumentKind,
  type Handling,
  type Mode,
  type ProgressStatus,
  type Qualification,
  type Sharing,
} from '../vocabulary.js';
import { LENGTH_MILLIMETERS_MAX, LoadVector, NewStop, TimeWindow } from './parts.js';

/** Versions rise by one with every change, so this is never reached. */
const VERSION_MAX = 2_147_483_647;

@Describes('A new cargo order. The shipper is the caller.')
export class PostOrder {
  @ObjectField(() => NewStop)
  loading: NewStop;

  @ObjectField(() => NewStop, {
    example: {
      position: { lat: 31.230416, lng: 121.473701, coordinateSystem: 'gcj02' },
      cityCode: '3100',
      window: { from: '2026-12-01T14:00:00+08:00', until: '2026-12-02T12:00:00+08:00' },
    },
  })
  unloading: NewStop;

  @ObjectField(() => LoadVector)
  load: LoadVector;

  @EnumListField(BODY_TYPES, {
    min: 1,
    example: ['box', 'wing'],
    description: 'Bodies that will do. The policy may let others serve in their place.',
  })
  bodyTypes: BodyType[];

  @IntField({
    min: 0,
    max: LENGTH_MILLIMETERS_MAX,
    unit: 'millimetres',
    example: 9_600,
    description: 'Shortest truck that will do; 0 for any.',
  })
  minLengthMillimeters: number;

  @EnumField(CARGO_KINDS)
  cargoKind: CargoKind;

  @EnumField(HANDLINGS, { description: 'What the driver does at the ramps (装卸方式).' })
  handling: Handling;

  @EnumListField(QUALIFICATIONS, {
    example: [],
    description: 'Beyond those that the cargo kind implies by policy.',
  })
  qualifications: Qualification[];

  @FenField({ example: 12_000_000, description: 'Value of the cargo (货值).' })
  valueFen: number;

  @FenField({ min: 1, example: 168_000, description: 'What the driver is paid (运费).' })
  freightFen: number;

  @FenField({ example: 20_000, description: 'Deposit (定金); 0 for none.' })
  depositFen: number;

  @EnumField(MODES, {
    fallback: 'grab_then_award',
    description:
      'grab_then_award judges all who grabbed in time; first_wins the first who may; offer asks ' +
      'the best, a few at a time, and goes to the first who accepts.',
  })
  mode: Mode;

  @EnumField(SHARINGS, {
    optional: true,
    example: 'exclusive',
    description: 'Whole truck (整车), also when absent, or riding with others that may (拼车).',
  })
  sharing?: Sharing;

  @EnumField(CONFIRMATIONS, {
    fallback: 'at_once',
    description: 'What makes an award binding: nothing more, the shipper, or the deposit.',
  })
  confirmation: Confirmation;
}

@Describes('One order by its id.')
export class OrderPath {
  @UuidField({ in: 'path' })
  orderId: string;
}

@Describes(
  'New price or times of an open order; at least one. Starts a new version and a new round.',
)
export class AmendOrder extends OrderPath {
  @FenField({ min: 1, optional: true, example: 182_000 })
  freightFen?: number;

  @ObjectField(() => TimeWindow, { optional: true })
  loadingWindow?: TimeWindow;

  @ObjectField(() => TimeWindow, { optional: true })
  unloadingWindow?: TimeWindow;

  @IntField({
    optional: true,
    min: 1,
    max: VERSION_MAX,
    example: 1,
    description: 'Refused with `version_conflict` when the order has moved on from this.',
  })
  expectedVersion?: number;
}

@Describes('Ends an order, or gives it back.')
export class CancelOrder extends OrderPath {
  @ReasonField({ example: 'cargo not ready', description: 'For the other side; no personal data.' })
  reason: string;
}

@Describes('Tells that the deposit of an awarded order was paid.')
export class DepositPaid extends OrderPath {
  @IdField({ example: 'pay-20261201-0007', description: 'Of the payment, in the paying service.' })
  reference: string;

  @FenField({ min: 1, example: 20_000 })
  amountFen: number;
}

@Describes('Links a document that another service keeps; of it only reference, hash and state.')
export class AttachDocument extends OrderPath {
  @EnumField(DOCUMENT_KINDS, { in: 'path' })
  kind: DocumentKind;

  @IdField({ example: 'agr-20261201-0007' })
  reference: string;

  @Sha256Field({ optional: true, nullable: true })
  sha256?: string | null;

  @TextField({
    min: 1,
    max: 32,
    pattern: /^[a-z][a-z0-9_]*$/,
    expected: 'a state of 1 to 32 lower-case letters, digits and _, such as signed',
    example: 'signed',
    description: "The keeping service's own word for it.",
  })
  state: string;
}

@Describes('The next step on the way, told by the driver who holds the order.')
export class ReportProgress extends OrderPath {
  @EnumField(PROGRESS_STATUSES)
  status: ProgressStatus;
}

@Describes("One side's rating of the other, after receipt.")
export class RateOrder extends OrderPath {
  @IntField({ min: 1, max: 5, unit: 'stars', example: 5 })
  stars: number;
}

@Describes('Gives an order to a driver by hand.')
export class AssignOrder extends OrderPath {
  @IdField()
  driverId: string;

  @ReasonField({ example: 'shipper and driver agreed by telephone' })
  reason: string;
}
