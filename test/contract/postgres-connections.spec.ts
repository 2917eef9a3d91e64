import { DatabaseFault, isUnavailable, openPostgres, type Postgres } from '#libs/postgres';
import { aDriver, anOrder, stored } from '../../libs/dispatch/src/ports/samples.contract.js';
import { gate } from '../../libs/dispatch/src/ports/rule.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';
import { StandingAddress } from '../support/standing-address.js';

let owner: OpenDatabase;
let postgres: Postgres;
const lost: Error[] = [];

beforeAll(async () => {
  owner = await openDatabase({ poolSize: 1 });
});
beforeEach(async () => {
  await owner.empty();
  lost.length = 0;
  postgres = await openPostgres({
    url: owner.test.url,
    poolSize: 4,
    applicationName: 'victim',
    onConnectionLost: (error) => lost.push(error),
  });
});
afterEach(async () => {
  await postgres.close();
});
afterAll(async () => {
  await owner.close();
  await dropTemplate();
});

const killAll = async (): Promise<number> => {
  const killed = await owner.test.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'victim'`,
  );
  return killed.length;
};

const faultOf = async (work: Promise<unknown>): Promise<DatabaseFault> => {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DatabaseFault);
  return error as DatabaseFault;
};

describe('connections', () => {
  it('may be killed while transactions use them: nothing is written, and the next one works', async () => {
    for (let round = 0; round < 5; round++) {
      const [inserted, killed] = [gate(), gate()];
      const work = postgres.database.transact(async (tx) => {
        await tx.orders.insert(anOrder(`o${round}`));
        inserted.open();
        await killed.opened;
        await tx.wakeUps.set(`o${round}`, { kind: 'recommend', dueAtMs: 1 });
      });
      await inserted.opened;
      expect(await killAll()).toBeGreaterThan(0);
      killed.open();
      expect(isUnavailable(await faultOf(work))).toBe(true);
      expect(await postgres.database.read.orders.byId(`o${round}`)).toBeNull();
      await postgres.database.transact((tx) => tx.orders.insert(anOrder(`after-${round}`)));
    }
    expect(lost.length).toBeGreaterThan(0);
  });

  it('may all be killed at once under load, again and again: the pool comes back whole', async () => {
    const failures: unknown[] = [];
    let answered = 0;
    let stopped = false;
    const load = Array.from({ length: 12 }, async () => {
      while (!stopped) {
        await postgres.database.read.stats.counts().then(
          () => (answered += 1),
          (error: unknown) => failures.push(error),
        );
      }
    });
    for (let round = 0; round < 20; round++) {
      await killAll();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    stopped = true;
    await Promise.all(load);
    expect(failures.filter((error) => !isUnavailable(error))).toEqual([]);
    expect(answered).toBeGreaterThan(0);
    const all = await Promise.all(Array.from({ length: 8 }, () => postgres.ping(2_000)));
    expect(all).toEqual(Array.from({ length: 8 }, () => null));
  }, 20_000);

  it('that ended in the middle of a transaction leave no lock behind', async () => {
    await stored(postgres.database, { orders: [anOrder('o1')] });
    const [locked, killed] = [gate(), gate()];
    const work = postgres.database.transact(async (tx) => {
      await tx.orders.byIdForUpdate('o1');
      locked.open();
      await killed.opened;
    });
    await locked.opened;
    await killAll();
    killed.open();
    await faultOf(work);
    const order = await postgres.database.transact((tx) => tx.orders.byIdForUpdate('o1'));
    expect(order?.orderId).toBe('o1');
  });

  it('that go silent in the middle of a statement end as a fault, and the next one works', async () => {
    const line = new StandingAddress();
    await line.leadTo(Number(new URL(owner.test.url).port));
    const behind = await openPostgres({
      url: line.of(owner.test.url),
      poolSize: 1,
      applicationName: 'behind-a-cable',
      answerTimeoutMs: 500,
    });
    try {
      const work = behind.database.transact(async (tx) => {
        await tx.orders.insert(anOrder('o-silent'));
        line.goSilent();
        await tx.wakeUps.set('o-silent', { kind: 'recommend', dueAtMs: 1 });
      });
      const startMs = performance.now();
      expect(isUnavailable(await faultOf(work))).toBe(true);
      expect(performance.now() - startMs).toBeLessThan(5_000);
      // On the pool's one place: a connection that was kept would be silent still.
      expect(await behind.database.read.orders.byId('o-silent')).toBeNull();
    } finally {
      await behind.close();
      await line.close();
    }
  });

  it('wait for locks and statements only so long, take one core, and say who they are', async () => {
    const { rows } = await postgres.database.sql<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name IN (
         'application_name', 'statement_timeout', 'lock_timeout',
         'idle_in_transaction_session_timeout', 'jit', 'max_parallel_workers_per_gather')
       ORDER BY name`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      application_name: 'victim',
      idle_in_transaction_session_timeout: '30000',
      jit: 'off',
      lock_timeout: '10000',
      max_parallel_workers_per_gather: '0',
      statement_timeout: '20000',
    });
  });

  it('bring whole numbers as numbers, and refuse one that would lose digits', async () => {
    const { rows } = await postgres.database.sql<{ n: number }>(
      'SELECT 9007199254740991::bigint AS n',
    );
    expect(rows).toEqual([{ n: Number.MAX_SAFE_INTEGER }]);
    const fault = await faultOf(postgres.database.sql('SELECT 9007199254740993::bigint AS n'));
    expect(fault.message).toMatch(/9007199254740993/);
    expect(isUnavailable(fault)).toBe(false);
  });

  it('tell whether the server answers, in time or not', async () => {
    expect(await postgres.ping(2_000)).toBeNull();
    const [busy, finish] = [gate(), gate()];
    const holders = Array.from({ length: 4 }, () =>
      postgres.database.transact(async (tx) => {
        await tx.orders.byId('o1');
        busy.open();
        await finish.opened;
      }),
    );
    await busy.opened;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await postgres.ping(50)).toBe('no answer within 50 ms');
    finish.open();
    await Promise.all(holders);
    expect(await postgres.ping(2_000)).toBeNull();
    expect(Math.abs((await postgres.nowMs()) - Date.now())).toBeLessThan(60_000);
  });

  it('to a server that is not there are refused at the start, as a fault that may pass', async () => {
    const nowhere = openPostgres({
      url: 'postgres://nobody@127.0.0.1:1/nothing',
      poolSize: 1,
      applicationName: 'lost',
    });
    expect(isUnavailable(await faultOf(nowhere))).toBe(true);
  });
});

