import { Describes } from '../fields/field.js';
import { EnumField, ListField } from '../fields/kinds.js';
import { IdField, UtcField, UuidField } from '../fields/named.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import { DECLINE_REASONS, PAIR_KINDS, type DeclineReason, type PairKind } from '../vocabulary.js';

@Describes('What the caller says of another; never what that one says of him.')
export class PairView {
  @IdField({ example: 'drv-0002' })
  otherId: string;

  @EnumField(PAIR_KINDS, { nullable: true, description: 'Null once it is taken back.' })
  kind: PairKind | null;

  @UtcField({ nullable: true })
  since: string | null;
}

@Describes('Whom the caller has blocked or prefers, by id.')
export class PairPage {
  @ListField(() => PairView, { min: 0, max: PAGE_MAX })
  items: PairView[];

  @NextCursorField()
  nextCursor: string | null;
}

@Describes('An order that the driver turned down, on the terms it had then.')
export class DeclineView {
  @UuidField()
  orderId: string;

  @EnumField(DECLINE_REASONS)
  reason: DeclineReason;

  @UtcField()
  declinedAt: string;
}
