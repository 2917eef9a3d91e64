import { checkInvariants } from '#libs/postgres';
import { policyHash } from '#libs/explanations';
import { defaultPolicy } from '#libs/matcher';
import {
  aDriver,
  anOrder,
  aRankedRow,
  aRecord,
  START_MS,
  stored,
} from '../../libs/dispatch/src/ports/samples.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

const hash = policyHash(defaultPolicy);

let postgres: OpenDatabase;

beforeEach(async () => {
  postgres = await openDatabase();
  const { database } = postgres;
  await stored(database, {
    orders: [order('o1'), order('o2')],
    drivers: [aDriver('d1'), aDriver('d2')],
  });
  await database.transact(async (tx) => {
    await tx.policies.put(defaultPolicy, hash, START_MS);
    for (const orderId of ['o1', 'o2']) {
      await tx.wakeUps.set(orderId, { kind: 'recommend', dueAtMs: START_MS });
    }
    const decisionId = 'award-1';
    const claim = { orderId: 'o1', driverId: 'd1', driverVersion: 1, decisionId, atMs: START_MS };
    expect(await tx.ledger.claim(claim)).toBe(true);
    const drivers = [aRankedRow('d1'), aRankedRow('d2', { role: 'LOST', rank: 2 })];
    await tx.ledger.record(aRecord(decisionId, 'o1', { drivers, policyHash: hash }));
    await tx.orders.update({
      ...order('o1'),
      version: 2,
      status: 'confirmed',
      driverId: 'd1',
      awardedBy: decisionId,
    });
  });
});
afterEach(() => postgres.close());
afterAll(dropTemplate);

const offered = (offerId: string, orderId: string): string =>
  `INSERT INTO order_offers (offer_id, order_id, round, batch, order_version, driver_id,
       decision_id, rank, offered_at_ms, visible_from_ms, expires_at_ms)
     SELECT '${offerId}', order_id, round, 1, version, 'd2', 'award-1', 1, 1, 1, 2 FROM orders
     WHERE order_id = '${orderId}';`;

