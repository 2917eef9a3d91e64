import { canonicalJson } from '#libs/explanations';
import {
  aDriver,
  anOrder,
  aRankedRow,
  aRecord,
  aRefusedRow,
  stored,
} from '../../libs/dispatch/src/ports/samples.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

// All rows of a decision in one, as a database comes to have them that was begun before.

let postgres: OpenDatabase;

const rows = [aRankedRow('d1'), aRankedRow('d2', { role: 'LOST', rank: 2 }), aRefusedRow('d3')];
const COLUMNS = `decision_id, driver_id, decided_at_ms, role, rank, reason, total, weights, points,
  record, position, sealed, commitment, reduced_at_ms`;

beforeAll(async () => {
  postgres = await openDatabase();
  const drivers = ['d1', 'd2', 'd3'].map((driverId) => aDriver(driverId));
  await stored(postgres.database, { orders: [anOrder('o1')], drivers });
  await postgres.database.transact(async (tx) => {
    await tx.ledger.record(aRecord('peopled', 'o1', { drivers: rows }));
    await tx.ledger.record(aRecord('reversed', 'o1', { drivers: rows.toReversed() }));
    await tx.ledger.record(aRecord('refused', 'o1', { drivers: [aRefusedRow('d3')] }));
    await tx.ledger.record(aRecord('lonely', 'o1'));
    await tx.ledger.record(aRecord('unsealed', 'o1', { drivers: rows }));
  });
  await postgres.test.query(
    `UPDATE decision_rows SET reduced_at_ms = 7 WHERE decision_id = 'refused'`,
  );
});
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

const asShown = (): Promise<object[]> =>
  postgres.test.query(
    `SELECT ${COLUMNS} FROM decision_drivers ORDER BY decision_id, position, rank, driver_id`,
  );

/** The table as it was, with the rows that lie there now, one decision from before the sealing. */
async function backToRows(): Promise<void> {
  await postgres.test.query(
    `CREATE TABLE before AS SELECT ${COLUMNS} FROM decision_drivers;
     DROP VIEW decision_drivers; DROP TABLE decision_rows;
     DROP FUNCTION paidan_change_row, paidan_driver_weeks, paidan_rows_hold, paidan_totals_hold;
     ALTER TABLE before RENAME TO decision_drivers`,
  );
  for (const row of rows) {
    await postgres.test.query(
      `UPDATE decision_drivers SET record = $2, position = NULL, sealed = NULL, commitment = NULL
       WHERE decision_id = 'unsealed' AND driver_id = $1`,
      [row.driverId, canonicalJson(row)],
    );
  }
}

it('are brought into lists, and shown and read as they were', async () => {
  await backToRows();
  const before = await asShown();
  expect(before).toHaveLength(10);
  const { migrations } = postgres.dataSource;
  const first = migrations.findIndex(({ name }) => name === 'RowsOfADecision1795305600025');
  // This one, and what has been done to its table since.
  const steps = migrations.slice(first);
  expect(steps.map(({ name }) => name)).toContain('RowsLookedAtOnce1795478400027');
  const runner = postgres.dataSource.createQueryRunner();
  try {
    for (const step of steps) await step.up(runner);
  } finally {
    await runner.release();
  }
  expect(await asShown()).toEqual(before);
  const { ledger } = postgres.database.read;
  for (const decisionId of ['peopled', 'reversed', 'unsealed']) {
    expect(await ledger.driverRows(decisionId)).toEqual(rows);
    expect(await ledger.driverRow(decisionId, 'd2')).toEqual(rows[1]);
  }
  expect(await ledger.driverRows('lonely')).toEqual([]);
  expect(await ledger.ofDriver('d3', { limit: 10 })).toHaveLength(4);
});

describe('the walls around them', () => {
  it.each([
    ['a driver twice', `driver_ids[2] = 'd1'`, 'rows_are_whole'],
    ['a driver without an id', `driver_ids[2] = ''`, 'rows_are_whole'],
    ['a refusal without a reason', `reasons[3] = NULL`, 'rows_are_whole'],
    ['a rank before the first', `ranks[1] = 0`, 'rows_are_whole'],
    ['a rank without a total', `ranks[3] = 3`, 'rows_are_whole'],
    ['a role nobody knows', `roles[2] = 'LUCKY'`, 'known_roles'],
    ['a role too many', `roles = roles || 'LOST'::text`, 'a_place_for_every_row'],
    ['a total that is no sum', `totals[2] = totals[2] + 1`, 'total_is_the_sum_of_its_parts'],
    ['parts of another', `part_ends[1] = part_ends[1] + 1`, 'total_is_the_sum_of_its_parts'],
    ['points that nobody has', `points = points || 1`, 'a_point_for_every_weight'],
    ['no commitment at all', `commitments = NULL`, 'sealed_is_committed_to'],
    ['a commitment to nothing', `sealed = NULL, records = '{a,b,c}'`, 'sealed_is_committed_to'],
    ['an end nobody knows', `sealed_ends[3] = NULL`, 'sealed_is_committed_to'],
    ['half a commitment', `commitments = substr(commitments, 2)`, 'sealed_is_committed_to'],
    ['bytes that are nobody’s', `sealed = sealed || '\\x00'`, 'sealed_is_committed_to'],
    ['sealed and not', `records = '{a,b,c}'`, 'read_in_one_way'],
  ])('refuse %s', async (_, change, wall) => {
    const work = postgres.test.query(
      `UPDATE decision_rows SET ${change} WHERE decision_id = 'peopled'`,
    );
    await expect(work).rejects.toThrow(wall);
  });
});
