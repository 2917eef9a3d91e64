import type { Circumstances } from '../circumstances.js';
import type { AboardFacts, Candidate, OrderFacts } from '../domain.js';
import { drive, insertions, type Driving, type Leg, type Ramp } from './way.js';

/** The best that one more order can ride along with what is aboard. */
export type RideAlong = {
  /** At the ramp that is missed most, beyond what would be late anyhow; 0 when all is met. */
  readonly lateSeconds: number;
  /** What is aboard is driven so much farther. */
  readonly detourMeters: number;
  /** From the truck to this order's loading place, by way of the ramps before it. */
  readonly pickupMeters: number;
  readonly arrivalMs: number;
};

/**
 * The order in which a truck goes to all its ramps, worked out and not asked: what is aboard is put
 * in by the order of the claims, each where it makes the way shortest and nothing late, and this
 * order last. Null where nothing is aboard. First by lateness, then by detour, then by the whole
 * way; of equal ways the first tried, which is the one that comes to this order soonest.
 */
export function rideAlong(
  { aboard, place }: Candidate,
  order: OrderFacts,
  { nowMs, policy }: Circumstances,
): RideAlong | null {
  if (aboard === undefined || aboard.orders.length === 0 || policy.partLoads === undefined) {
    return null;
  }
  const { ramps, own } = rampsOf(aboard, order);
  const [loading] = own;
  const driving: Driving = {
    leg: legOf(aboard, loading.at, place.pickupMeters),
    nowMs,
    stopSeconds: policy.partLoads.stopSeconds,
    travel: policy.travel,
  };
  const before = wayAlone(ramps, driving);
  const lateAnyhow = new Map<Ramp, number>();
  const isLate = (way: readonly Ramp[], by: Driving): void => {
    const { lateSeconds } = drive(way, by);
    way.forEach((ramp, index) => lateAnyhow.set(ramp, lateSeconds[index] ?? 0));
  };
  isLate(before, driving);
  // This order by a truck that stands at its door: being nearer then never makes it stricter.
  isLate(own, { ...driving, leg: legOf(aboard, loading.at, 0) });
  const aloneMeters = drive(before, driving).meters.at(-1) ?? 0;
  const last = before.at(-1);
  let best: Way | null = null;
  for (const way of insertions(before, own)) {
    const { meters, arrivalMs, lateSeconds } = drive(way, driving);
    const found = {
      lateSeconds: Math.max(
        ...way.map((ramp, at) => (lateSeconds[at] ?? 0) - (lateAnyhow.get(ramp) ?? 0)),
        0,
      ),
      detourMeters: Math.max(
        0,
        (meters[way.findIndex((ramp) => ramp === last)] ?? 0) - aloneMeters,
      ),
      pickupMeters: meters[way.indexOf(loading)] ?? 0,
      arrivalMs: arrivalMs[way.indexOf(loading)] ?? nowMs,
      meters: meters.at(-1) ?? 0,
    };
    if (best === null || isBetter(found, best)) best = found;
  }
  if (best === null) return null;
  const { meters, ...rest } = best;
  return rest;
}

type Way = RideAlong & { readonly meters: number };
const isBetter = (a: Way, b: Way): boolean =>
  a.lateSeconds !== b.lateSeconds
    ? a.lateSeconds < b.lateSeconds
    : a.detourMeters !== b.detourMeters
      ? a.detourMeters < b.detourMeters
      : a.meters < b.meters;

/** As it would be driven without this order. */
function wayAlone(orders: readonly (readonly Ramp[])[], driving: Driving): readonly Ramp[] {
  let way: readonly Ramp[] = [];
  for (const ramps of orders) {
    let [best, least, shortest] = [way, Infinity, Infinity];
    for (const tried of insertions(way, ramps)) {
      const { meters, lateSeconds } = drive(tried, driving);
      const late = Math.max(...lateSeconds);
      const whole = meters.at(-1) ?? 0;
      if (late < least || (late === least && whole < shortest)) {
        [best, least, shortest] = [tried, late, whole];
      }
    }
    way = best;
  }
  return way;
}

/** Rows of the table: the truck, then each order's ramps in turn, then this order's. */
function rampsOf(
  { orders }: AboardFacts,
  { loadingWindow, unloadingWindow }: OrderFacts,
): { readonly ramps: readonly (readonly Ramp[])[]; readonly own: readonly [Ramp, Ramp] } {
  let at = 0;
  const next = (window: Ramp['window']): Ramp => ({ at: ++at, window });
  const ramps = orders.map(({ loading, unloading }) =>
    loading === null ? [next(unloading)] : [next(loading), next(unloading)],
  );
  return { ramps, own: [next(loadingWindow), next(unloadingWindow ?? OPEN)] };
}
const OPEN = { fromMs: 0, untilMs: Number.MAX_SAFE_INTEGER };

/**
 * Half a table, since a way is as long there as back. What is nearer for loading is nearer here.
 */
const legOf =
  ({ meters }: AboardFacts, loadingAt: number, pickupMeters: number): Leg =>
  (from, to) => {
    if (from === 0 && to === loadingAt) return pickupMeters;
    return meters[Math.max(from, to) - 1]?.[Math.min(from, to)] ?? 0;
  };
