import type { Database, Tx } from '#libs/dispatch';
import { DATABASE_CONTRACT } from '../../libs/dispatch/src/ports/database.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

/**
 * Databases with one flaw each. A rule that lets its twin pass proves nothing, and a twin that
 * breaks other rules besides would prove only that something is broken.
 */
type Twin = {
  readonly flaw: string;
  readonly part: string;
  readonly breaks: string;
  readonly sabotage?: string;
  readonly wrap?: (postgres: OpenDatabase) => Database;
};

/** The same object with a few methods of its own. */
const but = <T extends object>(original: T, own: Partial<T>): T =>
  Object.assign(Object.create(original) as T, own);

const eachTx = ({ database }: OpenDatabase, change: (tx: Tx) => Partial<Tx>): Database => ({
  read: but(database.read, change(database.read)),
  transact: (work) => database.transact((tx) => work(but(tx, change(tx)))),
});

const twins: readonly Twin[] = [
  {
    flaw: 'commits what was written before the work threw',
    part: 'transact',
    breaks: 'writes everything, or nothing when the work throws',
    wrap: ({ database }) => ({
      read: database.read,
      transact: async (work) => {
        const ended = await database.transact((tx) =>
          work(tx).then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          ),
        );
        if ('error' in ended) throw ended.error;
        return ended.value;
      },
    }),
  },
  {
    flaw: 'lets the last change win',
    part: 'orders',
    breaks: 'lets one of two changes of the same version through',
    wrap: (postgres) =>
      eachTx(postgres, ({ orders }) => ({
        orders: but(orders, {
          update: async (order) => {
            const now = await orders.byIdForUpdate(order.orderId);
            return orders.update({ ...order, version: (now?.version ?? 0) + 1 });
          },
        }),
      })),
  },
  {
    flaw: 'shows every shipper everything',
    part: 'orders',
    breaks: '[S2] shows each reader his own orders and no other',
    wrap: (postgres) =>
      eachTx(postgres, ({ orders }) => ({
        orders: but(orders, {
          seen: (orderId, sight) =>
            orders.seen(orderId, sight.as === 'shipper' ? { as: 'all' } : sight),
        }),
      })),
  },
  {
    flaw: 'asks for the consent first and stores the fix later',
    part: 'drivers',
    breaks: '[R4] does not let a late fix overtake a withdrawal',
    wrap: (postgres) =>
      eachTx(postgres, ({ drivers }) => ({
        drivers: but(drivers, {
          saveFixes: async (fixes, receivedAtMs) => {
            const ids = fixes.map(({ driverId }) => driverId);
            const agreed = new Set(
              (await drivers.byIds(ids))
                .filter(({ consents }) => consents.location !== null)
                .map(({ driverId }) => driverId),
            );
            const results = await drivers.saveFixes(fixes, receivedAtMs);
            for (const [index, result] of results.entries()) {
              const driverId = ids[index] ?? '';
              if (result !== 'no_consent' || !agreed.has(driverId)) continue;
              await postgres.test.query(
                `INSERT INTO driver_fixes (driver_id, lat, lng, given_lat, given_lng, given_system,
                   source, cell, observed_at_ms) VALUES ($1, 0, 0, 0, 0, 'wgs84', 'phone', '', 0)`,
                [driverId],
              );
              results[index] = 'stored';
            }
            return results;
          },
        }),
      })),
  },
  {
    flaw: 'answers a second grab with a new place at the end',
    part: 'grabs',
    breaks: 'answers a second grab with the first, unchanged',
    wrap: (postgres) =>
      eachTx(postgres, ({ grabs }) => ({
        grabs: but(grabs, {
          add: async (grab) => {
            const kept = await grabs.add(grab);
            return { ...kept, grab: { ...kept.grab, atMs: grab.atMs } };
          },
        }),
      })),
  },
  {
    flaw: 'claims whoever the driver has become',
    part: 'ledger',
    breaks: 'refuses a claim on a driver who changed since he was read',
    wrap: (postgres) =>
      eachTx(postgres, ({ ledger, drivers }) => ({
        ledger: but(ledger, {
          claim: async (claim) => {
            const driver = await drivers.byIdForUpdate(claim.driverId);
            return ledger.claim({ ...claim, driverVersion: driver?.version ?? 0 });
          },
        }),
      })),
  },
  {
    flaw: 'has no wall around a truck’s one slot',
    part: 'ledger',
    breaks: 'gives a truck to one of the orders that race for it',
    // A truck that forgets a load it has to itself, and no second wall behind it.
    sabotage: `DROP INDEX assignments_one_order_a_truck;
      ALTER TABLE drivers DROP CONSTRAINT one_order_a_truck;
      CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.holding := '{}'; NEW.held_litres := 0; NEW.held_kilograms := 0; RETURN NEW; END $$;
      CREATE TRIGGER forgets BEFORE UPDATE ON drivers FOR EACH ROW WHEN (NOT NEW.shares)
        EXECUTE FUNCTION forget()`,
  },
  {
    flaw: 'counts no load',
    part: 'ledger',
    breaks: 'never loads a truck with more than it carries, however many race',
    sabotage: `CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.held_vehicle_slots := 0; RETURN NEW; END $$;
      CREATE TRIGGER forgets BEFORE UPDATE ON drivers FOR EACH ROW EXECUTE FUNCTION forget()`,
  },
  {
    flaw: 'takes every order for a part load',
    part: 'ledger',
    breaks: 'has no order ride along that wants the truck alone, nor beside one',
    sabotage: `CREATE FUNCTION share() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.shared := true; RETURN NEW; END $$;
      CREATE TRIGGER shares BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION share()`,
  },
  {
    flaw: 'asks the truck, and not the decision, what it was judged beside',
    part: 'ledger',
    breaks: 'lets orders ride together that may, and no more than the truck carries',
    wrap: (postgres) =>
      eachTx(postgres, ({ ledger, drivers }) => ({
        ledger: but(ledger, {
          claim: async (claim) => {
            const aboard = (await drivers.byIdForUpdate(claim.driverId))?.holding ?? [];
            return ledger.claim({ ...claim, aboard });
          },
        }),
      })),
  },
  {
    flaw: 'has no wall around an order’s one truck',
    part: 'ledger',
    breaks: 'gives an order to one of the trucks that race for it',
    sabotage: 'DROP INDEX assignments_one_truck_an_order',
  },
  {
    flaw: 'believes any total',
    part: 'ledger',
    breaks: 'refuses a record whose total is not the sum of its parts',
    sabotage: 'ALTER TABLE decision_rows DROP CONSTRAINT total_is_the_sum_of_its_parts',
  },
  {
    flaw: 'lists what was decided within a week and no more',
    part: 'ledger',
    breaks: 'pages through years of them, with weeks in which nothing was decided',
    wrap: (postgres) =>
      eachTx(postgres, ({ ledger }) => ({
        ledger: but(ledger, {
          ofDriver: async (driverId, page) => {
            const found = await ledger.ofDriver(driverId, page);
            const newestMs = page.after?.decidedAtMs ?? found[0]?.decidedAtMs ?? 0;
            return found.filter(({ decidedAtMs }) => newestMs - decidedAtMs < 604_800_000);
          },
        }),
      })),
  },
  {
    flaw: 'records a decision whose claim did not hold',
    part: 'ledger',
    breaks: 'records with a claim that holds, and nothing with one that does not',
    wrap: (postgres) =>
      eachTx(postgres, ({ ledger }) => ({
        ledger: but(ledger, {
          claimRecorded: async (claim, record) => {
            const holds = await ledger.claim(claim);
            await ledger.record(record());
            return holds;
          },
        }),
      })),
  },
  {
    flaw: 'claims in one go and records when it can',
    part: 'ledger',
    breaks: 'keeps no claim whose record cannot be put together',
    wrap: (postgres) =>
      eachTx(postgres, ({ ledger }) => ({
        ledger: but(ledger, {
          claimRecorded: async (claim, record) => {
            if (!(await ledger.claim(claim))) return false;
            await Promise.resolve()
              .then(() => ledger.record(record()))
              .catch(() => undefined);
            return true;
          },
        }),
      })),
  },
  {
    flaw: 'lets a claim stand without its decision',
    part: 'ledger',
    breaks: 'keeps no claim without the decision it came from',
    sabotage: 'ALTER TABLE assignments DROP CONSTRAINT assignments_decision_id_fkey',
  },
  {
    flaw: 'has no wall around a driver’s one offer of an order',
    part: 'offers',
    breaks: 'asks a driver about an order once at a time, and again when he has answered',
    sabotage: 'DROP INDEX order_offers_one_open',
  },
  {
    flaw: 'counts a driver’s open offers without taking turns',
    part: 'offers',
    breaks: 'never has more open offers for a driver than it was told, whoever asks at once',
    wrap: (postgres) =>
      eachTx(postgres, ({ offers }) => ({
        offers: but(offers, {
          add: async (batch, openMax) => {
            const open = await offers.openCounts(
              batch.map(({ driverId }) => driverId),
              '',
            );
            await new Promise((resolve) => setTimeout(resolve, 300));
            const full = [...open.values()].some((count) => count >= (openMax ?? Infinity));
            return full ? false : offers.add(batch, null);
          },
        }),
      })),
  },
  {
    flaw: 'holds a second round of a market beside the first',
    part: 'rounds',
    breaks: 'holds one round of a market at a time, and others beside it',
    wrap: (postgres) =>
      eachTx(postgres, ({ rounds }) => ({
        rounds: but(rounds, {
          take: async (cityCode, limit) => (await rounds.take(cityCode, limit)) ?? [],
        }),
      })),
  },
  {
    flaw: 'starts a batch over one that runs',
    part: 'offers',
    breaks: 'makes the next batch due only where none is running',
    wrap: (postgres) =>
      eachTx(postgres, ({ wakeUps }) => ({
        wakeUps: but(wakeUps, {
          hurryOffers: async (orderIds, dueAtMs) => {
            for (const orderId of orderIds) await wakeUps.set(orderId, { kind: 'offer', dueAtMs });
          },
        }),
      })),
  },
  {
    flaw: 'waits for a dead taker for ever',
    part: 'wakeUps',
    breaks: 'replaces a taker that died once its lease is over, not before',
    wrap: (postgres) =>
      eachTx(postgres, ({ wakeUps }) => ({
        wakeUps: but(wakeUps, {
          take: (options) => wakeUps.take({ ...options, leaseMs: 10 * options.leaseMs }),
        }),
      })),
  },
  {
    flaw: 'puts back a step whoever has it now',
    part: 'wakeUps',
    breaks: 'puts a failed step back, unless it was replaced or taken over',
    wrap: (postgres) =>
      eachTx(postgres, ({ wakeUps }) => ({
        wakeUps: but(wakeUps, {
          postpone: ({ orderId, kind }, dueAtMs) => wakeUps.set(orderId, { kind, dueAtMs }),
        }),
      })),
  },
  {
    flaw: 'looks at the key and not at the body',
    part: 'idempotency',
    breaks: 'refuses a key that was used for another body',
    wrap: (postgres) =>
      eachTx(postgres, ({ idempotency }) => ({
        idempotency: but(idempotency, {
          take: (key) => idempotency.take({ ...key, fingerprint: 'any' }),
        }),
      })),
  },
  {
    flaw: 'counts an outcome whenever it is brought',
    part: 'outcomes',
    breaks: 'counts an outcome once, however often it is brought',
    wrap: (postgres) =>
      eachTx(postgres, ({ outcomes }) => ({
        outcomes: but(outcomes, {
          add: async (added) => {
            await outcomes.add(added);
            return added.length;
          },
        }),
      })),
  },
];

afterAll(dropTemplate);

describe('the contract of the database', () => {
  it.each(twins.map((twin) => [twin.flaw, twin] as const))(
    'catches one that %s, by that rule alone',
    async (_flaw, { part, breaks, sabotage, wrap }) => {
      const postgres = await openDatabase();
      try {
        if (sabotage !== undefined) await postgres.test.query(sabotage);
        const database = wrap === undefined ? postgres.database : wrap(postgres);
        const broken: string[] = [];
        for (const rule of DATABASE_CONTRACT[part] ?? []) {
          await postgres.empty();
          const opened = { database, close: () => Promise.resolve() };
          await rule.run(() => Promise.resolve(opened)).catch(() => broken.push(rule.name));
        }
        expect(broken).toEqual([breaks]);
      } finally {
        await postgres.close();
      }
    },
    30_000,
  );
});
