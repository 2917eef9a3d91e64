import type { Consequence } from '../consequence.js';
import type { DriverRow } from '../record.js';

/** What is recorded in a driver's row of a consequence, of the kind that is asked for. */
export function consequenceIn<Of extends Consequence['of']>(
  { driverId, consequence }: DriverRow,
  of: Of,
): Extract<Consequence, { of: Of }> {
  if (consequence?.of !== of) {
    throw new Error(`expected a ${of} of ${driverId}, got ${consequence?.of ?? 'none'}`);
  }
  return consequence as Extract<Consequence, { of: Of }>;
}
