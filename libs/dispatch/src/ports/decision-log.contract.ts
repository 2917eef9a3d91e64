import assert from 'node:assert/strict';
import { leafHash, merkleRoot, openCheckpoint, sha256, utf8 } from '#libs/explanations';
import { BATCH_MAX, sequenceLog, type Sequenced } from '../log/sequence-log.js';
import type { Database } from './database.js';
import { gate, rule, type Rule } from './rule.contract.js';
import {
  aDriver,
  anOrder,
  aRankedRow,
  aRecord,
  aRefusedRow,
  aSigner,
  START_MS,
  stored,
} from './samples.contract.js';

const signer = aSigner('log.example/decisions');
const clock = { nowMs: () => START_MS };

const sequence = (database: Database): Promise<Sequenced> =>
  sequenceLog(database, { clock, signer });

async function decided(database: Database, ...decisionIds: readonly string[]): Promise<void> {
  for (const decisionId of decisionIds) {
    const drivers = [aRankedRow('d1'), aRefusedRow('d2')];
    await database.transact((tx) => tx.ledger.record(aRecord(decisionId, 'o1', { drivers })));
  }
}

async function begun(database: Database): Promise<void> {
  await stored(database, { orders: [anOrder('o1')], drivers: [aDriver('d1'), aDriver('d2')] });
}

/** The tree over the leaves as anyone else may build it. */
async function rootOver(database: Database, decisionIds: readonly string[]): Promise<Uint8Array> {
  const places: Uint8Array[] = [];
  for (const decisionId of decisionIds) {
    const leaf = await database.read.decisionLog.leaf(decisionId);
    assert.ok(leaf?.index !== null && leaf?.index !== undefined, `${decisionId} has no place`);
    places[leaf.index] = leafHash(leaf.root);
  }
  assert.equal(places.filter(Boolean).length, decisionIds.length, 'a place for each');
  return merkleRoot(places);
}

