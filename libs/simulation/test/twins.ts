import type { Database, Order, Tx } from '#libs/dispatch';
import type { DecisionRecord } from '#libs/explanations';
import type { FaultCode, Twins } from '#libs/simulation';
import { believing } from './claiming.js';

/** What is planted, and how the simulation must notice: by one of these at least. */
export type Twin = {
  readonly name: string;
  readonly caughtAs: readonly FaultCode[];
  readonly twins: Twins;
};

/** A database of which some parts are not what they should be. */
const with_ =
  (broken: (tx: Tx) => Partial<Tx>) =>
  (database: Database): Database => ({
    read: database.read,
    transact: (work) => database.transact((tx) => work({ ...tx, ...broken(tx) })),
  });

/** The part with some of its methods replaced; the others go through. */
function replaced<Port extends object>(port: Port, methods: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const own = Reflect.get(methods, name) as unknown;
      if (own !== undefined) return own;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

const DAY_MS = 86_400_000;

const fromFarAway = (record: DecisionRecord): DecisionRecord => ({
  ...record,
  drivers: record.drivers.map((row) => ({
    ...row,
    candidate: row.candidate && {
      ...row.candidate,
      place: { ...row.candidate.place, pickupMeters: 90_000 },
    },
  })),
});

export const TWINS: readonly Twin[] = [
  {
    name: 'trucks are read as free, and a claim is believed without looking',
    caughtAs: ['truck_with_two_orders'],
    twins: {
      database: with_((tx) => ({
        drivers: replaced(tx.drivers, {
          byIds: async (ids) =>
            (await tx.drivers.byIds(ids)).map(({ holding: _, held: __, ...driver }) => ({
              ...driver,
              activeOrders: 0,
            })),
        }),
        ledger: replaced(tx.ledger, believing(tx.ledger)),
      })),
    },
  },
  {
    name: 'an award leaves the order open',
    caughtAs: ['awarded_twice'],
    twins: {
      database: with_((tx) => ({
        orders: replaced(tx.orders, {
          update: (order: Order) =>
            tx.orders.update(order.status === 'confirmed' ? { ...order, status: 'open' } : order),
        }),
        wakeUps: replaced(tx.wakeUps, {
          set: (orderId, { kind, dueAtMs }) =>
            kind === 'stalled'
              ? tx.wakeUps.set(orderId, { kind: 'award', dueAtMs: dueAtMs - DAY_MS })
              : tx.wakeUps.set(orderId, { kind, dueAtMs }),
        }),
        ledger: replaced(tx.ledger, believing(tx.ledger)),
      })),
    },
  },
  {
    name: 'an order’s time is never over',
    caughtAs: ['open_past_its_time', 'awarded_after_its_time'],
    twins: {
      database: with_((tx) => ({
        orders: replaced(tx.orders, {
          byIdForUpdate: async (orderId) => {
            const order = await tx.orders.byIdForUpdate(orderId);
            return order && { ...order, expiresAtMs: order.expiresAtMs + DAY_MS };
          },
          update: (order: Order) =>
            tx.orders.update({ ...order, expiresAtMs: order.expiresAtMs - DAY_MS }),
        }),
      })),
    },
  },
  {
    name: 'the wake-up that ends a window is lost',
    caughtAs: ['without_end'],
    twins: {
      database: with_((tx) => ({
        wakeUps: replaced(tx.wakeUps, {
          set: (orderId, step) =>
            step.kind === 'award' ? tx.wakeUps.clear(orderId) : tx.wakeUps.set(orderId, step),
        }),
      })),
    },
  },
  {
    name: 'a step is due again and again',
    caughtAs: ['time_stands_still'],
    twins: {
      database: with_((tx) => ({
        wakeUps: replaced(tx.wakeUps, {
          set: (orderId, step) =>
            tx.wakeUps.set(orderId, step.kind === 'recommend' ? { ...step, dueAtMs: 0 } : step),
        }),
      })),
    },
  },
  {
    name: 'what is recorded is not what was decided on',
    caughtAs: ['not_replayed'],
    twins: {
      database: with_((tx) => ({
        ledger: replaced(tx.ledger, {
          record: (record) => tx.ledger.record(fromFarAway(record)),
          claimRecorded: (claim, record) =>
            tx.ledger.claimRecorded(claim, () => fromFarAway(record())),
        }),
      })),
    },
  },
  {
    name: 'a truck stays taken when its load is delivered',
    caughtAs: ['use_case_failed'],
    twins: {
      database: with_((tx) => ({
        outcomes: replaced(tx.outcomes, {
          add: () => Promise.reject(new Error('no outcome is written')),
        }),
      })),
    },
  },
];
