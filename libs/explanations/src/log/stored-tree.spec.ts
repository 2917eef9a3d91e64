import { leafHash } from './merkle.js';
import { MerkleLog } from './merkle-log.js';
import { completedRuns, LogIncomplete, readTree, rootsOf, type ReadRun } from './stored-tree.js';

/** A store as the database is one: leaves and every eighth height, grown in batches. */
async function grown(batches: readonly number[]) {
  const leaves: Uint8Array[] = [];
  const rows = new Map([[0, leaves]]);
  const log = new MerkleLog();
  const reads: number[] = [];
  const read: ReadRun = ({ height, from, to }) => {
    reads.push(to - from);
    return Promise.resolve((rows.get(height) ?? []).slice(from, to));
  };
  for (const batch of batches) {
    const oldSize = log.size;
    for (let at = 0; at < batch; at += 1) {
      const leaf = leafHash(Uint8Array.of(log.size & 255, log.size >> 8, log.size >> 16));
      leaves.push(leaf);
      log.append(leaf);
    }
    for (const run of completedRuns(oldSize, log.size)) {
      const known = rows.get(run.height) ?? [];
      expect(known).toHaveLength(run.from);
      rows.set(run.height, [...known, ...(await rootsOf(read, run))]);
    }
  }
  return { log, rows, read, reads };
}

describe('a tree read from a store', () => {
  it('has the roots and proofs of the tree in memory, whatever batches it grew by', async () => {
    const { log, read } = await grown([1, 254, 1, 1, 300, 0, 467, 512]);
    const sizes = [0, 1, 2, 255, 256, 257, 511, 512, 513, 1000, 1023, 1024, log.size];
    for (const size of sizes) {
      expect((await readTree(read, size)).root()).toEqual(log.root(size));
      for (const point of sizes.filter((each) => each > 0 && each <= size)) {
        const tree = await readTree(read, size, point - 1);
        expect(tree.inclusionPath(point - 1)).toEqual(log.inclusionPath(point - 1, size));
        expect(tree.consistencyPath(point)).toEqual(log.consistencyPath(point, size));
      }
    }
  });

  it('holds past the third stored height, by four short reads at most a height', async () => {
    const { log, read, reads } = await grown(Array<number>(33).fill(2000));
    reads.length = 0;
    const tree = await readTree(read, log.size, 31_415);
    expect(tree.inclusionPath(31_415)).toEqual(log.inclusionPath(31_415));
    expect(tree.consistencyPath(31_416)).toEqual(log.consistencyPath(31_416));
    expect(reads.length).toBeLessThanOrEqual(6);
    expect(Math.max(...reads)).toBeLessThanOrEqual(256);
  });

  it('says what is missing from the store instead of proving something else', async () => {
    const { rows, read } = await grown([600]);
    rows.get(0)?.splice(590, 1);
    await expect(readTree(read, 600)).rejects.toThrow(
      new LogIncomplete('expected hashes 512 to 599 at height 0, found 87 of 88'),
    );
  });
});