/** Each breaks its own invariant and no other. */
const PLANTS: readonly (readonly [name: string, sql: string])[] = [
  ['open_orders_without_wake_up', `DELETE FROM wake_ups WHERE order_id = 'o2'`],
  ['orders_without_next_step', `DELETE FROM wake_ups WHERE order_id = 'o1'`],
  ['open_offers_of_closed_orders', offered('f1', 'o1')],
  [
    'drivers_offered_an_order_twice',
    `DROP INDEX order_offers_one_open; ${offered('f1', 'o2')} ${offered('f2', 'o2')}`,
  ],
  [
    'trucks_with_two_orders',
    `DROP INDEX assignments_one_order_a_truck;
       INSERT INTO assignments (order_id, driver_id, decision_id, claimed_at_ms)
       SELECT 'o3', driver_id, decision_id, claimed_at_ms FROM assignments;
       ALTER TABLE drivers DROP CONSTRAINT one_order_a_truck;
       UPDATE drivers SET active_orders = 2, holding = holding || ARRAY['o3'] WHERE active_orders = 1`,
  ],
  [
    'orders_with_two_trucks',
    `DROP INDEX assignments_one_truck_an_order;
       INSERT INTO assignments (order_id, driver_id, decision_id, claimed_at_ms)
       SELECT order_id, 'd9', decision_id, claimed_at_ms FROM assignments`,
  ],
  [
    'trucks_with_more_than_they_may_carry',
    `UPDATE orders SET load_kilograms = 18001 WHERE order_id = 'o1'`,
  ],
  [
    'trucks_with_a_wrong_slot',
    `UPDATE drivers SET active_orders = 1, holding = '{o2}' WHERE driver_id = 'd2'`,
  ],
  [
    'carried_orders_without_assignment',
    `UPDATE assignments SET released_at_ms = 1, cause = 'finished';
       UPDATE drivers SET active_orders = 0, holding = '{}'`,
  ],
  ['open_orders_with_assignment', `UPDATE orders SET status = 'cancelled' WHERE order_id = 'o1'`],
  ['awards_without_decision', `UPDATE decisions SET order_id = 'o2'`],
  [
    'winners_without_record',
    `UPDATE decision_rows SET driver_ids = array_replace(driver_ids, 'd1', 'd9')`,
  ],
  [
    'totals_that_are_no_sum',
    `ALTER TABLE decision_rows DROP CONSTRAINT total_is_the_sum_of_its_parts;
       UPDATE decision_rows SET totals[array_position(driver_ids, 'd2')] = 1`,
  ],
  [
    'tracks_without_consent',
    `INSERT INTO trips (order_id, driver_id, policy_hash, from_lat, from_lng, to_lat, to_lng,
         started_at_ms, points, sealed_state)
       VALUES ('o1', 'd1', 'p', 0, 0, 0, 0, 1, 1, 'sealed');
     UPDATE drivers SET consent_trip_track = NULL WHERE driver_id = 'd1'`,
  ],
  [
    'approvals_by_oneself',
    `ALTER TABLE access_requests DROP CONSTRAINT nobody_approves_himself;
     INSERT INTO access_requests (access_id, driver_id, what, reason, hours, asked_by, asked_role,
         asked_at_ms, state, decided_by, decided_role, decided_at_ms, until_ms)
       VALUES ('a1', 'd1', '{record}', '', 1, 'r', 'reviewer', 1, 'approved', 'r', 'reviewer', 1, 2)`,
  ],
  ['decided_without_policy', `DELETE FROM policies`],
  [
    'open_requests_without_hold',
    `INSERT INTO requests (request_id, driver_id, kind, filed_by, filed_role, state,
         received_at_ms, verified_at_ms, received_on, strict_due_on, legal_due_on,
         strict_due_at_ms, legal_due_at_ms, provisional, calendar_version)
       VALUES ('r1', 'd1', 'objection', 'd1', 'driver', 'open', 1, 1, '', '', '', 1, 1, false, '');
     INSERT INTO reviews (request_id, driver_id, rule, opened_at_ms, due_at_ms, state)
       VALUES ('r1', 'd1', 'ranking', 1, 1, 'waiting')`,
  ],
  [
    'open_requests_without_desk',
    `INSERT INTO requests (request_id, driver_id, kind, filed_by, filed_role, state,
         received_at_ms, verified_at_ms, received_on, strict_due_on, legal_due_on,
         strict_due_at_ms, legal_due_at_ms, provisional, calendar_version)
       VALUES ('r1', 'd1', 'objection', 'd1', 'driver', 'open', 1, 1, '', '', '', 1, 1, false, '');
     INSERT INTO evidence_holds (request_id, driver_id, placed_at_ms) VALUES ('r1', 'd1', 1)`,
  ],
  [
    'overturned_without_record',
    `INSERT INTO reviews (request_id, driver_id, decision_id, rule, opened_at_ms, due_at_ms, state,
         taken_by, taken_at_ms, decided_at_ms, outcome, spent_ms)
       VALUES ('r1', 'd2', 'award-1', 'ranking', 1, 1, 'decided', 'rev-1', 1, 1, 'overturned', 1)`,
  ],
  [
    'priority_used_in_no_award',
    `INSERT INTO compensations (compensation_id, driver_id, request_id, granted_at_ms,
         expires_at_ms, used_at_ms, used_in)
       VALUES ('c1', 'd1', 'r1', 1, 2, 1, 'nowhere')`,
  ],
  ['decisions_without_leaf', `DELETE FROM log_leaves`],
  ['leaves_waiting_too_long', `UPDATE log_leaves SET written_at_ms = 1`],
  [
    'log_with_gaps',
    `UPDATE log_leaves SET leaf_index = 1;
       INSERT INTO log_checkpoints (origin, size, note, vkey, signed_at_ms)
       VALUES ('log', 2, '', '', 1)`,
  ],
  ['leaves_beyond_the_checkpoint', `UPDATE log_leaves SET leaf_index = 0`],
];

const order = (orderId: string) => anOrder(orderId, { policyHash: hash });

const broken = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await checkInvariants(postgres.database))
      .filter(({ violations }) => violations > 0)
      .map(({ name, violations }) => [name, violations]),
  );

describe('the invariants', () => {
  it('hold where only the adapters have written', async () => {
    expect((await checkInvariants(postgres.database)).length).toBeGreaterThan(8);
    expect(await broken()).toEqual({});
  });

  it.each(PLANTS)('count a planted violation: %s', async (name, sabotage) => {
    // As a restored backup would: past the walls.
    await postgres.test.query(`SET session_replication_role = replica; ${sabotage}`);
    expect(await broken()).toEqual({ [name]: 1 });
  });

  it('have a planted violation each', async () => {
    const names = (await checkInvariants(postgres.database)).map(({ name }) => name);
    expect(PLANTS.map(([name]) => name).sort()).toEqual(names.sort());
  });
});
