import { tripRulesOf } from '#libs/matcher';
import { greatCircleMeters } from '#libs/fleet-index';
import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { Order } from '../model/order.js';
import type { TripState } from '../model/trip.js';
import type { Tx } from '../ports/database.js';
import { newTripState } from './follow.js';

/**
 * The trip begins with loading. A driver who shares his location and the track is followed from
 * here on; anybody else's trip is its two times, and both sides are told that there will be no
 * track and no warning (M13).
 */
export async function beginTrip(
  tx: Tx,
  { clock, entropy, policies, texts }: Matching,
  { requestId }: Caller,
  order: Order,
  driverId: string,
): Promise<void> {
  const nowMs = clock.nowMs();
  const stored = await tx.drivers.byId(driverId);
  if (stored === null) throw new Error(`driver ${driverId} vanished`);
  const driver = texts.inForce(stored, nowMs);
  const shared = driver.consents.location !== null && driver.consents.trip_track !== null;
  const rules = tripRulesOf(await policies.get(tx, order.policyHash));
  const { fix } = driver;
  const seen = fix !== null && nowMs - fix.observedAtMs <= rules.silentSeconds * 1000;
  const state: TripState | null = shared
    ? { ...newTripState, loadedMeters: seen ? greatCircleMeters(fix, order.loading) : null }
    : null;
  const { loading, unloading, orderId } = order;
  await tx.trips.start({
    orderId,
    driverId,
    policyHash: order.policyHash,
    way: {
      from: { lat: loading.lat, lng: loading.lng },
      to: { lat: unloading.lat, lng: unloading.lng },
    },
    startedAtMs: nowMs,
    state,
  });
  await tx.outbox.add([
    event(entropy, requestId, nowMs, 'trip.started', orderId, {
      orderId,
      driverId,
      tracked: shared,
    }),
  ]);
}
