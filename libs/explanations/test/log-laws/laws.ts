import assert from 'node:assert/strict';
import fc from 'fast-check';
import { leafHash, merkleRoot, nodeHash } from '../../src/log/merkle.js';
import { MerkleLog } from '../../src/log/merkle-log.js';
import { verifyConsistency, verifyInclusion } from '../../src/log/verify.js';

/** What the laws are about; a twin exchanges one piece to prove that a law notices. */
export type Room = {
  readonly leafHash: typeof leafHash;
  readonly verifyInclusion: typeof verifyInclusion;
  readonly verifyConsistency: typeof verifyConsistency;
  newLog(): Pick<MerkleLog, 'append' | 'root' | 'inclusionPath' | 'consistencyPath'>;
};

export const room: Room = {
  leafHash,
  verifyInclusion,
  verifyConsistency,
  newLog: () => new MerkleLog(),
};

/** Throws where the law is broken. */
export type Law = (room: Room, run: fc.Parameters<unknown>) => void;

export const laws = {
  'a leaf is proved at its own place and at no other': (room, run) =>
    hold(run, logs(room), ({ log, leaves }) => {
      const size = leaves.length;
      const root = log.root(size);
      leaves.forEach((leaf, own) => {
        const path = log.inclusionPath(own, size);
        const proved = leaves.flatMap((_, index) =>
          room.verifyInclusion({ leafHash: leaf, index, size, path, root }) ? [index] : [],
        );
        assert.deepEqual(proved, [own]);
      });
    }),

  'a proof with anything in it changed proves nothing': (room, run) =>
    hold(run, fc.tuple(logs(room), fc.nat(), fc.nat(255)), ([{ log, leaves }, where, flip]) => {
      const size = leaves.length;
      const index = where % size;
      const path = log.inclusionPath(index, size);
      const leaf = leaves[index] as Uint8Array;
      const [root, at] = [log.root(size), where % 32];
      const changed = (hash: Uint8Array) => hash.map((b, n) => (n === at ? b ^ (flip || 1) : b));
      const given = { leafHash: leaf, index, size, path, root };
      const forged = [
        { ...given, leafHash: changed(leaf) },
        { ...given, root: changed(root) },
        { ...given, root: root.slice(0, 31) },
        { ...given, path: [...path, leaf] },
        { ...given, path: [root, ...path] },
        ...path.flatMap((_, n) => [
          { ...given, path: path.filter((_hash, m) => m !== n) },
          { ...given, path: path.map((hash, m) => (m === n ? changed(hash) : hash)) },
        ]),
      ];
      assert.ok(room.verifyInclusion(given));
      for (const each of forged) assert.ok(!room.verifyInclusion(each));
    }),

  'every size is proved to begin with every smaller one': (room, run) =>
    hold(run, logs(room), ({ log, leaves }) => {
      const [newSize, newRoot] = [leaves.length, log.root(leaves.length)];
      for (let oldSize = 0; oldSize <= newSize; oldSize += 1) {
        const path = log.consistencyPath(oldSize, newSize);
        const given = { oldSize, oldRoot: log.root(oldSize), newSize, newRoot, path };
        assert.ok(room.verifyConsistency(given), `${oldSize} of ${newSize}`);
      }
    }),

  'a log whose past was changed is not proved to have grown': (room, run) =>
    hold(run, fc.tuple(logs(room), fc.nat(), fc.nat()), ([{ log, leaves }, at, sizeSeed]) => {
      const changed = at % leaves.length;
      const newSize = leaves.length;
      const oldSize = changed + 1 + (sizeSeed % (newSize - changed));
      const rewritten = room.newLog();
      leaves.forEach((leaf, n) => rewritten.append(n === changed ? leafHash(leaf) : leaf));
      const oldRoot = log.root(oldSize);
      const newRoot = rewritten.root(newSize);
      const paths = [log, rewritten].map((each) => each.consistencyPath(oldSize, newSize));
      for (const path of [...paths, [oldRoot, newRoot], [oldRoot], []]) {
        assert.ok(!room.verifyConsistency({ oldSize, oldRoot, newSize, newRoot, path }));
      }
    }),

  'no inner node passes for a leaf': (room, run) =>
    hold(run, fc.tuple(hashes, hashes), ([left, right]) => {
      const node = nodeHash(left, right);
      for (const first of [[], [0], [1]]) {
        const data = Uint8Array.of(...first, ...left, ...right);
        assert.notDeepEqual(room.leafHash(data), node);
      }
    }),

  'a log is at every size the tree of its first leaves': (room, run) =>
    hold(run, logs(room), ({ log, leaves }) => {
      const other = room.newLog();
      leaves.forEach((leaf, index) => assert.equal(other.append(leaf), index));
      for (let size = 0; size <= leaves.length; size += 1) {
        assert.deepEqual(log.root(size), merkleRoot(leaves.slice(0, size)));
      }
    }),

  'a proof is never longer than the tree is high': (room, run) =>
    hold(run, logs(room), ({ log, leaves }) => {
      const height = Math.ceil(Math.log2(leaves.length));
      leaves.forEach((_, index) => {
        assert.ok(log.inclusionPath(index, leaves.length).length <= height);
        assert.ok(log.consistencyPath(index, leaves.length).length <= height + 1);
      });
    }),
} satisfies Readonly<Record<string, Law>>;

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** Few different leaves, so that equal ones stand beside each other; every size up to 40. */
const logs = (room: Room) =>
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 40 }).map((kinds) => {
    // The index is part of a leaf, as a decision's id is: equal leaves would swap places unseen.
    const leaves = kinds.map((kind, index) => leafHash(Uint8Array.of(index, kind)));
    const log = room.newLog();
    for (const leaf of leaves) log.append(leaf);
    return { log, leaves };
  });

function hold<T>(
  run: fc.Parameters<unknown>,
  given: fc.Arbitrary<T>,
  check: (value: T) => void,
): void {
  fc.assert(fc.property(given, check), run as fc.Parameters<[T]>);
}
