import { Describes } from '../fields/field.js';
import { EnumField, IntField, ObjectField, TextField } from '../fields/kinds.js';
import {
  CityField,
  CountField,
  FenField,
  IdField,
  MillisecondsField,
  PolicyHashField,
  Sha256Field,
  UuidField,
} from '../fields/named.js';
import { FunnelCounts } from '../views/decision-view.js';
import {
  CONFIRMATIONS,
  DECISION_KINDS,
  MODES,
  ORDER_STATUSES,
  type Confirmation,
  type DecisionKind,
  type Mode,
  type OrderStatus,
} from '../vocabulary.js';

const CauseField = (example: string): PropertyDecorator => TextField({ min: 1, max: 200, example });

export class OrderEvent {
  @UuidField()
  orderId: string;
}

@Describes('An order was posted and is open.')
export class OrderPosted extends OrderEvent {
  @CountField({ example: 1 })
  version: number;

  @CityField()
  fromCityCode: string;

  @CityField({ example: '3100' })
  toCityCode: string;

  @EnumField(MODES)
  mode: Mode;

  @PolicyHashField()
  policyHash: string;

  @Sha256Field({ description: 'The seed itself follows with the award.' })
  tieSeedHash: string;
}

@Describes('Price or times of an open order changed; grabs for the old ones ended.')
export class OrderAmended extends OrderEvent {
  @CountField({ example: 2 })
  version: number;

  @FenField({ example: 182_000 })
  freightFen: number;

  @CountField({ example: 3 })
  withdrawnGrabs: number;

  @Sha256Field()
  tieSeedHash: string;
}

@Describes('An order is recommended to one driver (订单推荐).')
export class OrderRecommended extends OrderEvent {
  @IdField()
  driverId: string;

  @UuidField()
  decisionId: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 2 })
  rank: number;

  @CountField({ example: 44_010 })
  total: number;

  @CityField()
  fromCityCode: string;

  @CityField({ example: '3100' })
  toCityCode: string;

  @MillisecondsField({ nullable: true })
  collectUntilMs: number | null;

  @MillisecondsField({
    optional: true,
    description: 'Not to be shown to him before: better places come first.',
  })
  visibleFromMs?: number;
}

@Describes('A driver grabbed an order (抢单).')
export class GrabRecorded extends OrderEvent {
  @IdField()
  driverId: string;

  @CountField({ example: 1 })
  round: number;

  @CountField({ example: 4 })
  sequence: number;
}

@Describes('The order was given to a driver.')
export class OrderAwarded extends OrderEvent {
  @IdField()
  driverId: string;

  @UuidField()
  decisionId: string;

  @CountField({ nullable: true, example: 48_120 })
  total: number | null;

  @EnumField(CONFIRMATIONS)
  confirmation: Confirmation;

  @Sha256Field({ description: 'Revealed: whoever has the hash can check the lots.' })
  tieSeed: string;
}

@Describes('The award is binding (M9).')
export class OrderConfirmed extends OrderEvent {
  @IdField()
  driverId: string;

  @UuidField()
  decisionId: string;

  @EnumField(['at_once', 'shipper', 'deposit'])
  by: 'at_once' | 'shipper' | 'deposit';
}

@Describes('The driver has it no more, and it is dispatched again without him.')
export class OrderReleased extends OrderEvent {
  @IdField()
  driverId: string;

  @UuidField()
  decisionId: string;

  @EnumField(['driver_cancelled', 'not_confirmed'])
  cause: 'driver_cancelled' | 'not_confirmed';

  @Sha256Field()
  tieSeedHash: string;
}

@Describes('The driver told where the job stands.')
export class OrderProgressed extends OrderEvent {
  @IdField()
  driverId: string;
}

@Describes('The goods were received, or nobody denied it in time.')
export class OrderReceived extends OrderEvent {
  @IdField()
  driverId: string;

  @EnumField(['given', 'default'])
  origin: 'given' | 'default';
}

@Describes('One side rated the other. A default is no evidence (M15).')
export class OrderRated extends OrderEvent {
  @IdField()
  driverId: string;

  @EnumField(['shipper', 'driver'])
  by: 'shipper' | 'driver';

  @IntField({ min: 1, max: 5, unit: 'stars', example: 5 })
  stars: number;

  @EnumField(['given', 'default'])
  origin: 'given' | 'default';
}

@Describes('The order was ended before delivery.')
export class OrderCancelled extends OrderEvent {
  @IdField({ nullable: true, description: 'Who held it, if anyone.' })
  driverId: string | null;

  @UuidField({ nullable: true, description: 'What it means for drivers; null when for none.' })
  decisionId: string | null;

  @EnumField(['shipper', 'operator', 'system'])
  by: 'shipper' | 'operator' | 'system';

  @CauseField('cargo not ready')
  cause: string;

  @CountField({ optional: true, example: 3 })
  withdrawnGrabs?: number;
}

@Describes('Nobody got the order in time. A decision like any other.')
export class OrderExpired extends OrderEvent {
  @UuidField()
  decisionId: string;

  @CauseField('nobody_in_time')
  cause: string;
}

@Describes('A step that should have come has not.')
export class OrderStalled extends OrderEvent {
  @IdField()
  driverId: string;

  @EnumField(ORDER_STATUSES, { example: 'confirmed' })
  status: OrderStatus;
}

@Describes('An operator gave the order to a driver by hand; the award follows.')
export class OrderAssignedByHand extends OrderEvent {
  @IdField()
  driverId: string;

  @UuidField()
  decisionId: string;
}

@Describes('A decision was taken and its record written in the same transaction.')
export class DecisionRecorded extends OrderEvent {
  @UuidField()
  decisionId: string;

  @EnumField(DECISION_KINDS, { example: 'award' })
  kind: DecisionKind;

  @ObjectField(() => FunnelCounts)
  funnel: FunnelCounts;
}

@Describes('One side corrected or withdrew its rating.')
export class OrderRatingChanged extends OrderEvent {
  @IdField({ nullable: true })
  driverId: string | null;

  @EnumField(['shipper', 'driver'])
  by: 'shipper' | 'driver';

  @IntField({
    min: 1,
    max: 5,
    unit: 'stars',
    nullable: true,
    example: 4,
    description: 'Null when withdrawn.',
  })
  stars: number | null;
}
