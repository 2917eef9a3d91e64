import { TripView } from '../views/trip-view.js';
import { operation } from './operation.js';
import { OrderPath } from './order-commands.js';

export const tripOperations = [
  operation({
    id: 'order.trip',
    summary: 'Follow an order on its way (行程)',
    method: 'GET',
    path: '/v1/orders/{orderId}/trip',
    roles: ['shipper', 'driver', 'reviewer', 'operator'],
    ownership:
      "The shipper's own order, and the trip the driver makes himself; reviewers and operators any, " +
      'when somebody else has approved it. Every reading but his own is told to the driver.',
    input: OrderPath,
    answer: TripView,
    tag: 'orders',
    problems: ['access_not_approved'],
  }),
] as const;
