import { Describes } from '../fields/field.js';
import { EnumField, ListField, ObjectField } from '../fields/kinds.js';
import { IdField, MillisecondsField } from '../fields/named.js';
import { FIX_SOURCES, type FixSource } from '../vocabulary.js';
import { GivenPosition } from './parts.js';

/** A fleet's second, and a body that stays well under the limit of 256 KiB. */
export const FIXES_MAX = 1_000;

@Describes('Where one truck was at one moment, and what measured it.')
export class PositionFix {
  @IdField()
  driverId: string;

  @ObjectField(() => GivenPosition)
  position: GivenPosition;

  @EnumField(FIX_SOURCES, { description: "The driver's phone, or the truck's own terminal (M11)." })
  source: FixSource;

  @MillisecondsField({ description: 'When it was measured. Of two, the newer is kept.' })
  observedAtMs: number;
}

@Describes('Positions of one driver or of a fleet. The time of a fix is its natural key.')
export class ReportPositions {
  @ListField(() => PositionFix, { min: 1, max: FIXES_MAX })
  fixes: PositionFix[];
}
