import { Describes } from '../fields/field.js';
import { IntField } from '../fields/kinds.js';
import { OwnRatingPage, OwnRatingView } from '../views/rating-view.js';
import { operation } from './operation.js';
import { OrderPath } from './order-commands.js';
import { CursorField, LimitField } from './paging.js';

@Describes("The caller's ratings, given and received.")
export class ListRatings {
  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

@Describes('Other stars than were given before.')
export class CorrectRating extends OrderPath {
  @IntField({ min: 1, max: 5, unit: 'stars', example: 4 })
  stars: number;
}

export const ratingOperations = [
  operation({
    id: 'rating.list',
    summary: 'Read the ratings one gave and received, and what others see',
    method: 'GET',
    path: '/v1/ratings',
    roles: ['driver', 'shipper'],
    ownership: "Of the caller's own orders.",
    input: ListRatings,
    answer: OwnRatingPage,
    tag: 'rights',
  }),
  operation({
    id: 'rating.correct',
    summary: 'Correct a rating within seven days',
    method: 'PUT',
    path: '/v1/orders/{orderId}/ratings',
    roles: ['driver', 'shipper'],
    ownership: "The caller's own.",
    input: CorrectRating,
    answer: OwnRatingView,
    problems: ['wrong_state'],
    tag: 'rights',
  }),
  operation({
    id: 'rating.withdraw',
    summary: 'Withdraw a rating',
    method: 'POST',
    path: '/v1/orders/{orderId}/ratings/withdrawal',
    roles: ['driver', 'shipper'],
    ownership: "The caller's own.",
    input: OrderPath,
    answer: OwnRatingView,
    problems: ['wrong_state'],
    tag: 'rights',
  }),
] as const;
