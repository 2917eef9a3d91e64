import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '#libs/explanations';
import {
  bundleCommitment,
  commitmentOf,
  Keyring,
  openPostgres,
  rootOf,
  rowSecrets,
  SubjectKeys,
} from '#libs/postgres';
import {
  aDriver,
  anOrder,
  aRankedRow,
  aRecord,
  aRefusedRow,
  stored,
} from '../../libs/dispatch/src/ports/samples.contract.js';
import { dropTemplate, openDatabase, type OpenDatabase } from '../support/database.js';
import { TEST_KEK } from '../support/kek.js';

type Stored = { driver_id: string; sealed: Buffer; commitment: Buffer; record: string | null };

let postgres: OpenDatabase;

beforeAll(async () => {
  postgres = await openDatabase();
});
beforeEach(async () => {
  await postgres.empty();
  await stored(postgres.database, {
    orders: [anOrder('o1')],
    drivers: [aDriver('d1'), aDriver('d2')],
  });
});
afterAll(async () => {
  await postgres.close();
  await dropTemplate();
});

const rows = [aRankedRow('d1'), aRefusedRow('d2')];
const recordOne = (decisionId = 'x'): Promise<void> =>
  postgres.database.transact((tx) =>
    tx.ledger.record(aRecord(decisionId, 'o1', { drivers: rows })),
  );
const storedRows = (): Promise<Stored[]> =>
  postgres.test.query<Stored>(
    'SELECT driver_id, sealed, commitment, record FROM decision_drivers ORDER BY position',
  );

describe('a recorded decision', () => {
  it('[S1] lies in the database unreadable, each row under a key of its driver’s own', async () => {
    await recordOne();
    const [own, other] = await storedRows();
    expect(own?.record).toBeNull();
    expect(own?.sealed.toString('latin1')).not.toContain('candidate');
    const keys = await postgres.keys.known(postgres.database.sql, ['d1', 'd2']);
    const key = (driverId: string) => keys.get(driverId) as never;
    expect(rowSecrets(key('d1'), 'x').key).not.toEqual(rowSecrets(key('d2'), 'x').key);
    expect(rowSecrets(key('d1'), 'x').key).not.toEqual(rowSecrets(key('d1'), 'y').key);
    expect(other?.sealed).not.toEqual(own?.sealed);
  });

  it('is rooted in the commitments to its rows, and that root waits for its leaf', async () => {
    await recordOne();
    const keys = await postgres.keys.known(postgres.database.sql, ['d1', 'd2']);
    const all = await storedRows();
    const commitments = all.map(({ driver_id, sealed }) => {
      const key = keys.get(driver_id);
      if (key === undefined) throw new Error(`no key for ${driver_id}`);
      return commitmentOf(rowSecrets(key, 'x').salt, sealed);
    });
    expect(all.map(({ commitment }) => commitment)).toEqual(commitments);
    const [head] = await postgres.test.query<{ root: Buffer; bundle_commitment: Buffer }>(
      'SELECT root, bundle_commitment FROM decisions',
    );
    expect(head?.root).toEqual(rootOf(head?.bundle_commitment ?? Buffer.alloc(0), commitments));
    const leaves = await postgres.test.query(
      'SELECT decision_id, root, leaf_index FROM log_leaves',
    );
    expect(leaves).toEqual([{ decision_id: 'x', root: head?.root, leaf_index: null }]);
  });

  it('commits to what is no single driver’s by its canonical JSON', () => {
    const record = aRecord('x', 'o1', { drivers: rows });
    const { drivers: _, winner: __, ...shared } = record;
    const salt = randomBytes(32);
    const expected = createHash('sha256').update(salt).update(canonicalJson(shared)).digest();
    expect(bundleCommitment(record, salt)).toEqual(expected);
  });

  it('is not read any more when one byte of it was changed', async () => {
    await recordOne();
    await postgres.test.query(
      'UPDATE decision_drivers SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)',
    );
    await expect(postgres.database.read.ledger.driverRow('x', 'd1')).rejects.toThrow();
  });

  it('[R3] leaves of a driver whose key was destroyed his place and nothing else', async () => {
    await recordOne();
    expect(await postgres.keys.destroy(postgres.database.sql, 'd1')).toBe(true);
    const [own, other] = await postgres.database.read.ledger.driverRows('x');
    expect(own).toMatchObject({ driverId: 'd1', candidate: null, parts: [], refusal: null });
    expect(other).toEqual(rows[1]);
  });
});

describe('the keys of drivers', () => {
  it('made by a transaction that came to nothing are not remembered', async () => {
    const work = postgres.database.transact(async (tx) => {
      await tx.ledger.record(aRecord('x', 'o1', { drivers: rows }));
      expect(await tx.ledger.driverRow('x', 'd1')).toEqual(rows[0]);
      throw new Error('came to nothing');
    });
    await expect(work).rejects.toThrow('came to nothing');
    await recordOne();
    const fresh = new SubjectKeys(new Keyring(TEST_KEK));
    const [kept, stored_] = await Promise.all(
      [postgres.keys, fresh].map((keys) => keys.known(postgres.database.sql, ['d1'])),
    );
    const derived = (from: typeof kept) => from?.get('d1')?.derived('x').export().toString('hex');
    expect(derived(kept)).toMatch(/^[0-9a-f]{64}$/);
    expect(derived(kept)).toBe(derived(stored_));
  });

  it('of the same newcomers are made once by decisions that race', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((decisionId) => recordOne(decisionId)));
    const { ledger } = postgres.database.read;
    for (const decisionId of ['a', 'b', 'c', 'd']) {
      expect(await ledger.driverRows(decisionId)).toEqual(rows);
    }
  });

  it('are of no use under the key of another installation, which is told at the start', async () => {
    await postgres.keys.check(postgres.database.sql);
    const other = await openPostgres({
      url: postgres.test.url,
      poolSize: 1,
      applicationName: 'other',
      kek: randomBytes(32),
    });
    try {
      await expect(other.keys.check(other.database.sql)).rejects.toThrow('KEK_FILE');
      await recordOne();
      await expect(other.database.read.ledger.driverRow('x', 'd1')).rejects.toThrow();
    } finally {
      await other.close();
    }
  });
});
