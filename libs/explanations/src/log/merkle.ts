import { sha256 } from '../digest.js';

// The tree of RFC 6962, section 2.1 (the same as RFC 9162's). A leaf and an inner node are hashed
// with different first bytes, so that no node can pass for a leaf; a tree of n leaves is split at
// the largest power of two below n, so that what is complete never changes when leaves are added.

export const HASH_BYTES = 32;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function leafHash(data: Uint8Array): Uint8Array {
  return sha256(LEAF, data);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE, left, right);
}

/** The root over leaves `from` (included) to `to` (not included), however it is come by. */
export type RangeRoot = (from: number, to: number) => Uint8Array;

/** The root of a tree; of an empty one, the hash of nothing. */
export function merkleRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  return leafHashes.length === 0 ? sha256() : rangeOf(leafHashes)(0, leafHashes.length);
}

/** The neighbours a leaf is hashed with on the way up, the lowest first. */
export function inclusionPath(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  return pathToRoot(rangeOf(leafHashes), index, leafHashes.length);
}

/** What proves that the tree of the first `oldSize` leaves is the beginning of this one. */
export function consistencyPath(leafHashes: readonly Uint8Array[], oldSize: number): Uint8Array[] {
  return pathFromOld(rangeOf(leafHashes), oldSize, leafHashes.length);
}

/** PATH(m, D[n]) of the RFC, over a tree whose ranges can be asked for. */
export function pathToRoot(root: RangeRoot, index: number, size: number): Uint8Array[] {
  requireWithin('a leaf index', index, 0, size - 1);
  const path: Uint8Array[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.push(root(middle, to));
      to = middle;
    } else {
      path.push(root(from, middle));
      from = middle;
    }
  }
  return path.reverse();
}

/** PROOF(m, D[n]) of the RFC. The old tree's own root is left out where the verifier has it. */
export function pathFromOld(root: RangeRoot, oldSize: number, size: number): Uint8Array[] {
  requireWithin('an older size', oldSize, 0, size);
  if (oldSize === 0 || oldSize === size) return [];
  const path: Uint8Array[] = [];
  let from = 0;
  let to = size;
  let isOldRoot = true;
  while (oldSize !== to) {
    const middle = from + splitOf(to - from);
    if (oldSize <= middle) {
      path.push(root(middle, to));
      to = middle;
    } else {
      path.push(root(from, middle));
      from = middle;
      isOldRoot = false;
    }
  }
  if (!isOldRoot) path.push(root(from, to));
  return path.reverse();
}

/** The largest power of two below `size`: where a tree of so many leaves is divided. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function rangeOf(leafHashes: readonly Uint8Array[]): RangeRoot {
  const root: RangeRoot = (from, to) => {
    if (to - from === 1) return leafHashes[from] as Uint8Array;
    const middle = from + splitOf(to - from);
    return nodeHash(root(from, middle), root(middle, to));
  };
  return root;
}

function requireWithin(what: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`expected ${what} from ${least} to ${most}, found ${value}`);
}
