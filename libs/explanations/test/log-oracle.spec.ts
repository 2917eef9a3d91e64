import { CoMETRE } from '@transmute/rfc9162';
import { consistencyPath, inclusionPath, leafHash, merkleRoot } from '../src/log/merkle.js';
import { MerkleLog } from '../src/log/merkle-log.js';
import { verifyConsistency, verifyInclusion } from '../src/log/verify.js';

// Another implementation of the same RFC, written by others from the same text.
const oracle = CoMETRE.RFC9162_SHA256;

const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 31, 32, 33, 64, 100, 127, 128, 129];
const entry = (index: number): Uint8Array => Uint8Array.from([index % 256, 42, index >> 8]);
const leavesOf = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, index) => leafHash(entry(index)));
const plain = (hashes: readonly Uint8Array[]): number[][] => hashes.map((hash) => [...hash]);

describe.each(SIZES)('a tree of %i leaves', (size) => {
  const leaves = leavesOf(size);
  const log = new MerkleLog();
  for (const leaf of leaves) log.append(leaf);
  const root = log.root();

  it('has the leaves and the root that another implementation finds', async () => {
    expect([...(await oracle.leaf(entry(size)))]).toEqual([...leafHash(entry(size))]);
    expect([...(await oracle.root(leaves))]).toEqual([...root]);
    expect(merkleRoot(leaves)).toEqual(root);
  });

  it('has the same inclusion proofs, and each accepts the other’s', async () => {
    for (let index = 0; index < size; index += 1 + Math.floor(size / 9)) {
      const path = log.inclusionPath(index);
      const theirs = await oracle.inclusion_proof(index, leaves);
      expect(plain(theirs.inclusion_path)).toEqual(plain(path));
      expect(inclusionPath(leaves, index)).toEqual(path);
      const leaf = leaves[index] as Uint8Array;
      const given = { leafHash: leaf, index, size, path: theirs.inclusion_path, root };
      expect(verifyInclusion(given)).toBe(true);
      const ours = { log_id: '', tree_size: size, leaf_index: index, inclusion_path: path };
      expect([...(await oracle.verify_inclusion_proof(leaf, ours))]).toEqual([...root]);
    }
  });

  it('has the same consistency proofs, and each accepts the other’s', async () => {
    for (let oldSize = 1; oldSize < size; oldSize += 1 + Math.floor(size / 9)) {
      const oldRoot = log.root(oldSize);
      const path = log.consistencyPath(oldSize);
      const before = { log_id: '', tree_size: oldSize, leaf_index: 0, inclusion_path: [] };
      const theirs = await oracle.consistency_proof(before, leaves);
      // It always sends the old tree's root, which the RFC leaves out where that tree is complete.
      const complete = Number.isInteger(Math.log2(oldSize));
      const sent = complete ? [oldRoot, ...path] : path;
      expect(plain(theirs.consistency_path)).toEqual(plain(sent));
      expect(consistencyPath(leaves, oldSize)).toEqual(path);
      const given = { oldSize, oldRoot, newSize: size, newRoot: root };
      expect(verifyConsistency({ ...given, path })).toBe(true);
      const ours = { log_id: '', tree_size_1: oldSize, tree_size_2: size, consistency_path: sent };
      expect(await oracle.verify_consistency_proof(oldRoot, root, ours)).toBe(true);
    }
  });
});
