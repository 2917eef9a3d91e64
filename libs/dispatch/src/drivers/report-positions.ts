import { cellAt } from '#libs/fleet-index';
import type { Caller } from '../caller.js';
import type { Matching } from '../matching/context.js';
import { toWgs84, type GivenPosition } from '../place.js';
import type { Tx } from '../ports/database.js';
import type { FixResult } from '../ports/drivers.js';
import { Rejection } from '../rejection.js';
import { followTrips } from '../trips/follow-trips.js';

const HISTORY_CELL_RESOLUTION = 6;
/** A clock that runs ahead by more is wrong, and would keep true fixes out. */
const FUTURE_MAX_MS = 120_000;

export type ReportedFix = {
  readonly driverId: string;
  readonly position: GivenPosition;
  readonly source: 'phone' | 'vehicle_terminal';
  readonly observedAtMs: number;
};

/**
 * Stores fixes, newest wins. Each is answered for by itself; one that lies in the future refuses
 * the whole report, because then the sender's clock is wrong. What is of a trip is followed in the
 * same transaction.
 */
export async function reportPositions(
  tx: Tx,
  means: Pick<Matching, 'clock' | 'entropy' | 'policies' | 'texts'>,
  caller: Caller,
  fixes: readonly ReportedFix[],
): Promise<readonly FixResult[]> {
  const nowMs = means.clock.nowMs();
  const errors = fixes.flatMap((fix, position) => {
    if (caller.role === 'driver' && fix.driverId !== caller.subject) {
      const path = `/fixes/${position}/driverId`;
      return [{ path, code: 'foreign', message: 'expected your own driver id' }];
    }
    if (fix.observedAtMs > nowMs + FUTURE_MAX_MS) {
      const path = `/fixes/${position}/observedAtMs`;
      return [{ path, code: 'future', message: 'expected a time that has passed' }];
    }
    return [];
  });
  if (errors.length > 0) {
    throw new Rejection('validation_failed', 'Some fixes can not be taken.', errors);
  }
  const measured = fixes.map(({ driverId, position, source, observedAtMs }) => {
    const at = toWgs84(position);
    const { lat, lng, coordinateSystem } = position;
    return {
      ...at,
      driverId,
      given: { lat, lng, coordinateSystem },
      source,
      observedAtMs,
      cell: cellAt(at, HISTORY_CELL_RESOLUTION),
    };
  });
  const results = await tx.drivers.saveFixes(measured, nowMs);
  // Of several fixes of one truck all but the newest are `older`, and still points of its way.
  const allowed = (index: number): boolean =>
    results[index] === 'stored' || results[index] === 'older';
  const ofTrips = measured.filter((_, index) => allowed(index));
  await followTrips(tx, means, caller, ofTrips);
  return results;
}
