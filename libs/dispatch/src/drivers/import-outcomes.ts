import type { Caller } from '../caller.js';
import type { Matching } from '../matching/context.js';
import { mustKnowCity } from '../place.js';
import type { Tx } from '../ports/database.js';
import type { Outcome } from '../ports/outcomes.js';
import { Rejection } from '../rejection.js';
import { addOutcomes } from './add-outcomes.js';

export type ImportedOutcome = Omit<Outcome, 'origin' | 'orderId'>;

/** Past work of drivers who come from elsewhere. Marked as imported; each outcome counts once. */
export async function importOutcomes(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  outcomes: readonly ImportedOutcome[],
): Promise<{ readonly imported: number; readonly known: number }> {
  const nowMs = matching.clock.nowMs();
  const driverIds = [...new Set(outcomes.map(({ driverId }) => driverId))];
  const known = new Set((await tx.drivers.byIds(driverIds)).map(({ driverId }) => driverId));
  const errors = outcomes.flatMap(({ driverId, atMs }, position) => [
    ...(known.has(driverId)
      ? []
      : [
          {
            path: `/outcomes/${position}/driverId`,
            code: 'unknown',
            message: `expected a registered driver, got ${driverId}`,
          },
        ]),
    ...(atMs <= nowMs
      ? []
      : [
          {
            path: `/outcomes/${position}/atMs`,
            code: 'future',
            message: 'expected a time that has passed',
          },
        ]),
  ]);
  if (errors.length > 0) {
    throw new Rejection('validation_failed', 'Some outcomes can not be taken.', errors);
  }
  outcomes.forEach(({ fromCityCode, toCityCode }, position) => {
    mustKnowCity(fromCityCode, `/outcomes/${position}/fromCityCode`);
    mustKnowCity(toCityCode, `/outcomes/${position}/toCityCode`);
  });
  const imported = await addOutcomes(tx, matching, {
    because: 'imported',
    outcomes: outcomes.map((outcome) => ({ ...outcome, origin: 'imported', orderId: null })),
    order: null,
    nowMs,
    requestId: caller.requestId,
  });
  return { imported, known: outcomes.length - imported };
}
