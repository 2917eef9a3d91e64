import { Describes } from '../fields/field.js';
import { EnumField, ListField, ObjectField } from '../fields/kinds.js';
import { ID_PATTERN, IdField, MillisecondsField, MS_MAX, MS_MIN } from '../fields/named.js';
import { isObject } from '../fields/shape.js';
import { COORDINATE_SYSTEMS, FIX_SOURCES, type FixSource } from '../vocabulary.js';
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

const systems: ReadonlySet<unknown> = new Set(COORDINATE_SYSTEMS);
const sources: ReadonlySet<unknown> = new Set(FIX_SOURCES);

/**
 * `PositionFix` by hand, some fifty times faster than by its decorators. It accepts exactly what they
 * accept, which `position-inputs.spec.ts` proves; what it refuses they explain.
 */
export function isFix(row: unknown): boolean {
  if (!isObject(row) || !isObject(row['position'])) return false;
  const { driverId, position, source, observedAtMs } = row;
  return (
    Object.keys(row).length === 4 &&
    Object.keys(position).length === 3 &&
    typeof driverId === 'string' &&
    ID_PATTERN.test(driverId) &&
    within(position['lat'], 90) &&
    within(position['lng'], 180) &&
    systems.has(position['coordinateSystem']) &&
    sources.has(source) &&
    Number.isInteger(observedAtMs) &&
    Number(observedAtMs) >= MS_MIN &&
    Number(observedAtMs) <= MS_MAX
  );
}

const within = (degrees: unknown, bound: number): boolean =>
  typeof degrees === 'number' && degrees >= -bound && degrees <= bound;

@Describes('Positions of one driver or of a fleet. The time of a fix is its natural key.')
export class ReportPositions {
  @ListField(() => PositionFix, { min: 1, max: FIXES_MAX, quick: isFix })
  fixes: PositionFix[];
}
