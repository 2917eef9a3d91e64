import { LogRefused, sequenceLog, type Sequenced } from '#libs/dispatch';
import type { Signer } from '#libs/explanations';
import { checkForTampering, openPostgres } from '#libs/postgres';
import {
  aDriver,
  anOrder,
  aRankedRow,
  aRecord,
  aSigner,
  START_MS,
  stored,
} from '../../libs/dispatch/src/ports/samples.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';
import { TEST_KEK } from '../support/kek.js';

const clock = { nowMs: () => START_MS };

let postgres: OpenDatabase;
let signer: Signer;

beforeEach(async () => {
  postgres = await openDatabase();
  signer = aSigner('freight.example/log');
  await stored(postgres.database, { orders: [anOrder('o1')], drivers: [aDriver('d1')] });
});
afterEach(() => postgres.close());
afterAll(dropTemplate);

let decided = 0;
async function decide(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const drivers = at === 0 ? [aRankedRow('d1')] : [];
    const record = aRecord(`decision-${(decided += 1)}`, 'o1', { drivers });
    await postgres.database.transact((tx) => tx.ledger.record(record));
  }
}

const sequence = (as = signer, remembered: string | null = null): Promise<Sequenced> =>
  sequenceLog(postgres.database, { clock, signer: as }, remembered);

async function signed(count: number): Promise<string> {
  await decide(count);
  const done = await sequence();
  if (done.did !== 'signed') throw new Error(`expected a checkpoint, got ${done.did}`);
  return done.checkpoint.note;
}

const tamper = (sql: string): Promise<unknown> => postgres.test.query(sql);

async function state(): Promise<unknown> {
  const [row] = await postgres.test.query(
    `SELECT (SELECT count(*)::int FROM log_leaves WHERE leaf_index IS NOT NULL) AS placed,
       (SELECT count(*)::int FROM log_nodes) AS nodes,
       (SELECT max(size)::int FROM log_checkpoints) AS signed`,
  );
  return row;
}

async function findings(): Promise<unknown> {
  return (await checkForTampering(postgres, { vkey: null, held: [] })).findings;
}

