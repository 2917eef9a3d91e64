import type { BodyType, CargoKind, Load, Mode, Qualification, Window } from '#libs/matcher';
import { seedHash } from '#libs/explanations';
import type { Caller } from '../caller.js';
import { event } from '../event.js';
import type { Confirmation, Handling, Order, Stop } from '../model/order.js';
import { cityOf, toWgs84, type GivenPosition } from '../place.js';
import type { PolicyShelf } from '../matching/policy-shelf.js';
import { policyForOrder } from '../policies/policy-for-order.js';
import type { Clock, Entropy } from '../ports/clock.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { collectUntilMs, expiresAtMs, firstStep } from './steps.js';

export type NewStop = {
  readonly position: GivenPosition;
  readonly cityCode: string | null;
  readonly window: Window;
};

export type NewOrder = {
  readonly loading: NewStop;
  readonly unloading: NewStop;
  readonly load: Load;
  readonly bodyTypes: readonly BodyType[];
  readonly minLengthMillimeters: number;
  readonly cargoKind: CargoKind;
  readonly handling: Handling;
  readonly qualifications: readonly Qualification[];
  readonly valueFen: number;
  readonly freightFen: number;
  readonly depositFen: number;
  readonly mode: Mode;
  readonly confirmation: Confirmation;
  /** It may ride with others; the whole truck when left out. */
  readonly sharing?: 'exclusive' | 'shared';
};

/** Stores the order, its first step and its event; the matcher wakes up to it at once. */
export async function postOrder(
  tx: Tx,
  { clock, entropy, policies }: { clock: Clock; entropy: Entropy; policies: PolicyShelf },
  caller: Caller,
  input: NewOrder,
): Promise<Order> {
  const nowMs = clock.nowMs();
  checkWindows(input, nowMs);
  if (input.confirmation === 'by_deposit' && input.depositFen === 0) {
    throw new Rejection('validation_failed', 'No deposit can confirm this order.', [
      {
        path: '/depositFen',
        code: 'minimum',
        message: 'expected at least 1 with by_deposit, got 0',
      },
    ]);
  }
  const loading = stop(input.loading, '/loading/cityCode');
  const orderId = entropy.newId();
  const followed = await policyForOrder(tx, policies, { orderId, loading, nowMs });
  const tieSeed = entropy.newSeed();
  const order: Order = {
    orderId,
    version: 1,
    status: 'open',
    shipperId: caller.subject,
    loading,
    unloading: stop(input.unloading, '/unloading/cityCode'),
    load: input.load,
    bodyTypes: input.bodyTypes,
    minLengthMillimeters: input.minLengthMillimeters,
    cargoKind: input.cargoKind,
    handling: input.handling,
    qualifications: input.qualifications,
    valueFen: input.valueFen,
    freightFen: input.freightFen,
    depositFen: input.depositFen,
    mode: input.mode,
    ...(input.sharing === 'shared' ? { shared: true } : {}),
    confirmation: input.confirmation,
    documents: {},
    policyHash: followed.hash,
    round: 1,
    collectUntilMs: collectUntilMs(
      { mode: input.mode, postedAtMs: nowMs, loading },
      followed.policy,
      nowMs,
    ),
    tieSeed,
    tieSeedHash: seedHash(tieSeed),
    postedAtMs: nowMs,
    expiresAtMs: expiresAtMs(nowMs, input.loading.window, followed.policy),
    updatedAtMs: nowMs,
    releases: 0,
    driverId: null,
    awardedBy: null,
    loadingStartedAtMs: null,
    closedBecause: null,
  };
  await tx.orders.insert(order);
  if (followed.draw !== null) await tx.rollouts.drawn(followed.draw);
  await tx.wakeUps.set(order.orderId, firstStep(order, followed.policy, nowMs));
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'order.posted', order.orderId, {
      orderId: order.orderId,
      version: order.version,
      fromCityCode: order.loading.cityCode,
      toCityCode: order.unloading.cityCode,
      mode: order.mode,
      policyHash: order.policyHash,
      tieSeedHash: order.tieSeedHash,
    }),
  ]);
  return order;
}

function stop({ position, cityCode, window }: NewStop, cityPath: string): Stop {
  const at = toWgs84(position);
  const { lat, lng, coordinateSystem } = position;
  return {
    ...at,
    given: { lat, lng, coordinateSystem },
    cityCode: cityOf(at, cityCode, cityPath),
    window,
  };
}

export function checkWindows(
  { loading, unloading }: { loading: { window: Window }; unloading: { window: Window } },
  nowMs: number,
): void {
  const errors = [
    ...(loading.window.untilMs <= loading.window.fromMs
      ? [{ path: '/loading/window/until', code: 'window', message: 'expected a time after from' }]
      : []),
    ...(unloading.window.untilMs <= unloading.window.fromMs
      ? [{ path: '/unloading/window/until', code: 'window', message: 'expected a time after from' }]
      : []),
    ...(loading.window.untilMs <= nowMs
      ? [{ path: '/loading/window/until', code: 'past', message: 'expected a time to come' }]
      : []),
    ...(unloading.window.untilMs < loading.window.fromMs
      ? [
          {
            path: '/unloading/window/until',
            code: 'window',
            message: 'expected a time after loading begins',
          },
        ]
      : []),
  ];
  if (errors.length > 0)
    throw new Rejection('validation_failed', 'The time windows do not hold.', errors);
}
