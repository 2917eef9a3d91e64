import { sha256 } from '../digest.js';
import { HASH_BYTES, nodeHash } from './merkle.js';

// The verifier's side of RFC 9162, sections 2.1.3.2 and 2.1.4.2, in plain steps over positions, so
// that it shares nothing with the code that makes proofs. It answers false and never throws: what
// it is given comes from strangers.

export type Inclusion = {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
};

export type Consistency = {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
};

export function verifyInclusion({ leafHash, index, size, path, root }: Inclusion): boolean {
  const found = rootFromInclusion({ leafHash, index, size, path });
  return found !== null && sameBytes(found, root);
}

/** The root a path leads to; null where no tree of this size has such a path. */
export function rootFromInclusion(given: Omit<Inclusion, 'root'>): Uint8Array | null {
  const { leafHash, index, size, path } = given;
  if (!isCount(index) || !isCount(size) || index >= size) return null;
  if (![leafHash, ...path].every(isHash)) return null;

  let at = index;
  let last = size - 1;
  let root = leafHash;
  for (const neighbour of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = nodeHash(neighbour, root);
      // A node without a right neighbour rises until it is one itself.
      while (at % 2 === 0 && at !== 0) [at, last] = [halved(at), halved(last)];
    } else {
      root = nodeHash(root, neighbour);
    }
    [at, last] = [halved(at), halved(last)];
  }
  return last === 0 ? root : null;
}

export function verifyConsistency(given: Consistency): boolean {
  const { oldSize, oldRoot, newSize, newRoot, path } = given;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) return false;
  if (![oldRoot, newRoot, ...path].every(isHash)) return false;
  if (oldSize === newSize) return path.length === 0 && sameBytes(oldRoot, newRoot);
  // Every tree begins with the empty one, but only the real empty one has its root.
  if (oldSize === 0) return path.length === 0 && sameBytes(oldRoot, sha256());

  let at = oldSize - 1;
  let last = newSize - 1;
  while (at % 2 === 1) [at, last] = [halved(at), halved(last)];

  // Where the old tree was complete its root is the first node, and is not sent again.
  const [first, ...rest] = at === 0 ? [oldRoot, ...path] : path;
  if (first === undefined) return false;
  let before = first;
  let now = first;
  for (const neighbour of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      before = nodeHash(neighbour, before);
      now = nodeHash(neighbour, now);
      while (at % 2 === 0 && at !== 0) [at, last] = [halved(at), halved(last)];
    } else {
      now = nodeHash(now, neighbour);
    }
    [at, last] = [halved(at), halved(last)];
  }
  return last === 0 && sameBytes(before, oldRoot) && sameBytes(now, newRoot);
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

function halved(position: number): number {
  return Math.floor(position / 2);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES;
}
