import { Describes } from '../fields/field.js';
import { EnumField } from '../fields/kinds.js';
import { IdField } from '../fields/named.js';
import { DeclineView, PairPage, PairView } from '../views/pair-view.js';
import { DECLINE_REASONS, PAIR_KINDS, type DeclineReason, type PairKind } from '../vocabulary.js';
import { operation } from './operation.js';
import { OrderPath } from './order-commands.js';
import { CursorField, LimitField } from './paging.js';

@Describes('The other side, by opaque id: of a shipper a driver, of a driver a shipper.')
export class PairPath {
  @IdField({ in: 'path', example: 'drv-0002' })
  otherId: string;
}

@Describes('Says what the caller wants of the other, in place of what he said before.')
export class SetPair extends PairPath {
  @EnumField(PAIR_KINDS, {
    example: 'blocked',
    description: 'blocked: never matched again. familiar (熟车), of a shipper: preferred.',
  })
  kind: PairKind;
}

@Describes('A page of what the caller has said.')
export class ListPairs {
  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

@Describes(
  'Turns an open order down without having been offered it (不感兴趣). It counts in no rate.',
)
export class DeclineOrder extends OrderPath {
  @EnumField(DECLINE_REASONS, {
    example: 'not_interested',
    description: 'Remembered with the terms: on others, or after a while, he is told of it again.',
  })
  reason: DeclineReason;
}

export const pairOperations = [
  operation({
    id: 'pair.set',
    summary: 'Block the other side, or prefer a driver (熟车)',
    method: 'PUT',
    path: '/v1/pairs/{otherId}',
    roles: ['shipper', 'driver'],
    ownership: 'His own word: of a shipper about drivers who held an order of his.',
    input: SetPair,
    answer: PairView,
    tag: 'drivers',
    problems: ['wrong_state'],
  }),
  operation({
    id: 'pair.clear',
    summary: 'Take back what was said of the other side',
    method: 'POST',
    path: '/v1/pairs/{otherId}/clear',
    roles: ['shipper', 'driver'],
    ownership: 'His own word.',
    input: PairPath,
    answer: PairView,
    tag: 'drivers',
  }),
  operation({
    id: 'pair.list',
    summary: 'List whom one has blocked or prefers',
    method: 'GET',
    path: '/v1/pairs',
    roles: ['shipper', 'driver'],
    ownership: 'His own word.',
    input: ListPairs,
    answer: PairPage,
    tag: 'drivers',
  }),
  operation({
    id: 'order.decline',
    summary: 'Turn down an open order (不感兴趣)',
    method: 'POST',
    path: '/v1/orders/{orderId}/decline',
    roles: ['driver'],
    ownership: 'Any open order, as for grabbing.',
    input: DeclineOrder,
    answer: DeclineView,
    tag: 'orders',
    problems: ['order_not_open', 'wrong_state'],
  }),
] as const;
