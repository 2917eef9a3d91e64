import { tripRulesOf } from '#libs/matcher';
import { greatCircleMeters } from '#libs/fleet-index';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { Trip } from '../model/trip.js';
import type { Tx } from '../ports/database.js';
import { suspicionsOf, type TripFacts } from './suspicions.js';

/**
 * What is told of a trip's end: to those who follow it, and, where it is doubtful, to the fraud
 * service (S4). Nothing is decided here about anybody.
 */
export async function endTrip(
  tx: Tx,
  { entropy, policies }: Pick<Matching, 'entropy' | 'policies'>,
  { orderId, nowMs, requestId }: { orderId: string; nowMs: number; requestId: string | null },
): Promise<void> {
  const trip = await tx.trips.byOrder(orderId);
  // An order that began to load before trips were followed.
  if (trip?.endedAtMs !== null) return;
  const facts = factsOf(trip, nowMs);
  const suspicions = suspicionsOf(facts, tripRulesOf(await policies.get(tx, trip.policyHash)));
  await tx.trips.end(orderId, nowMs, suspicions);
  const { driverId, state, deviations } = trip;
  await tx.outbox.add([
    event(entropy, requestId, nowMs, 'trip.ended', orderId, {
      orderId,
      driverId,
      tracked: state !== null,
      durationSeconds: facts.durationSeconds,
      drivenMeters: facts.drivenMeters,
      deviations,
    }),
    ...(suspicions.length === 0
      ? []
      : [
          event(entropy, requestId, nowMs, 'trip.suspect', orderId, {
            orderId,
            driverId,
            suspicions,
            facts,
          }),
        ]),
  ]);
}

/** One fix is a place, and no way. */
export function factsOf({ way, startedAtMs, state }: Trip, endMs: number): TripFacts {
  const moved = state !== null && state.fixes > 1;
  const seenAtMs = state?.anchor?.seenAtMs ?? null;
  return {
    directMeters: greatCircleMeters(way.from, way.to),
    drivenMeters: moved ? state.meters : null,
    durationSeconds: Math.max(0, Math.floor((endMs - startedAtMs) / 1000)),
    loadedMeters: state?.loadedMeters ?? null,
    nearestUnloadingMeters: state?.nearestUnloadingMeters ?? null,
    fastestMetersPerHour: moved ? state.fastestMetersPerHour : null,
    silentSeconds: seenAtMs === null ? null : Math.max(0, Math.floor((endMs - seenAtMs) / 1000)),
  };
}
