import type { Order, Tx } from '#libs/dispatch';
import type { Policy } from '#libs/matcher';
import { believing, claiming } from '../claiming.js';
import { but, eachTx, type TwinOf } from '../hand-play.js';

type Offer = NonNullable<Awaited<ReturnType<Tx['offers']['latestOf']>>>;

// Systems as they were complained of, each different from ours in one thing.

const believed = ({ ledger }: Tx): Partial<Tx> => ({
  ledger: but(ledger, believing(ledger)),
});

const lastWriterWins = (orders: Tx['orders']): Partial<Tx['orders']> => ({
  byIdForUpdate: (orderId) => orders.byId(orderId),
  update: async (order) => {
    const now = await orders.byIdForUpdate(order.orderId);
    return orders.update({ ...order, version: (now?.version ?? 0) + 1 });
  },
});

/** Reads the order, looks whether it is free, saves: no lock, no condition on what it saves. */
export const checksThenSaves: TwinOf = eachTx((tx) => ({
  orders: but(tx.orders, lastWriterWins(tx.orders)),
  ...believed(tx),
}));

/** Locks the order, and not the driver. */
export const locksOneSide: TwinOf = eachTx(believed);

/** Its table of drivers knows nothing of rides. */
export const ridesAreElsewhere: TwinOf = eachTx((tx) => {
  const idle = <Driver extends { activeOrders: number; holding?: unknown; held?: unknown }>(
    driver: Driver,
  ) => {
    const { holding: _, held: __, ...rest } = driver;
    return { ...rest, activeOrders: 0, freeSinceMs: 0 } as unknown as Driver;
  };
  return {
    drivers: but(tx.drivers, {
      byIds: async (ids) => (await tx.drivers.byIds(ids)).map(idle),
      changedSince: async (from, limit) => (await tx.drivers.changedSince(from, limit)).map(idle),
    }),
    ...believed(tx),
  };
});

/** A lock beside the database, with neither owner nor end, that a failed step leaves behind. */
export const leavesItsLock: TwinOf = (real) => {
  const locked = new Set<string>();
  return eachTx(({ ledger }) => ({
    ledger: but(
      ledger,
      claiming(ledger, async (claim) => {
        if (locked.has(claim.orderId)) return false;
        locked.add(claim.orderId);
        return ledger.claim(claim);
      }),
    ),
  }))(real);
};

/** Whoever gave it back is a driver like any other. */
export const forgetsWhoGaveBack: TwinOf = eachTx(({ grabs, declines }) => ({
  grabs: but(grabs, { gaveBack: async () => [], gaveBackBy: async () => new Map() }),
  declines: but(declines, { ofOrder: async () => [] }),
}));

/** Keeps whom it has asked by order, and not by round of it. */
export const asksOnceAnOrder: TwinOf = eachTx(({ offers }) => ({
  offers: but(offers, {
    ofRound: async (orderId, round) => {
      const rounds = Array.from({ length: round }, (_, at) => offers.ofRound(orderId, at + 1));
      return (await Promise.all(rounds)).flat();
    },
  }),
}));

/** Nothing happens when an award is not confirmed. */
export const forgetsToConfirm: TwinOf = eachTx(({ wakeUps }) => ({
  wakeUps: but(wakeUps, {
    set: (orderId, step) =>
      step.kind === 'confirm' ? wakeUps.clear(orderId) : wakeUps.set(orderId, step),
  }),
}));

/** A no is a no to the driver's next orders, too. */
export const sulks: TwinOf = eachTx(({ declines }) => ({
  declines: but(declines, {
    ofOrder: async (orderId) => {
      const both = await Promise.all(['best', 'next'].map((who) => declines.ofDriver(who)));
      return both.flatMap(([latest]) => (latest === undefined ? [] : [{ ...latest, orderId }]));
    },
  }),
}));

/** Who refused is on a list, whatever the order pays by now. */
export const looksAtNoTerms: TwinOf = eachTx(({ declines, orders }) => ({
  declines: but(declines, {
    ofOrder: async (orderId) => {
      const order = await orders.byId(orderId);
      const freightFen = order?.freightFen ?? 0;
      return (await declines.ofOrder(orderId)).map((each) => ({ ...each, freightFen }));
    },
  }),
}));

/** Goes on with the order as it was when it was first read, and so do its offers and its timer. */
export const worksFromACopy: TwinOf = (real) => {
  const copies = new Map<string, Order>();
  const copied = (now: Order | null): Order | null => {
    if (now === null) return null;
    if (now.status === 'open') copies.set(now.orderId, now);
    return now.status === 'cancelled' ? (copies.get(now.orderId) ?? now) : now;
  };
  return eachTx(({ orders, wakeUps, offers }) => ({
    orders: but(orders, {
      ...lastWriterWins(orders),
      byIdForUpdate: async (orderId) => copied(await orders.byIdForUpdate(orderId)),
    }),
    wakeUps: but(wakeUps, { clear: async () => undefined }),
    offers: but(offers, {
      close: async (offerIds, end) =>
        end.state === 'withdrawn' ? undefined : offers.close(offerIds, end),
    }),
  }))(real);
};

