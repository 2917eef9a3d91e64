import { Describes } from '../fields/field.js';
import { EnumField } from '../fields/kinds.js';
import { OfferList, OfferView, OrderOffersView } from '../views/offer-view.js';
import { DECLINE_REASONS, type DeclineReason } from '../vocabulary.js';
import { DriverPath } from './driver-inputs.js';
import { operation } from './operation.js';
import { OrderPath } from './order-commands.js';

@Describes('Accepts the offer of an order. To accept twice is to accept once.')
export class AcceptOffer extends OrderPath {}

@Describes('Says no to an offer, and why. It counts in no rate.')
export class DeclineOffer extends OrderPath {
  @EnumField(DECLINE_REASONS, {
    example: 'price',
    description: 'Remembered with the terms: on others, or after a while, he is asked again.',
  })
  reason: DeclineReason;
}

export const offerOperations = [
  operation({
    id: 'offer.list',
    summary: 'Read what one is asked about now (派单)',
    method: 'GET',
    path: '/v1/drivers/{driverId}/offers',
    roles: ['driver'],
    ownership: 'The driver himself.',
    input: DriverPath,
    answer: OfferList,
    tag: 'orders',
  }),
  operation({
    id: 'offer.accept',
    summary: 'Accept an offer (接单)',
    method: 'POST',
    path: '/v1/orders/{orderId}/offer/accept',
    roles: ['driver'],
    ownership: 'An order that was offered to the driver; any other is answered alike.',
    input: AcceptOffer,
    answer: OfferView,
    tag: 'orders',
    problems: [
      'not_offered',
      'not_visible_yet',
      'driver_busy',
      'driver_refused',
      'offer_taken',
      'offer_cancelled',
      'offer_expired',
      'offer_declined',
      'offer_withdrawn',
    ],
  }),
  operation({
    id: 'offer.decline',
    summary: 'Decline an offer (拒单)',
    method: 'POST',
    path: '/v1/orders/{orderId}/offer/decline',
    roles: ['driver'],
    ownership: 'An order that was offered to the driver; any other is answered alike.',
    input: DeclineOffer,
    answer: OfferView,
    tag: 'orders',
    problems: [
      'not_offered',
      'not_visible_yet',
      'offer_taken',
      'offer_cancelled',
      'offer_expired',
      'offer_declined',
      'offer_withdrawn',
    ],
  }),
  operation({
    id: 'order.offers',
    summary: 'Read how far the asking has come',
    method: 'GET',
    path: '/v1/orders/{orderId}/offers',
    roles: ['shipper', 'operator'],
    ownership: "A shipper's own; operators all.",
    input: OrderPath,
    answer: OrderOffersView,
    tag: 'orders',
  }),
] as const;
