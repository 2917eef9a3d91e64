import { retire } from '#libs/rights';
import { replay } from '#libs/explanations';
import { defaultPolicy } from '#libs/matcher';
import { aDriver, anOrder, stored } from '../../libs/dispatch/src/ports/samples.contract.js';
import { candidate, NOW_MS, order, recorded, world } from '../../libs/explanations/test/sample.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

const DAY_MS = 86_400_000;
let postgres: OpenDatabase;
let nowMs = NOW_MS;
const clock = { nowMs: (): number => nowMs };

beforeAll(async () => {
  postgres = await openDatabase();
});
beforeEach(async () => {
  await postgres.empty();
  nowMs = NOW_MS;
});
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

const retired = async (days: number): Promise<Readonly<Record<string, number>>> => {
  nowMs = NOW_MS + days * DAY_MS;
  return (await retire(postgres.database, { clock })).retired;
};

const hold = (orderId: string): Promise<void> =>
  postgres.database.transact((tx) =>
    tx.holds.place([
      { requestId: 'r1', driverId: 'ann', orderId, decisionId: null, placedAtMs: NOW_MS },
    ]),
  );

/** An order with one decision on two drivers, taken at the start. */
async function decided(): Promise<string> {
  const { database } = postgres;
  await stored(database, { orders: [anOrder('o1')], drivers: [aDriver('ann'), aDriver('bo')] });
  const record = recorded(
    { ...order(), orderId: 'o1' },
    world([candidate('ann'), candidate('bo')]),
  );
  await database.transact((tx) => tx.ledger.record({ ...record, orderId: 'o1' }));
  return record.decisionId;
}

const rowsOf = (decisionId: string) => postgres.database.read.ledger.driverRows(decisionId);

describe('[R6] what has served its time', () => {
  it('losers’ facts become bands after 180 days, the winner’s stay, the tree stays whole', async () => {
    const decisionId = await decided();
    const before = await rowsOf(decisionId);
    const trees = () =>
      postgres.test.query('SELECT position, commitment FROM decision_drivers ORDER BY position');
    const tree = await trees();
    expect((await retired(180))['exact_facts']).toBe(0);
    expect((await retired(180.1))['exact_facts']).toBe(1);
    expect((await retired(181))['exact_facts']).toBe(0);
    const after = await rowsOf(decisionId);
    const of = (rows: typeof after, role: string) => rows.find((row) => row.role === role);
    expect(of(after, 'WON')).toEqual(of(before, 'WON'));
    const loser = of(after, 'LOST');
    expect([loser?.reduced, loser?.total]).toEqual([true, of(before, 'LOST')?.total]);
    expect(loser?.candidate?.place.cell).toBeNull();
    expect(await trees()).toEqual(tree);
    const decision = await postgres.database.read.ledger.decision(decisionId);
    if (decision === null) throw new Error('it is kept for years');
    expect(replay({ ...decision, drivers: after }, defaultPolicy).verdict).toBe('ERASED');
  });

  it('an open request freezes them, and lets go when it is closed', async () => {
    await decided();
    await hold('o1');
    expect((await retired(200))['exact_facts']).toBe(0);
    await postgres.database.transact((tx) => tx.holds.lift('r1', nowMs));
    expect((await retired(200))['exact_facts']).toBe(1);
  });

  it('an order goes three years after its end with all that hangs on it, leaves of the log apart', async () => {
    await decided();
    await postgres.test.query(`UPDATE orders SET status = 'expired', updated_at_ms = $1`, [NOW_MS]);
    expect((await retired(3 * 365))['orders']).toBe(0);
    await hold('o1');
    expect((await retired(3 * 365 + 2))['orders']).toBe(0);
    await postgres.database.transact((tx) => tx.holds.lift('r1', nowMs));
    expect((await retired(3 * 365 + 2))['orders']).toBe(1);
    const [left] = await postgres.test.query<{ decisions: number; rows: number; leaves: number }>(
      `SELECT (SELECT count(*)::int FROM decisions) AS decisions,
         (SELECT count(*)::int FROM decision_drivers) AS rows,
         (SELECT count(*)::int FROM log_leaves) AS leaves`,
    );
    expect(left).toEqual({ decisions: 0, rows: 0, leaves: 1 });
  });

  it('states go after thirty days, but for the one that was in force then', async () => {
    await stored(postgres.database, { drivers: [aDriver('ann')] });
    for (const [day, duty] of [
      [0, true],
      [10, false],
      [20, true],
      [50, false],
    ] as const) {
      await postgres.test.query(
        `INSERT INTO driver_states (driver_id, from_ms, on_duty, location_consent, city_code, place_source)
         VALUES ('ann', $1, $2, false, '3301', 'city')`,
        [NOW_MS + day * DAY_MS, duty],
      );
    }
    await postgres.database.transact((tx) =>
      tx.holds.place([
        { requestId: 'r2', driverId: 'ann', orderId: null, decisionId: null, placedAtMs: NOW_MS },
      ]),
    );
    expect((await retired(45))['states']).toBe(0);
    await postgres.database.transact((tx) => tx.holds.lift('r2', nowMs));
    expect((await retired(45))['states']).toBe(1);
    const at = await postgres.database.read.drivers.stateAt('ann', NOW_MS + 15 * DAY_MS);
    expect(at?.onDuty).toBe(false);
  });

  it('what the law no longer keeps of the erased goes on its day, and violations on theirs', async () => {
    await stored(postgres.database, { drivers: [aDriver('ann')] });
    await postgres.test.query(
      `INSERT INTO restricted_records (record_id, erasure_id, kind, retain_until_ms,
         authority_key_id, sealed, created_at_ms)
       VALUES ('x', 'e', 'transaction', $1, 'k', '\\x00', 0)`,
      [NOW_MS + 10 * DAY_MS],
    );
    await postgres.test.query(
      `INSERT INTO violations (violation_id, driver_id, kind, evidence, recorded_by, recorded_at_ms,
         review_at_ms, expires_at_ms, state)
       VALUES ('v', 'ann', 'no_show', 'e', 's', 0, 0, $1, 'upheld')`,
      [NOW_MS + 20 * DAY_MS],
    );
    expect(await retired(9)).toMatchObject({ restricted: 0, violations: 0 });
    expect(await retired(10)).toMatchObject({ restricted: 1, violations: 0 });
    expect(await retired(20)).toMatchObject({ restricted: 0, violations: 1 });
  });
});
