import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, IntField, ListField, ObjectField } from '../fields/kinds.js';
import { CountField, IdField, MillisecondsField } from '../fields/named.js';
import { SuspicionView } from '../views/trip-view.js';
import { DriverEvent } from './driver-data.js';
import { OrderEvent } from './event-data.js';

class TripEvent extends OrderEvent {
  @IdField()
  driverId: string;
}

@Describes('Loading began, and with it the trip. Not tracked: no points and no warnings will come.')
export class TripStarted extends TripEvent {
  @BooleanField()
  tracked: boolean;
}

@Describes(
  'The truck has left its corridor (偏航预警). Told once until it is back. No place in it.',
)
export class TripDeviated extends TripEvent {
  @IdField({ example: 'shp-0001', description: 'Whom to warn.' })
  shipperId: string;

  @MillisecondsField()
  observedAtMs: number;

  @CountField({ example: 51_300, description: 'From the straight way.' })
  offsetMeters: number;

  @CountField({ example: 44_000 })
  allowedMeters: number;
}

const MeasuredField = (example: number): PropertyDecorator =>
  IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, nullable: true, example });

@Describes('Delivered: how long it took, and how far it was where that was measured.')
export class TripEnded extends TripEvent {
  @BooleanField()
  tracked: boolean;

  @CountField({ example: 10_800 })
  durationSeconds: number;

  @MeasuredField(182_400)
  drivenMeters: number | null;

  @CountField({ example: 0 })
  deviations: number;
}

@Describes('What is known of a trip at its end; null is what nobody measured.')
export class TripFactsView {
  @CountField({ example: 165_000 })
  directMeters: number;

  @MeasuredField(400)
  drivenMeters: number | null;

  @CountField({ example: 1_200 })
  durationSeconds: number;

  @MeasuredField(300)
  loadedMeters: number | null;

  @MeasuredField(80_000)
  nearestUnloadingMeters: number | null;

  @MeasuredField(92_000)
  fastestMetersPerHour: number | null;

  @MeasuredField(60)
  silentSeconds: number | null;
}

@Describes('Something speaks against a trip. For the service that judges it; nothing is decided.')
export class TripSuspect extends TripEvent {
  @ListField(() => SuspicionView, { min: 1, max: 10 })
  suspicions: SuspicionView[];

  @ObjectField(() => TripFactsView)
  facts: TripFactsView;
}

@Describes('A driver rides with another, or alone again.')
export class DriverCrewChanged extends DriverEvent {
  @EnumField([1, 2] as const)
  size: 1 | 2;

  @IdField({ nullable: true, example: 'drv-0002' })
  coDriverId: string | null;
}
