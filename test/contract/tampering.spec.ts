import { vkeyText } from '#libs/explanations';
import { sequenceLog } from '#libs/dispatch';
import { checkForTampering, type TamperReport } from '#libs/postgres';
import {
  aDriver,
  anOrder,
  aRankedRow,
  aRecord,
  aRefusedRow,
  aSigner,
  START_MS,
  stored,
} from '../../libs/dispatch/src/ports/samples.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';

// Real records over the real schema, signed; then one thing is changed behind the service's back.
// Walls of the schema that would refuse the change are taken down first: who can write to the
// tables can do that, too.

const signer = aSigner('freight.example/log');
const clock = { nowMs: () => START_MS };
/** A complete run of 256 leaves, so that there are kept nodes to be changed. */
const DECISIONS = 260;
/** So many have drivers. */
const PEOPLED = 50;

let postgres: OpenDatabase;
let heldBefore: string;

beforeAll(async () => {
  postgres = await openDatabase();
  const drivers = ['d1', 'd2', 'd3'].map((driverId) => aDriver(driverId));
  await stored(postgres.database, { orders: [anOrder('o1')], drivers });
  await decide(0, 100);
  heldBefore = await sign();
  await decide(100, DECISIONS);
  await sign();
  const walls = await postgres.test.query<{ drop: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname) AS drop
     FROM pg_constraint WHERE contype IN ('c', 'f', 'u')
       AND conrelid::regclass::text IN
         ('decisions', 'decision_rows', 'log_leaves', 'log_nodes', 'log_checkpoints')`,
  );
  for (const { drop } of walls) await postgres.test.query(drop);
  await onEach((table) => `CREATE TABLE kept_${table} AS TABLE ${table}`);
});
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

async function decide(from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 1) {
    if (at >= PEOPLED) {
      await postgres.database.transact((tx) => tx.ledger.record(aRecord(id(at), 'o1')));
      continue;
    }
    const drivers = [
      aRankedRow('d1'),
      aRankedRow('d2', { role: 'LOST', rank: 2 }),
      aRefusedRow('d3'),
    ];
    await postgres.database.transact((tx) => tx.ledger.record(aRecord(id(at), 'o1', { drivers })));
  }
}

async function sign(): Promise<string> {
  const signed = await sequenceLog(postgres.database, { clock, signer });
  if (signed.did !== 'signed') throw new Error(`expected a checkpoint, got ${signed.did}`);
  return signed.checkpoint.note;
}

const id = (at: number): string => `decision-${String(at).padStart(3, '0')}`;

const check = (vkey: string | null = vkeyText(signer)): Promise<TamperReport> =>
  checkForTampering(postgres, { vkey, held: [heldBefore] });

const kindsIn = ({ findings }: TamperReport): string[] => [
  ...new Set(findings.map(({ kind }) => kind)),
];

const COLUMNS_OF = async (table: string): Promise<{ name: string; type: string }[]> =>
  postgres.test.query(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 AND is_identity = 'NO'
     ORDER BY ordinal_position`,
    [table],
  );

const TABLES = ['decisions', 'decision_rows', 'log_leaves', 'log_nodes', 'log_checkpoints'];
const onEach = (statement: (table: string) => string): Promise<unknown> =>
  postgres.test.query(TABLES.map(statement).join(';'));

/** Tries a change, looks, and takes it back. */
async function tampered(sql: string, look: () => Promise<TamperReport> = check) {
  try {
    await postgres.test.query(sql);
    return await look();
  } finally {
    await onEach(
      (table) => `DELETE FROM ${table};
        INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${table}`,
    );
  }
}

describe('a database that nobody touched', () => {
  it('is found whole', async () => {
    const { findings, counts } = await check();
    expect(findings).toEqual([]);
    expect(counts).toEqual({
      ...{ decisions: DECISIONS, rows: PEOPLED * 3, leaves: DECISIONS, checkpoints: 2 },
      ...{ unsealed: 0, erased: 0, reduced: 0 },
    });
  });

  it('is found whole after a driver was erased', async () => {
    const report = await tampered(
      `UPDATE decision_drivers SET sealed = NULL, role = 'ERASED' WHERE driver_id = 'd3'`,
      async () => {
        const [kept] = await postgres.test.query<{ wrapped: Buffer }>(
          `DELETE FROM paidan_keys.subject_keys WHERE driver_id = 'd3' RETURNING wrapped`,
        );
        const found = await check();
        await postgres.test.query(
          `INSERT INTO paidan_keys.subject_keys (driver_id, wrapped) VALUES ('d3', $1)`,
          [kept?.wrapped],
        );
        return found;
      },
    );
    expect(report.findings).toEqual([]);
    expect(report.counts.erased).toBe(PEOPLED);
  });
});

const AT = `decision_id = 'decision-042'`;
const ROW = `${AT} AND driver_id = 'd2'`;
const flip = (column: string): string =>
  `${column} = set_byte(${column}, 5, get_byte(${column}, 5) # 1)`;
/** Of the commitments, those of these places. */
const joined = (...places: readonly number[]): string =>
  places.map((place) => `substring(commitments FROM ${32 * place - 31} FOR 32)`).join(' || ');
/** The lists without this place; refused or not, its parts and bytes are left. */
const without = (place: number): string =>
  ['driver_ids', 'roles', 'ranks', 'reasons', 'totals', 'part_ends', 'sealed_ends']
    .map((list) => `${list} = ${list}[:${place - 1}] || ${list}[${place + 1}:]`)
    .join(', ');
/** Always another digit: the key is made anew each time, and one in sixteen has that digit. */
const OTHER_HEX = `translate(substr(vkey, 22, 1), '0123456789abcdef', '123456789abcdef0')`;

describe('tampering', () => {
  it.each<[string, string, string]>([
    [
      'a byte of a sealed record',
      `UPDATE decision_drivers SET ${flip('sealed')} WHERE ${ROW}`,
      'record_changed',
    ],
    [
      'a commitment',
      `UPDATE decision_rows SET ${flip('commitments')} WHERE ${AT}`,
      'decision_root_changed',
    ],
    [
      'a record emptied as if erased',
      `UPDATE decision_drivers SET sealed = NULL, role = 'ERASED' WHERE ${ROW}`,
      'record_changed',
    ],
    [
      'a record marked as reduced',
      `UPDATE decision_rows SET reduced_at_ms = decided_at_ms + 1 WHERE ${AT}`,
      'record_changed',
    ],
    [
      'the role beside a record',
      `UPDATE decision_drivers SET role = 'RANKED' WHERE ${ROW}`,
      'columns_changed',
    ],
    [
      'the points beside a record',
      `UPDATE decision_drivers SET points[1] = 901, total = total + 7 WHERE ${ROW}`,
      'columns_changed',
    ],
    [
      'two records in each other’s place',
      `UPDATE decision_rows SET commitments = ${joined(1, 3, 2)} WHERE ${AT}`,
      'decision_root_changed',
    ],
    [
      'a driver taken out of the list',
      `UPDATE decision_rows SET driver_ids = array_remove(driver_ids, 'd2') WHERE ${AT}`,
      'row_missing',
    ],
    ['a record taken out', `UPDATE decision_rows SET ${without(2)} WHERE ${AT}`, 'row_missing'],
    [
      'the last record taken out',
      `UPDATE decision_rows SET ${without(3)}, commitments = ${joined(1, 2)},
         sealed = substring(sealed FOR sealed_ends[2]) WHERE ${AT}`,
      'decision_root_changed',
    ],
    [
      'a record put under another driver',
      `UPDATE decision_drivers SET driver_id = 'd9' WHERE ${ROW}`,
      'key_missing',
    ],
    [
      'the cutoff of a decision',
      `UPDATE decisions SET cutoff_total = cutoff_total + 1 WHERE ${AT}`,
      'bundle_changed',
    ],
    [
      'the winner of a decision',
      `UPDATE decisions SET winner = 'd2' WHERE ${AT}`,
      'columns_changed',
    ],
    ['the winner forgotten', `UPDATE decisions SET winner = NULL WHERE ${AT}`, 'columns_changed'],
    [
      'a blank in the bundle',
      `UPDATE decisions SET bundle = replace(bundle, '{"cause', '{ "cause') WHERE ${AT}`,
      'bundle_changed',
    ],
    [
      'a number in the bundle',
      `UPDATE decisions SET bundle = replace(bundle, '"rings":3', '"rings":4') WHERE ${AT}`,
      'bundle_changed',
    ],
    ['the root of a decision', `UPDATE decisions SET ${flip('root')} WHERE ${AT}`, 'leaf_changed'],
    [
      'a decision unsealed',
      `UPDATE decisions SET root = NULL, bundle_salt = NULL, bundle_commitment = NULL WHERE ${AT}`,
      'decision_root_changed',
    ],
    [
      'a decision taken out',
      `DELETE FROM decision_rows WHERE ${AT}; DELETE FROM decisions WHERE ${AT}`,
      'decision_missing',
    ],
    ['a leaf', `UPDATE log_leaves SET ${flip('root')} WHERE ${AT}`, 'leaf_order_changed'],
    [
      'a leaf and the root of its decision',
      `UPDATE log_leaves SET ${flip('root')} WHERE ${AT}; UPDATE decisions SET ${flip('root')} WHERE ${AT}`,
      'leaf_order_changed',
    ],
    [
      'two leaves in each other’s place',
      `UPDATE log_leaves SET leaf_index = 17 - leaf_index WHERE leaf_index IN (8, 9)`,
      'leaf_order_changed',
    ],
    ['a leaf taken out', `DELETE FROM log_leaves WHERE ${AT}`, 'leaf_missing'],
    [
      'a leaf taken out and the gap closed',
      `DELETE FROM log_leaves WHERE leaf_index = 9; UPDATE log_leaves SET leaf_index = leaf_index - 1 WHERE leaf_index > 9`,
      'leaf_order_changed',
    ],
    [
      'the last leaf taken back',
      `UPDATE log_leaves SET leaf_index = NULL WHERE leaf_index = ${DECISIONS - 1}`,
      'leaf_missing',
    ],
    ['a kept node', `UPDATE log_nodes SET ${flip('hash')}`, 'node_changed'],
    ['a kept node taken out', `DELETE FROM log_nodes`, 'node_changed'],
    [
      'a letter of a checkpoint',
      `UPDATE log_checkpoints SET note = replace(note, E'\\n100\\n', E'\\n101\\n') WHERE size = 100`,
      'checkpoint_changed',
    ],
    [
      'the signature of a checkpoint',
      `UPDATE log_checkpoints SET note = overlay(note PLACING 'AAAA' FROM length(note) - 40) WHERE size = 100`,
      'checkpoint_changed',
    ],
    [
      'the size beside a checkpoint',
      `UPDATE log_checkpoints SET size = 101 WHERE size = 100`,
      'checkpoint_changed',
    ],
    [
      'the key beside a checkpoint',
      `UPDATE log_checkpoints SET vkey = overlay(vkey PLACING ${OTHER_HEX} FROM 22) WHERE size = 100`,
      'checkpoint_changed',
    ],
    [
      'the newest checkpoint taken out',
      `DELETE FROM log_checkpoints WHERE size > 100`,
      'checkpoint_missing',
    ],
  ])('with %s is found', async (_, sql, kind) => {
    const report = await tampered(sql);
    expect(kindsIn(report)).toContain(kind);
    expect(report.more).toBe(false);
  });

  it('with the key of a driver is found', async () => {
    const change = `UPDATE paidan_keys.subject_keys SET ${flip('wrapped')} WHERE driver_id = 'd2'`;
    await postgres.test.query(change);
    expect(kindsIn(await check())).toEqual(['key_changed']);
    await postgres.test.query(change);
    expect(kindsIn(await check())).toEqual([]);
  });

  it('that cuts the log back to before is found by a checkpoint held outside', async () => {
    const report = await tampered(
      `DELETE FROM log_checkpoints; DELETE FROM log_nodes;
       UPDATE log_leaves SET leaf_index = NULL`,
    );
    expect(kindsIn(report)).toEqual(['leaf_missing']);
  });

  it('that signs the whole log anew with a key of its own is found by who knows the key', async () => {
    const forger = aSigner('freight.example/log');
    const forge = `DELETE FROM log_checkpoints; UPDATE log_leaves SET ${flip('root')} WHERE ${AT};
      UPDATE decisions SET ${flip('root')} WHERE ${AT}; DELETE FROM log_nodes;
      UPDATE log_leaves SET leaf_index = NULL`;
    const found: string[][] = [];
    await tampered(forge, async () => {
      await sequenceLog(postgres.database, { clock, signer: forger });
      const report = await check(null);
      found.push(kindsIn(report), kindsIn(await check()));
      return report;
    });
    expect(found[0]).toContain('checkpoint_changed');
    expect(found[1]).toContain('checkpoint_changed');
  });

  it.each(['decision_rows', 'decisions', 'log_leaves', 'log_checkpoints'])(
    'with any column of %s is found, but for those that prove nothing',
    async (table) => {
      const unfound: string[] = [];
      const key = table === 'log_checkpoints' ? 'size = 100' : AT;
      for (const { name, type } of await COLUMNS_OF(table)) {
        const changed: Readonly<Record<string, string>> = {
          bytea: `set_byte(COALESCE(${name}, decode(repeat('00', 32), 'hex')), 3, 77)`,
          text: `COALESCE(${name}, '') || 'x'`,
          ARRAY: `array_append(${name}, NULL)`,
        };
        const value = changed[type] ?? `COALESCE(${name}, 0) + 1`;
        const report = await tampered(`UPDATE ${table} SET ${name} = ${value} WHERE ${key}`);
        if (report.findings.length === 0) unfound.push(name);
      }
      const harmless: Readonly<Record<string, readonly string[]>> = {
        log_leaves: ['written_at_ms'],
        log_checkpoints: ['signed_at_ms'],
      };
      expect(unfound).toEqual(harmless[table] ?? []);
    },
    120_000,
  );
});
