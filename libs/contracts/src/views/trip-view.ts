import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, IntField, ListField } from '../fields/kinds.js';
import { CountField, IdField, UtcField, UuidField } from '../fields/named.js';
import { ORDER_STATUSES, SUSPICIONS, type OrderStatus, type Suspicion } from '../vocabulary.js';
import { PositionView } from './order-view.js';

@Describes('Where the truck was.')
export class TrackPointView extends PositionView {
  @UtcField()
  at: string;
}

@Describes('What speaks against a trip: what was measured, and what it should have been within.')
export class SuspicionView {
  @EnumField(SUSPICIONS)
  code: Suspicion;

  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    example: 80_000,
    description: 'Metres; metres an hour for impossible_speed; seconds for too_soon.',
  })
  value: number;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, example: 5_000 })
  threshold: number;
}

@Describes('An order on its way (行程), from loading to delivery (M12).')
export class TripView {
  @UuidField()
  orderId: string;

  @IdField()
  driverId: string;

  @EnumField(ORDER_STATUSES, { example: 'in_transit' })
  status: OrderStatus;

  @UtcField()
  startedAt: string;

  @UtcField({ nullable: true })
  endedAt: string | null;

  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    unit: 'seconds',
    example: 10_800,
    description: 'Null until it has ended.',
  })
  durationSeconds: number | null;

  @BooleanField({
    description:
      'Whether the driver shares his track. If not there are no points, no mileage and no warning ' +
      'when the truck leaves its route (M13).',
  })
  tracked: boolean;

  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    nullable: true,
    unit: 'metres',
    example: 182_400,
    description: 'Along the fixes; null when none were shared.',
  })
  drivenMeters: number | null;

  @CountField({ example: 0, description: 'How often the truck left its corridor.' })
  deviations: number;

  @CountField({
    example: 44_000,
    description: 'How far from the straight way it may be, in metres.',
  })
  corridorMeters: number;

  @ListField(() => TrackPointView, {
    min: 0,
    max: 1_000,
    description:
      'Thinned, oldest first. Gone when the driver withdraws, or the keeping time is over.',
  })
  track: TrackPointView[];

  @ListField(() => SuspicionView, {
    min: 0,
    max: 10,
    example: [],
    description:
      'What was told to the fraud service; to the driver himself, empty for everyone else.',
  })
  suspicions: SuspicionView[];
}
