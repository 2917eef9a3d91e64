import { Describes } from '../fields/field.js';
import { EnumField, IntField } from '../fields/kinds.js';
import { CityField, FenField, IdField, MillisecondsField, UuidField } from '../fields/named.js';
import {
  DECLINE_REASONS,
  WITHDRAWN_BECAUSE,
  type DeclineReason,
  type WithdrawnBecause,
} from '../vocabulary.js';
import { OrderEvent } from './event-data.js';

class OfferEvent extends OrderEvent {
  @UuidField()
  offerId: string;

  @IdField()
  driverId: string;
}

@Describes('An order is offered to one driver (派单).')
export class OrderOffered extends OfferEvent {
  @UuidField()
  decisionId: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 1 })
  batch: number;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 2 })
  rank: number;

  @MillisecondsField({ description: 'Not to be shown to him before: better places come first.' })
  visibleFromMs: number;

  @MillisecondsField()
  expiresAtMs: number;

  @CityField()
  fromCityCode: string;

  @CityField({ example: '3100' })
  toCityCode: string;

  @FenField({ example: 168_000 })
  freightFen: number;
}

@Describes('A driver declined an offer. It counts in no rate of his.')
export class OfferDeclined extends OfferEvent {
  @EnumField(DECLINE_REASONS)
  because: DeclineReason;
}

@Describes('Nobody answered an offer in time.')
export class OfferExpired extends OfferEvent {}

@Describes('An open offer was taken back.')
export class OfferWithdrawn extends OfferEvent {
  @EnumField(WITHDRAWN_BECAUSE)
  because: WithdrawnBecause;
}
