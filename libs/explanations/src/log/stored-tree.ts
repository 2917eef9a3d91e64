import {
  merkleRoot,
  nodeHash,
  pathFromOld,
  pathToRoot,
  splitOf,
  type RangeRoot,
} from './merkle.js';

// A log that lies in a store: leaves, and the roots of complete subtrees of every eighth height.
// Any root or proof needs, at each such height, the run of 256 it passes through and the unfinished
// run at the end, so it is a few reads however long the log is.

/** Heights that are kept. */
export const STORED_EVERY = 8;
const RUN = 2 ** STORED_EVERY;

/** Hashes `from` (included) to `to` (not included) at a height; height 0 are the leaves. */
export type Run = { readonly height: number; readonly from: number; readonly to: number };
export type ReadRun = (run: Run) => Promise<readonly Uint8Array[]>;

export class LogIncomplete extends Error {
  override readonly name = 'LogIncomplete';
}

/** The tree of the first `size` leaves, as far as proofs about `leaf` need it. */
export async function readTree(
  read: ReadRun,
  size: number,
  leaf: number | null = null,
): Promise<StoredTree> {
  const hashes = new Map<string, Uint8Array>();
  for (let height = 0; ; height += STORED_EVERY) {
    const count = Math.floor(size / 2 ** height);
    if (count === 0) return new StoredTree(size, hashes);
    const starts = new Set([Math.floor(count / RUN) * RUN]);
    if (leaf !== null) starts.add(Math.floor(leaf / 2 ** height / RUN) * RUN);
    for (const from of starts) {
      const to = Math.min(from + RUN, count);
      if (from >= to) continue;
      const found = await read({ height, from, to });
      if (found.length !== to - from) {
        const wanted = `hashes ${from} to ${to - 1} at height ${height}`;
        throw new LogIncomplete(`expected ${wanted}, found ${found.length} of ${to - from}`);
      }
      found.forEach((hash, at) => hashes.set(`${height}/${from + at}`, hash));
    }
  }
}

/**
 * The roots that become known when a log grows: to be kept, the lower heights before the higher.
 */
export function completedRuns(oldSize: number, newSize: number): Run[] {
  const runs: Run[] = [];
  for (let height = STORED_EVERY; ; height += STORED_EVERY) {
    const [from, to] = [Math.floor(oldSize / 2 ** height), Math.floor(newSize / 2 ** height)];
    if (from === to) return runs;
    runs.push({ height, from, to });
  }
}

/** Their roots, from what lies below them. */
export async function rootsOf(read: ReadRun, { height, from, to }: Run): Promise<Uint8Array[]> {
  const below = await read({ height: height - STORED_EVERY, from: from * RUN, to: to * RUN });
  if (below.length !== (to - from) * RUN) {
    throw new LogIncomplete(`expected ${(to - from) * RUN} hashes, found ${below.length}`);
  }
  return Array.from({ length: to - from }, (_, at) =>
    merkleRoot(below.slice(at * RUN, (at + 1) * RUN)),
  );
}

export class StoredTree {
  constructor(
    readonly size: number,
    private readonly hashes: ReadonlyMap<string, Uint8Array>,
  ) {}

  root(): Uint8Array {
    return this.size === 0 ? merkleRoot([]) : this.rangeRoot(0, this.size);
  }

  inclusionPath(index: number): Uint8Array[] {
    return pathToRoot(this.rangeRoot, index, this.size);
  }

  /** Needs the tree as read for leaf `oldSize - 1`. */
  consistencyPath(oldSize: number): Uint8Array[] {
    return pathFromOld(this.rangeRoot, oldSize, this.size);
  }

  private readonly rangeRoot: RangeRoot = (from, to) => {
    const height = storedHeightOf(to - from);
    if (height === null) {
      const middle = from + splitOf(to - from);
      return nodeHash(this.rangeRoot(from, middle), this.rangeRoot(middle, to));
    }
    const width = 2 ** height;
    const below: Uint8Array[] = [];
    for (let at = from / width; at < to / width; at += 1) below.push(this.hash(height, at));
    return merkleRoot(below);
  };

  private hash(height: number, index: number): Uint8Array {
    const hash = this.hashes.get(`${height}/${index}`);
    if (hash === undefined)
      throw new LogIncomplete(`hash ${index} at height ${height} is not read`);
    return hash;
  }
}

/** Of a complete subtree, the height of what is stored below or at its root; null of any other. */
function storedHeightOf(leaves: number): number | null {
  const height = Math.round(Math.log2(leaves));
  return 2 ** height === leaves ? height - (height % STORED_EVERY) : null;
}
