import { Describes } from '../fields/field.js';
import { EnumField, IntField, ListField, ObjectField } from '../fields/kinds.js';
import { CountField, UtcField, UuidField } from '../fields/named.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';

@Describes('One rating of one order.')
export class OwnRatingView {
  @UuidField()
  orderId: string;

  @EnumField(['shipper', 'driver'])
  by: 'shipper' | 'driver';

  @IntField({ min: 1, max: 5, unit: 'stars', example: 4 })
  stars: number;

  @IntField({
    min: 1,
    max: 5,
    unit: 'stars',
    nullable: true,
    example: 2,
    description: 'Before a correction.',
  })
  firstStars: number | null;

  @EnumField(['given', 'default'], { description: '`default`: the period ended without a word.' })
  origin: 'given' | 'default';

  @UtcField()
  at: string;

  @UtcField({ nullable: true })
  correctedAt: string | null;

  @UtcField({ nullable: true, description: 'From then on it counts for nothing.' })
  withdrawnAt: string | null;
}

@Describes('What others see: the mean of what was given and not withdrawn.')
export class ShownRating {
  @CountField({ example: 41 })
  count: number;

  @CountField({
    nullable: true,
    example: 4_610,
    description: 'Stars in thousandths; null of none.',
  })
  meanMilli: number | null;
}

@Describes('Ratings of the caller, newest first.')
export class OwnRatingPage {
  @ObjectField(() => ShownRating, { description: 'Of the caller, by those he worked with.' })
  shown: ShownRating;

  @ListField(() => OwnRatingView, { min: 0, max: PAGE_MAX })
  items: OwnRatingView[];

  @NextCursorField()
  nextCursor: string | null;
}