describe('the sequencer', () => {
  it('that dies before its batch is signed leaves nothing behind, and the next one goes on', async () => {
    await signed(200);
    await decide(100);
    const before = await state();
    await tamper(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
       CREATE TRIGGER die BEFORE INSERT ON log_checkpoints FOR EACH ROW EXECUTE FUNCTION die()`,
    );
    await expect(sequence()).rejects.toThrow();
    expect(await state()).toEqual(before);
    await tamper('DROP TRIGGER die ON log_checkpoints');
    expect(await sequence()).toMatchObject({ did: 'signed', leaves: 100 });
    expect(await state()).toEqual({ placed: 300, nodes: 1, signed: 300 });
    expect(await findings()).toEqual([]);
  });

  it('of two instances that race signs one history', async () => {
    const other = await openPostgres({
      ...{ url: postgres.test.url, poolSize: 4, applicationName: 'other', kek: TEST_KEK },
    });
    try {
      const means = { clock, signer };
      const outcomes = new Set<string>();
      for (let round = 0; round < 12; round += 1) {
        const [, ...both] = await Promise.all([
          decide(30),
          sequenceLog(postgres.database, means),
          sequenceLog(other.database, means),
        ]);
        for (const { did } of both) outcomes.add(did);
      }
      while ((await sequence()).did === 'signed');
      expect(outcomes).toContain('signed');
      expect(await state()).toMatchObject({ placed: 360, nodes: 1, signed: 360 });
      expect(await findings()).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it('takes a batch that is too large in parts', async () => {
    await tamper(
      `INSERT INTO log_leaves (decision_id, root)
       SELECT 'erasure-' || n, sha256(n::text::bytea) FROM generate_series(1, 10300) n`,
    );
    expect(await sequence()).toMatchObject({ did: 'signed', leaves: 10_000, more: true });
    expect(await sequence()).toMatchObject({ did: 'signed', leaves: 300, more: false });
    expect(await state()).toEqual({ placed: 10_300, nodes: 40, signed: 10_300 });
  });

  it('goes on under another name and key from the same leaves', async () => {
    await signed(5);
    const successor = aSigner('freight.example/log/2');
    expect(await sequence(successor)).toMatchObject({ did: 'signed', leaves: 0 });
    await decide(2);
    const next = await sequence(successor);
    expect(next).toMatchObject({ did: 'signed', checkpoint: { size: 7, origin: successor.name } });
    expect(await findings()).toEqual([]);
  });
});

describe('the log is not continued', () => {
  it.each<[string, string, string]>([
    [
      'when a leaf was changed',
      `UPDATE log_leaves SET root = set_byte(root, 0, get_byte(root, 0) # 1) WHERE leaf_index = 298`,
      'the first 300 leaves are not those that were signed',
    ],
    [
      'when two leaves have changed places',
      `UPDATE log_leaves SET leaf_index = -1 - leaf_index WHERE leaf_index IN (298, 299);
       UPDATE log_leaves SET leaf_index = 597 + 1 + leaf_index WHERE leaf_index < 0`,
      'the first 300 leaves are not those that were signed',
    ],
    [
      'when a kept node was changed',
      `UPDATE log_nodes SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1)`,
      'the first 300 leaves are not those that were signed',
    ],
    [
      'when leaves are gone',
      `DELETE FROM log_leaves WHERE leaf_index >= 290`,
      '300 leaves were signed and 295 are left',
    ],
    [
      'when a leaf is gone from the middle',
      `DELETE FROM log_leaves WHERE leaf_index = 270`,
      'expected hashes 256 to 304 at height 0, found 48 of 49',
    ],
    [
      'when the last checkpoint was changed',
      `UPDATE log_checkpoints SET note = replace(note, E'\\n300\\n', E'\\n299\\n')`,
      'does not open with this key: wrong_signature',
    ],
    [
      'when the last checkpoint stands at another size',
      `UPDATE log_checkpoints SET size = 301`,
      'the checkpoint stored for size 301 says 300',
    ],
  ])('%s', async (_, sql, because) => {
    await signed(300);
    await tamper('ALTER TABLE log_leaves DROP CONSTRAINT log_leaves_leaf_index_check');
    await tamper(sql);
    await decide(5);
    const before = await state();
    const refused = sequence();
    await expect(refused).rejects.toThrow(LogRefused);
    await expect(refused).rejects.toThrow(because);
    expect(await state()).toEqual(before);
  });

  it('but not because of a leaf below a kept node, which only the walk over everything reads', async () => {
    await signed(300);
    await tamper(
      `UPDATE log_leaves SET root = set_byte(root, 0, get_byte(root, 0) # 1) WHERE leaf_index = 3`,
    );
    await decide(1);
    expect(await sequence()).toMatchObject({ did: 'signed', checkpoint: { size: 301 } });
    expect(await findings()).not.toEqual([]);
  });

  it('by another key under the same name', async () => {
    await signed(3);
    await decide(1);
    const refused = sequence(aSigner(signer.name));
    await expect(refused).rejects.toThrow('A new key needs a new LOG_ORIGIN');
  });

  it('when the database was put back to before what was signed', async () => {
    await signed(3);
    const remembered = await signed(4);
    await tamper(
      `DELETE FROM log_checkpoints WHERE size > 3;
       DELETE FROM log_leaves WHERE leaf_index >= 3`,
    );
    await decide(4);
    await expect(sequence(signer, remembered)).rejects.toThrow(
      'the first 7 leaves are not those that were signed',
    );
    // Whoever restores on purpose begins a log of another name.
    expect(await sequence(aSigner('freight.example/log/2'))).toMatchObject({ did: 'signed' });
  });
});
