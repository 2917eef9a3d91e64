import type { Candidate, Policy } from '#libs/matcher';
import type { DriverState } from '../model/driver.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Decline } from '../ports/declines.js';
import type { Pair } from '../ports/pairs.js';
import type { DrivenTrip } from '../ports/trips.js';
import { aboardFacts } from './aboard.js';
import { chinaMidnightMs, drivenToday } from './driven.js';
import { whereIs } from './later-facts.js';
import { declineFacts, pairFacts } from './pair-facts.js';

type Placed = { readonly driver: DriverState; readonly place: Candidate['place'] };
type At = { readonly order: Order; readonly policy: Policy; readonly nowMs: number };

export type RefusalFacts = Partial<
  Pick<Candidate, 'blocked' | 'familiar' | 'declined' | 'aboard' | 'driving' | 'freeLoad'>
>;

/** What is known beside the drivers themselves, by driver. */
type Known = {
  readonly pairs: ReadonlyMap<string, readonly Pair[]>;
  readonly declines: ReadonlyMap<string, Decline>;
  readonly trips: ReadonlyMap<string, readonly DrivenTrip[]>;
  /** What the trucks hold, by order. */
  readonly held: ReadonlyMap<string, Order>;
};

/**
 * What refusals look at besides the driver himself, for all candidates of one decision: in queries
 * whose number does not depend on theirs, and only what the order's policy has a rule for.
 */
export async function refusalFacts(
  tx: Tx,
  at: At,
  placed: readonly Placed[],
): Promise<(driverId: string) => RefusalFacts> {
  const { order, policy } = at;
  const drivers = placed.map(({ driver }) => driver);
  const driverIds = drivers.map(({ driverId }) => driverId);
  const declines = policy.asking === undefined ? [] : await tx.declines.ofOrder(order.orderId);
  const known: Known = {
    pairs: groupedBy(
      await tx.pairs.withShipper(order.shipperId, driverIds),
      ({ driverId }) => driverId,
    ),
    declines: new Map(declines.map((decline) => [decline.driverId, decline])),
    trips: await tripsOf(tx, driverIds, at),
    held: await heldBy(tx, drivers, at),
  };
  const facts = new Map(placed.map((each) => [each.driver.driverId, factsFor(each, at, known)]));
  return (driverId) => facts.get(driverId) ?? {};
}

function factsFor({ driver, place }: Placed, at: At, known: Known): RefusalFacts {
  const { driverId, crew } = driver;
  const { order, policy } = at;
  const driving = drivenToday(known.trips.get(driverId) ?? [], crew.size, at);
  return Object.assign(
    pairFacts(known.pairs.get(driverId) ?? [], policy),
    declineFacts(known.declines.get(driverId), order, at),
    ridesWithOthers(at) ? aboardFacts(driver, whereIs(driver, place), order, known.held) : {},
    driving === null ? {} : { driving },
  );
}

const ridesWithOthers = ({ order, policy }: At): boolean =>
  order.shared === true && policy.partLoads !== undefined;

async function tripsOf(
  tx: Tx,
  driverIds: readonly string[],
  { policy, nowMs }: Pick<At, 'policy' | 'nowMs'>,
): Promise<Known['trips']> {
  if (policy.drivingTime === undefined) return new Map();
  const trips = await tx.trips.drivenSince(driverIds, chinaMidnightMs(nowMs));
  return groupedBy(trips, ({ driverId }) => driverId);
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

/** Only where it matters: an order that wants the truck alone is refused by their number. */
async function heldBy(tx: Tx, drivers: readonly DriverState[], at: At): Promise<Known['held']> {
  const orderIds = ridesWithOthers(at) ? drivers.flatMap(({ holding = [] }) => holding) : [];
  const orders = orderIds.length === 0 ? [] : await tx.orders.byIds(orderIds);
  return new Map(orders.map((order) => [order.orderId, order]));
}

/** The same of one driver for many orders, as his own list asks for it. */
export async function ownRefusalFacts(
  tx: Tx,
  driver: DriverState,
  at: Pick<At, 'policy' | 'nowMs'>,
): Promise<(placed: Placed, at: At) => RefusalFacts> {
  const { driverId, holding = [] } = driver;
  const pairs = groupedBy(await tx.pairs.withDriver(driverId), ({ shipperId }) => shipperId);
  const declines = await tx.declines.ofDriver(driverId);
  const declined = new Map(declines.map((decline) => [decline.orderId, decline]));
  const trips = await tripsOf(tx, [driverId], at);
  const held = new Map(
    (holding.length === 0 ? [] : await tx.orders.byIds(holding)).map((order) => [
      order.orderId,
      order,
    ]),
  );
  return (placed, { order, ...rest }) => {
    const decline = declined.get(order.orderId);
    return factsFor(
      placed,
      { order, ...rest },
      {
        pairs: new Map([[driverId, pairs.get(order.shipperId) ?? []]]),
        declines: new Map(decline === undefined ? [] : [[driverId, decline]]),
        trips,
        held,
      },
    );
  };
}
