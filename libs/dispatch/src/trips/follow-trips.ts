import { tripRulesOf, type Policy } from '#libs/matcher';
import type { Caller } from '../caller.js';
import { holds } from '../consents/consent-shelf.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { TrackPoint, TripUnderWay } from '../model/trip.js';
import type { Tx } from '../ports/database.js';
import type { OutboxEvent } from '../ports/outbox.js';
import { follow } from './follow.js';

export type TripFix = TrackPoint & { readonly driverId: string };

type Means = Pick<Matching, 'clock' | 'entropy' | 'policies' | 'texts'>;

/**
 * The fixes of one report as far as they are of a trip: between loading and delivery, of a driver
 * who shares his track. In the transaction that stores them, so that a withdrawal comes before all
 * of it or after.
 */
export async function followTrips(
  tx: Tx,
  { clock, entropy, policies, texts }: Means,
  caller: Caller,
  fixes: readonly TripFix[],
): Promise<void> {
  const nowMs = clock.nowMs();
  const byDriver = new Map<string, TripFix[]>();
  for (const fix of fixes) {
    const known = byDriver.get(fix.driverId);
    if (known === undefined) byDriver.set(fix.driverId, [fix]);
    else known.push(fix);
  }
  const shared = ({ consents }: TripUnderWay): boolean =>
    holds(texts.all, 'location', consents.location, nowMs) &&
    holds(texts.all, 'trip_track', consents.trip_track, nowMs);
  const trips = (await tx.trips.underWay([...byDriver.keys()])).filter(shared);
  const told: OutboxEvent[] = [];
  for (const trip of trips) {
    const { driverId, orderId } = trip;
    const policy = await policies.get(tx, trip.policyHash);
    const mine = (byDriver.get(driverId) ?? [])
      .filter(({ observedAtMs }) => observedAtMs >= trip.startedAtMs)
      .sort((a, b) => a.observedAtMs - b.observedAtMs);
    for (const deviation of await advance(tx, trip, policy, mine)) {
      told.push(
        event(entropy, caller.requestId, nowMs, 'trip.deviated', orderId, {
          orderId,
          driverId,
          shipperId: trip.shipperId,
          ...deviation,
        }),
      );
    }
  }
  await tx.outbox.add(told);
}

type Told = {
  readonly observedAtMs: number;
  readonly offsetMeters: number;
  readonly allowedMeters: number;
};

async function advance(
  tx: Tx,
  { orderId, state: before, way, status }: TripUnderWay,
  policy: Policy,
  fixes: readonly TrackPoint[],
): Promise<Told[]> {
  if (before === null) return [];
  const rules = tripRulesOf(policy);
  let state = before;
  let points: TrackPoint[] = [];
  const deviations: Told[] = [];
  for (const { lat, lng, observedAtMs } of fixes) {
    const point = { lat, lng, observedAtMs };
    const step = follow(state, point, { way, rules, inTransit: status === 'in_transit' });
    ({ state } = step);
    if (step.keep) points.push(point);
    if (step.deviation !== null) deviations.push({ observedAtMs, ...step.deviation });
    if (!step.thin) continue;
    await tx.trips.advance(orderId, { state, points, thin: true });
    points = [];
  }
  if (state !== before) await tx.trips.advance(orderId, { state, points, thin: false });
  return deviations;
}