describe('two transactions in each other’s way', () => {
  it('are both carried out: the one that was ended runs again from its start', async () => {
    await stored(postgres.database, { drivers: [aDriver('d1'), aDriver('d2')] });
    let runs = 0;
    const [first, second] = [gate(), gate()];
    const change = (ids: [string, string], mine: typeof first, other: typeof first) =>
      postgres.database.transact(async (tx) => {
        runs += 1;
        const one = await tx.drivers.byIdForUpdate(ids[0]);
        mine.open();
        await other.opened;
        const two = await tx.drivers.byIdForUpdate(ids[1]);
        for (const driver of [one, two]) {
          if (driver === null) throw new Error('not there');
          await tx.drivers.update({ ...driver, version: driver.version + 1 });
        }
      });
    await Promise.all([change(['d1', 'd2'], first, second), change(['d2', 'd1'], second, first)]);
    expect(runs).toBe(3);
    const after = await postgres.database.read.drivers.byIds(['d1', 'd2']);
    expect(after.map(({ version }) => version)).toEqual([3, 3]);
  }, 15_000);

  it('are given up after three tries, with nothing written', async () => {
    let runs = 0;
    const work = postgres.database.transact(async (tx) => {
      runs += 1;
      await tx.orders.insert(anOrder('o1'));
      throw new DatabaseFault('collided again', '40001', null);
    });
    expect((await faultOf(work)).sqlState).toBe('40001');
    expect(runs).toBe(3);
    expect(await postgres.database.read.orders.byId('o1')).toBeNull();
  });
});