/** An order stays until somebody takes it away. */
export const keepsWhatIsStale: TwinOf = eachTx(({ orders, wakeUps }) => {
  const fresh = <Known extends Order | null>(order: Known): Known =>
    order && { ...order, expiresAtMs: Number.MAX_SAFE_INTEGER };
  return {
    orders: but(orders, {
      byId: async (orderId) => fresh(await orders.byId(orderId)),
      byIds: async (orderIds) => (await orders.byIds(orderIds)).map(fresh),
      byIdForUpdate: async (orderId) => fresh(await orders.byIdForUpdate(orderId)),
    }),
    wakeUps: but(wakeUps, {
      set: (orderId, step) =>
        step.kind === 'expire' ? wakeUps.clear(orderId) : wakeUps.set(orderId, step),
    }),
  };
});

/** Claims a driver as he is now, whatever he was when the round was worked out. */
export const claimsWhoeverHeIs: TwinOf = eachTx(({ ledger, drivers }) => ({
  ledger: but(
    ledger,
    claiming(ledger, async (claim) => {
      const driver = await drivers.byIdForUpdate(claim.driverId);
      return ledger.claim({ ...claim, driverVersion: driver?.version ?? 0 });
    }),
  ),
}));

/** All pairs of a round, or none. */
export const allOrNothing: TwinOf = eachTx(({ ledger }) => ({
  ledger: but(
    ledger,
    claiming(ledger, async (claim) => {
      if (await ledger.claim(claim)) return true;
      throw new Error('a pair of the round is stale');
    }),
  ),
}));

/** Tells of what was matched, and of nothing else. */
export const saysNothingOfTheRest: TwinOf = eachTx(({ ledger }) => ({
  ledger: but(ledger, {
    record: async (record) =>
      record.kind === 'round' && record.winner === null ? undefined : ledger.record(record),
  }),
}));

/** Holds a place for everyone who was ranked, asked or not. */
export const reservesForAll: TwinOf = eachTx(({ offers }) => ({
  offers: but(offers, {
    openCounts: async (driverIds, exceptOrderId) => {
      const known = await offers.openCounts(driverIds, exceptOrderId);
      return new Map(driverIds.map((driverId) => [driverId, known.size > 0 ? 1 : 0]));
    },
  }),
}));

/** The driver to whom an order is offered stands in it at once. */
export const showsWhoIsAsked: TwinOf = eachTx(({ offers, orders }) => ({
  offers: but(offers, {
    add: async (asked, openMax) => {
      const added = await offers.add(asked, openMax);
      const [first] = asked;
      const order = first === undefined ? null : await orders.byIdForUpdate(first.orderId);
      if (first !== undefined && order !== null) {
        await orders.update({ ...order, driverId: first.driverId, version: order.version + 1 });
      }
      return added;
    },
  }),
}));

/** Keeps nothing of those whom a rule shut out. */
export const dropsInSilence: TwinOf = eachTx(({ ledger }) => ({
  ledger: but(ledger, {
    record: async (record) => {
      const drivers = record.drivers.filter(({ role }) => role !== 'REFUSED');
      return ledger.record({ ...record, drivers } as typeof record);
    },
  }),
}));

/** Says of every order of a run what is true of some. */
export const saysDispatchedForAll: TwinOf = eachTx(({ outbox }) => ({
  outbox: but(outbox, {
    add: (events) =>
      outbox.add(
        events.map((event) =>
          event.type === 'decision.recorded' ? { ...event, type: 'order.awarded' } : event,
        ),
      ),
  }),
}));

/** Puts what it has given out into its next run again. */
export const givesOutAgain: TwinOf = eachTx((tx) => ({
  rounds: but(tx.rounds, {
    take: async (cityCode, limit) => {
      const market = await tx.rounds.take(cityCode, limit);
      const given = await tx.orders.byIdForUpdate('o1');
      if (market === null || given?.status !== 'confirmed') return market;
      await tx.ledger.release('o1', 'driver_cancelled', given.updatedAtMs);
      return [{ ...given, status: 'open', driverId: null, awardedBy: null }, ...market];
    },
  }),
}));

/** Takes any open offer of the driver's for one of this order. */
export const mixesUpOffers: TwinOf = (real) => {
  let mixedUp: Offer | null = null;
  return eachTx(({ offers, orders }) => ({
    offers: but(offers, {
      latestOf: async (orderId, who) => {
        const [open] = await offers.openOf(who, 0);
        const order = await orders.byId(orderId);
        if (open === undefined || order === null) return mixedUp;
        const { round, version: orderVersion } = order;
        return (mixedUp = { ...open, orderId, round, orderVersion });
      },
    }),
  }))(real);
};

/** A policy is a row that is written over, whoever was promised it. */
export const overwritesItsPolicy = (changed: Policy): TwinOf =>
  eachTx(({ policies }) => ({ policies: but(policies, { byHash: async () => changed }) }));

/** Decides alone, whatever a driver wished. */
export const asksNobody: TwinOf = eachTx(({ standings }) => ({
  standings: but(standings, { of: async () => new Map() }),
}));
