import {
  HASH_BYTES,
  inclusionPath,
  leafHash,
  MerkleLog,
  sameBytes,
  tlogProofText,
  verifyConsistency,
  verifyInclusion,
} from '#libs/explanations';
import { quantile, rounded } from '../rounds.js';

/** Tried at so many places all over the log. */
const PROOFS = 2_000;
const TRIES = 3;

export type Timed = { readonly p50: number; readonly p99: number; readonly max: number };

export type InMemory = {
  readonly appendsPerSecond: number;
  readonly proofsPerSecond: number;
  /** The same proof by who keeps only the leaves and hashes them all again. */
  readonly recomputedPerSecond: number;
  /** Proof and verification, over all places; of each place the quickest of a few tries. */
  readonly inclusionMs: Timed;
  readonly consistencyMs: Timed;
  /** The first tries alone, with whatever else the machine did meanwhile. */
  readonly firstTryMs: Timed;
  readonly proofBytes: number;
  /** As text, with a checkpoint, as a driver gets it. */
  readonly proofTextBytes: number;
  readonly root: Uint8Array;
};

/** One log of so many leaves: growing it, and proving and checking all over it. */
export function inMemory(leaves: number, seed: number, checkpoint: string): InMemory {
  const entryAt = entries(seed);
  const startMs = performance.now();
  const log = new MerkleLog();
  for (let index = 0; index < leaves; index += 1) log.append(leafHash(entryAt(index)));
  const appendMs = performance.now() - startMs;
  const root = log.root();

  const places = Array.from({ length: PROOFS }, (_, at) => placeOf(at, leaves));
  const inclusions = places.map((index) =>
    tried(() => {
      const path = log.inclusionPath(index);
      const leaf = leafHash(entryAt(index));
      if (!verifyInclusion({ leafHash: leaf, index, size: leaves, path, root })) {
        throw new Error(`leaf ${index} is not proved`);
      }
      return path;
    }),
  );
  const consistencies = places.map((place) => {
    const oldSize = Math.max(1, place);
    const oldRoot = log.root(oldSize);
    return tried(() => {
      const path = log.consistencyPath(oldSize);
      if (!verifyConsistency({ oldSize, oldRoot, newSize: leaves, newRoot: root, path })) {
        throw new Error(`growth from ${oldSize} is not proved`);
      }
      return path;
    });
  });
  const paths = [...inclusions, ...consistencies].map(({ path }) => path);
  const texts = inclusions.map(({ path }, at) =>
    tlogProofText({ index: places[at] ?? 0, path, checkpoint }),
  );
  const provingMs = inclusions.reduce((sum, { firstMs }) => sum + firstMs, 0);
  return {
    appendsPerSecond: (leaves / appendMs) * 1000,
    proofsPerSecond: (PROOFS / provingMs) * 1000,
    recomputedPerSecond: 1000 / recomputedMs(log, places[1] ?? 0),
    inclusionMs: timed(inclusions.map(({ bestMs }) => bestMs)),
    consistencyMs: timed(consistencies.map(({ bestMs }) => bestMs)),
    firstTryMs: timed([...inclusions, ...consistencies].map(({ firstMs }) => firstMs)),
    proofBytes: Math.max(...paths.map((path) => path.length * HASH_BYTES)),
    proofTextBytes: Math.max(...texts.map((text) => Buffer.byteLength(text))),
    root,
  };
}

/** What takes microseconds is mostly the machine's other business when it takes milliseconds. */
function tried(work: () => Uint8Array[]): { path: Uint8Array[]; firstMs: number; bestMs: number } {
  let path: Uint8Array[] = [];
  const times = Array.from({ length: TRIES }, () => {
    const from = performance.now();
    path = work();
    return performance.now() - from;
  });
  return { path, firstMs: times[0] ?? Number.NaN, bestMs: Math.min(...times) };
}

/** Who keeps nothing but the leaves: one proof costs as many hashes as there are leaves. */
function recomputedMs(log: MerkleLog, index: number): number {
  const hashes = Array.from({ length: log.size }, (_, at) => log.leafAt(at));
  const root = log.root();
  const from = performance.now();
  const path = inclusionPath(hashes, index);
  const proof = { leafHash: log.leafAt(index), index, size: hashes.length, path, root };
  const holds = verifyInclusion(proof);
  const tookMs = performance.now() - from;
  const known = log.inclusionPath(index);
  if (!holds || !path.every((hash, at) => sameBytes(hash, known[at] ?? new Uint8Array()))) {
    throw new Error(`leaf ${index} is proved in two ways that differ`);
  }
  return tookMs;
}

/** 32 bytes each, as the root of a decision is. One piece of memory, written anew for each. */
function entries(seed: number): (index: number) => Uint8Array {
  const entry = new Uint8Array(32);
  const view = new DataView(entry.buffer);
  view.setUint32(0, seed);
  return (index) => {
    view.setUint32(4, index);
    return entry;
  };
}

/** All over the log, its first and its last leaf among them. */
function placeOf(at: number, leaves: number): number {
  return at === 0 ? leaves - 1 : (at * 99_991) % leaves;
}

function timed(times: readonly number[]): Timed {
  const sorted = [...times].sort((one, other) => one - other);
  return {
    p50: rounded(quantile(sorted, 0.5)),
    p99: rounded(quantile(sorted, 0.99)),
    max: rounded(sorted.at(-1) ?? Number.NaN),
  };
}
