import { Describes } from '../fields/field.js';
import {
  BooleanField,
  EnumField,
  IntField,
  ListField,
  ObjectField,
  TextField,
} from '../fields/kinds.js';
import { CountField, UtcField } from '../fields/named.js';
import { BODY_TYPES, type BodyType } from '../vocabulary.js';
import { PositionView } from './order-view.js';

@Describes(
  'So many trucks are in this cell and in none of the finer cells that are listed. Where a cell ' +
    'has too few, they are counted in its parent; where that has too few as well, nowhere.',
)
export class TruckGroupView {
  @TextField({
    min: 15,
    max: 15,
    pattern: /^[0-9a-f]{15}$/,
    expected: 'an H3 cell',
    example: '86309a597ffffff',
  })
  cell: string;

  @IntField({ min: 3, max: 6, example: 6, description: 'Of the cell; 6 is some 36 km².' })
  resolution: number;

  @ObjectField(() => PositionView, { description: "The cell's centre, WGS-84; nobody's place." })
  center: PositionView;

  @CountField({ example: 8_412, description: 'Great circle to the centre.' })
  meters: number;

  @EnumField(BODY_TYPES)
  body: BodyType;

  @IntField({ min: 5, max: Number.MAX_SAFE_INTEGER, example: 12 })
  trucks: number;
}

@Describes(
  'Trucks on duty without an order whose drivers share their location, as counts. Counted once a ' +
    'minute for the whole country and the same for everyone until the next count.',
)
export class NearbyTrucksView {
  @UtcField()
  countedAt: string;

  @IntField({ min: 5, max: 5, example: 5, description: 'No count is smaller.' })
  atLeast: number;

  @ListField(() => TruckGroupView, { min: 0, max: 1_000, description: 'Nearest first.' })
  groups: TruckGroupView[];

  @BooleanField({ example: false, description: 'Farther ones were left out.' })
  more: boolean;
}
