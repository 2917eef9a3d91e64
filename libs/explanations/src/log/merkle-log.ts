import {
  HASH_BYTES,
  merkleRoot,
  nodeHash,
  pathFromOld,
  pathToRoot,
  splitOf,
  type RangeRoot,
} from './merkle.js';

/** 32 KiB a page: growing never copies what is there. */
const PAGE_HASHES = 1024;

/**
 * An append-only tree that keeps the root of every complete subtree, 64 bytes a leaf. A subtree
 * that is complete never changes, so appending hashes two nodes on average, and a proof, from any
 * size the log ever had, reads at most two hashes a level.
 */
export class MerkleLog {
  /** `levels[k]` holds the roots of the complete subtrees of 2^k leaves, from the left. */
  private readonly levels: HashList[] = [new HashList()];

  get size(): number {
    return this.listAt(0).length;
  }

  /** Takes the hash of a leaf and tells its index. */
  append(leafHash: Uint8Array): number {
    if (leafHash.length !== HASH_BYTES) {
      throw new RangeError(`expected a hash of ${HASH_BYTES} bytes, found ${leafHash.length}`);
    }
    const index = this.size;
    let hash = leafHash;
    for (let level = 0; ; level += 1) {
      const list = this.listAt(level);
      list.push(hash);
      if (list.length % 2 === 1) return index;
      hash = nodeHash(list.at(list.length - 2), hash);
    }
  }

  leafAt(index: number): Uint8Array {
    return this.listAt(0).at(index);
  }

  /** Of the log as it was when it had so many leaves. */
  root(size: number = this.size): Uint8Array {
    this.requireSize(size);
    return size === 0 ? merkleRoot([]) : this.rangeRoot(0, size);
  }

  inclusionPath(index: number, size: number = this.size): Uint8Array[] {
    this.requireSize(size);
    return pathToRoot(this.rangeRoot, index, size);
  }

  consistencyPath(oldSize: number, size: number = this.size): Uint8Array[] {
    this.requireSize(size);
    return pathFromOld(this.rangeRoot, oldSize, size);
  }

  /** The root of a complete subtree: the `index`-th of 2^height leaves. */
  subtree(height: number, index: number): Uint8Array {
    return this.listAt(height).at(index);
  }

  private readonly rangeRoot: RangeRoot = (from, to) => {
    const leaves = to - from;
    const level = levelOf(leaves);
    if (level !== null) return this.listAt(level).at(from / leaves);
    const middle = from + splitOf(leaves);
    return nodeHash(this.rangeRoot(from, middle), this.rangeRoot(middle, to));
  };

  private listAt(level: number): HashList {
    return (this.levels[level] ??= new HashList());
  }

  private requireSize(size: number): void {
    if (Number.isSafeInteger(size) && size >= 0 && size <= this.size) return;
    throw new RangeError(`expected a size from 0 to ${this.size}, found ${size}`);
  }
}

/** Hashes in one run of bytes: an array of a million small objects would cost four times that. */
class HashList {
  length = 0;
  private readonly pages: Uint8Array[] = [];

  push(hash: Uint8Array): void {
    const at = this.length % PAGE_HASHES;
    if (at === 0) this.pages.push(new Uint8Array(PAGE_HASHES * HASH_BYTES));
    this.pages.at(-1)?.set(hash, at * HASH_BYTES);
    this.length += 1;
  }

  at(index: number): Uint8Array {
    const page = this.pages[Math.floor(index / PAGE_HASHES)];
    if (page === undefined || index >= this.length) throw new RangeError(`no hash at ${index}`);
    const start = (index % PAGE_HASHES) * HASH_BYTES;
    return page.slice(start, start + HASH_BYTES);
  }
}

/** k where `leaves` is 2^k. Ranges of that length are always aligned, as the tree splits there. */
function levelOf(leaves: number): number | null {
  let level = 0;
  let complete = 1;
  while (complete < leaves) [level, complete] = [level + 1, complete * 2];
  return complete === leaves ? level : null;
}
