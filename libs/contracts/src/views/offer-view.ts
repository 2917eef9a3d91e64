import { Describes } from '../fields/field.js';
import { EnumField, IntField, ListField, ObjectField } from '../fields/kinds.js';
import { CountField, IdField, UtcField, UuidField } from '../fields/named.js';
import { OFFER_STATES, type OfferState } from '../vocabulary.js';
import { OrderView } from './order-view.js';

@Describes('An order offered to one driver (派单).')
export class OfferView {
  @UuidField()
  offerId: string;

  @UuidField()
  orderId: string;

  @IdField()
  driverId: string;

  @UuidField({ description: 'The decision that chose him; ask why with it.' })
  decisionId: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 1, description: 'Of this round.' })
  batch: number;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 2, description: 'Place in it.' })
  rank: number;

  @EnumField(OFFER_STATES)
  state: OfferState;

  @UtcField()
  offeredAt: string;

  @UtcField({ description: 'Later than offeredAt for all but the best of a batch.' })
  visibleFrom: string;

  @UtcField({ example: '2026-12-01T00:01:00.000Z', description: 'To be answered before.' })
  expiresAt: string;

  @ObjectField(() => OrderView)
  order: OrderView;
}

@Describes('What a driver is asked about now, the newest first.')
export class OfferList {
  @ListField(() => OfferView, { min: 0, max: 100 })
  items: OfferView[];
}

@Describes('How far the asking has come, as numbers: never whom, nor who said no.')
export class OrderOffersView {
  @UuidField()
  orderId: string;

  @IntField({ min: 1, max: Number.MAX_SAFE_INTEGER, example: 1 })
  round: number;

  @CountField({ example: 2, description: 'Asked so far in this round.' })
  batches: number;

  @CountField({ example: 3, description: 'Wait for an answer.' })
  open: number;

  @CountField({ example: 0 })
  accepted: number;

  @CountField({ example: 1 })
  declined: number;

  @CountField({ example: 2, description: 'Not answered in time.' })
  lapsed: number;

  @CountField({ example: 0, description: 'Taken back: taken, cancelled, amended or out of time.' })
  withdrawn: number;

  @UtcField({ nullable: true, description: 'When the next are asked, if nobody answers before.' })
  nextBatchAt: string | null;
}