export const decisionLogContract: readonly Rule[] = [
  rule('begins with the empty log, signed', async (database) => {
    const first = await sequence(database);
    assert.equal(first.did, 'signed');
    const newest = await database.read.decisionLog.newestCheckpoint();
    assert.ok(newest);
    const { checkpoint } = openCheckpoint(newest.note, signer);
    assert.deepEqual(checkpoint, { origin: signer.name, size: 0, root: sha256() });
    assert.equal((await sequence(database)).did, 'nothing');
  }),

  rule('gives every decision a place and signs the tree over them', async (database) => {
    await begun(database);
    await decided(database, 'a', 'b', 'c');
    assert.deepEqual((await database.read.decisionLog.waiting()).leaves, 3);
    const signed = await sequence(database);
    assert.ok(signed.did === 'signed' && signed.leaves === 3 && !signed.more);
    assert.deepEqual(await database.read.decisionLog.waiting(), { leaves: 0, sinceMs: null });
    const { checkpoint } = openCheckpoint(signed.checkpoint.note, signer);
    assert.equal(checkpoint?.size, 3);
    assert.deepEqual(checkpoint.root, await rootOver(database, ['a', 'b', 'c']));
    const { decisionLog } = database.read;
    assert.deepEqual(await decisionLog.checkpointOf(signer.name, 3), signed.checkpoint);
    assert.equal(await decisionLog.checkpointOf(signer.name, 2), null);
    assert.equal(await decisionLog.checkpointOf('another', 3), null);
    assert.equal(await decisionLog.newestCheckpoint('another'), null);
    assert.equal(await decisionLog.leaf('nowhere'), null);
  }),

  rule('gives no place twice and leaves none out when writers race', async (database) => {
    await begun(database);
    const ids = Array.from({ length: 24 }, (_, at) => `x${at}`);
    await Promise.all([
      ...ids.map((id) => decided(database, id)),
      ...Array.from({ length: 12 }, () => sequence(database)),
    ]);
    while ((await sequence(database)).did === 'signed');
    assert.equal(await database.read.decisionLog.size(), ids.length);
    const newest = await database.read.decisionLog.newestCheckpoint();
    const { checkpoint } = openCheckpoint(newest?.note ?? '', signer);
    assert.deepEqual(checkpoint?.root, await rootOver(database, ids));
  }),

  rule('is led by one at a time', async (database) => {
    const [led, finish] = [gate(), gate()];
    const leading = database.transact(async (tx) => {
      assert.ok(await tx.decisionLog.lead());
      led.open();
      await finish.opened;
    });
    await led.opened;
    assert.equal((await sequence(database)).did, 'another_leads');
    finish.open();
    await leading;
    assert.equal((await sequence(database)).did, 'signed');
  }),

  rule('keeps one checkpoint a size', async (database) => {
    const checkpoint = {
      origin: signer.name,
      size: 7,
      note: 'first',
      vkey: 'key',
      signedAtMs: START_MS,
    };
    await database.transact((tx) => tx.decisionLog.addCheckpoint(checkpoint));
    const second = database.transact((tx) =>
      tx.decisionLog.addCheckpoint({ ...checkpoint, note: 'second' }),
    );
    await assert.rejects(second);
    assert.deepEqual(await database.read.decisionLog.checkpointOf(signer.name, 7), checkpoint);
  }),

  rule('gives places up to a limit, the oldest leaves first', async (database) => {
    await begun(database);
    await decided(database, 'c');
    await decided(database, 'b');
    await decided(database, 'a');
    await database.transact(async ({ decisionLog }) => {
      assert.equal(await decisionLog.sequence(0, 2), 2);
      assert.equal(await decisionLog.sequence(2, BATCH_MAX), 1);
      assert.equal(await decisionLog.sequence(3, BATCH_MAX), 0);
    });
    const { decisionLog } = database.read;
    const roots = await Promise.all(['c', 'b', 'a'].map((id) => decisionLog.leaf(id)));
    assert.deepEqual(
      await decisionLog.hashes({ height: 0, from: 0, to: 9 }),
      roots
        .toSorted((one, other) => (one?.index ?? 0) - (other?.index ?? 0))
        .map((leaf) => leafHash(leaf?.root ?? new Uint8Array())),
    );
  }),

  rule('keeps roots of subtrees by height and place', async (database) => {
    const hashes = [sha256(utf8('a')), sha256(utf8('b')), sha256(utf8('c'))];
    await database.transact((tx) =>
      tx.decisionLog.keepHashes({ height: 8, from: 5, to: 8 }, hashes),
    );
    const { decisionLog } = database.read;
    const plain = async (from: number, to: number, height = 8) =>
      (await decisionLog.hashes({ height, from, to })).map((hash) => Uint8Array.from(hash));
    assert.deepEqual(await plain(5, 8), hashes);
    assert.deepEqual(await plain(6, 7), hashes.slice(1, 2));
    assert.deepEqual(await plain(8, 9), []);
    assert.deepEqual(await plain(5, 8, 16), []);
  }),

  rule('hands a driver his own row, and of the others a hash each', async (database) => {
    await begun(database);
    await decided(database, 'a');
    const { decisionLog } = database.read;
    const own = await decisionLog.disclosure('a', 'd2');
    assert.ok(own);
    assert.equal(own.position, 2);
    assert.equal(own.commitments.length, 3);
    assert.deepEqual(
      Uint8Array.from(own.commitments[own.position] ?? []),
      sha256(own.salt, own.sealed),
    );
    const leaf = await decisionLog.leaf('a');
    assert.deepEqual(
      merkleRoot(own.commitments.map((commitment) => leafHash(commitment))),
      Uint8Array.from(leaf?.root ?? []),
    );
    const { row } = JSON.parse(own.record) as { row: unknown };
    assert.deepEqual(row, aRefusedRow('d2'));
    assert.equal(await decisionLog.disclosure('a', 'd9'), null);
    assert.equal(await decisionLog.disclosure('nowhere', 'd1'), null);
  }),
];
