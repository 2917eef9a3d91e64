import { setTimeout as delay } from 'node:timers/promises';
import type { AnswerOf, OrderStatus } from '#libs/contracts';
import { greatCircleMeters } from '#libs/fleet-index';
import { Refused, type Asker } from '../asking/asker.js';
import { inParallel } from '../asking/in-parallel.js';
import { driver, OPERATOR, PAYMENTS, shipper, type Ways } from './cast.js';
import type { PlannedDriver } from './fleet.js';

type Order = AnswerOf<'order.list'>['items'][number];

const AT_ONCE = 12;
const PAGE = 100;

const GRABBERS = 3;
const NEAR_METERS = 60_000;
const AWARDED_WITHIN_MS = 8_000;
const POLL_MS = 500;

/**
 * Orders that a killed run has posted and left alone. They are in the database and still open:
 * drivers nearby whose trucks will do grab them now, as they would have then.
 */
export async function adoptOpen(ways: Ways, fleet: readonly PlannedDriver[]): Promise<number> {
  const open = await listed(ways.http, 'open');
  await inParallel(open, Math.max(1, open.length), async (order) => {
    const { orderId } = order;
    for (const { driverId } of fitting(order, fleet).slice(0, GRABBERS)) {
      await ways.gateway.ask('order.grab', driver(driverId), { orderId }).catch(tooLate);
    }
    for (const untilMs = Date.now() + AWARDED_WITHIN_MS; Date.now() < untilMs;) {
      const { status } = await ways.http.ask('order.get', OPERATOR, { orderId });
      if (status === 'awarded') return confirm(ways, order).catch(tooLate);
      if (status !== 'open') return;
      await delay(POLL_MS);
    }
  });
  return open.length;
}

function fitting(order: Order, fleet: readonly PlannedDriver[]): PlannedDriver[] {
  const { load, bodyTypes, minLengthMillimeters, loading } = order;
  const meters = ({ at }: PlannedDriver): number => greatCircleMeters(at, loading.position);
  return fleet
    .filter(({ truck: { vehicle }, onDuty, placed }) => {
      const { body, lengthMillimeters, capacity } = vehicle;
      const roomy = capacity.kilograms >= load.kilograms && capacity.litres >= load.litres;
      const long = lengthMillimeters >= minLengthMillimeters;
      return onDuty && placed === 'position' && roomy && long && bodyTypes.includes(body);
    })
    .filter((each) => meters(each) <= NEAR_METERS)
    .sort((a, b) => meters(a) - meters(b));
}

/** What was left may end by itself, or its driver not be here yet, while we look. */
function tooLate(cause: unknown): void {
  if (!(cause instanceof Refused)) throw cause;
}

/**
 * What an earlier run has left: awards that wait for a word get it, and trucks under way deliver,
 * so that they are free again and their drivers' profiles know it. Open orders run out of time by
 * themselves.
 */
export async function finishEarlier(ways: Ways): Promise<number> {
  const awarded = await listed(ways.http, 'awarded');
  await inParallel(awarded, AT_ONCE, (order) => confirm(ways, order));
  const statuses = ['confirmed', 'loading', 'in_transit', 'delivered', 'received'] as const;
  const carried = (await Promise.all(statuses.map((each) => listed(ways.http, each)))).flat();
  await inParallel(carried, AT_ONCE, (order) => carryOut(ways.http, order));
  return awarded.length + carried.length;
}

async function confirm({ http, partner }: Ways, order: Order): Promise<void> {
  const { orderId, confirmation, depositFen } = order;
  if (confirmation === 'by_deposit') {
    const paid = { orderId, reference: `pay-${orderId}`, amountFen: Math.max(1, depositFen) };
    await partner.ask('order.deposit', PAYMENTS, paid);
  } else {
    await http.ask('order.confirm', shipper(order.shipperId), { orderId });
  }
}

/** Loaded, driven, delivered, received and rated, from wherever it stands. */
export async function carryOut(
  asker: Asker,
  order: Pick<Order, 'orderId' | 'status' | 'shipperId' | 'driverId'>,
): Promise<void> {
  const { orderId, status, driverId } = order;
  if (driverId === null) return;
  const [himself, owner] = [driver(driverId), shipper(order.shipperId)];
  const way = ['confirmed', 'loading', 'in_transit', 'delivered', 'received'];
  const passed = (step: string): boolean => way.indexOf(status) >= way.indexOf(step);
  for (const step of ['loading', 'in_transit', 'delivered'] as const) {
    if (!passed(step)) await asker.ask('order.progress', himself, { orderId, status: step });
  }
  if (!passed('received')) await asker.ask('order.receive', owner, { orderId });
  // One side rates; the other's word is recorded as a default when its time has passed (M15).
  await asker.ask('order.rate', owner, { orderId, stars: 5 }, `rate-${orderId}`);
  await asker.ask('order.rate', himself, { orderId, stars: 5 }, `rate-${orderId}`);
}

async function listed(asker: Asker, status: OrderStatus): Promise<Order[]> {
  const orders: Order[] = [];
  let cursor: string | null = null;
  do {
    const page: AnswerOf<'order.list'> = await asker.ask('order.list', OPERATOR, {
      status,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    orders.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return orders;
}
