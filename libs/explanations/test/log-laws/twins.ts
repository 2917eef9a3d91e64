import { sha256 } from '../../src/digest.js';
import { MerkleLog } from '../../src/log/merkle-log.js';
import { rootFromInclusion, sameBytes } from '../../src/log/verify.js';
import { room, type laws, type Room } from './laws.js';

type Twin = { readonly breaks: keyof typeof laws; readonly twin: Room };

/** Each is wrong by one line, and right by every other law. */
export const twins: Readonly<Record<string, Twin>> = {
  'hashes a leaf without its mark': {
    breaks: 'no inner node passes for a leaf',
    twin: { ...room, leafHash: (data) => sha256(data) },
  },
  'does not look at the place': {
    breaks: 'a leaf is proved at its own place and at no other',
    twin: {
      ...room,
      verifyInclusion: (given) =>
        Array.from({ length: given.size }, (_, index) => index).some((index) =>
          room.verifyInclusion({ ...given, index }),
        ),
    },
  },
  'compares the beginning of a root': {
    breaks: 'a proof with anything in it changed proves nothing',
    twin: {
      ...room,
      verifyInclusion: (given) => {
        const found = rootFromInclusion(given);
        return found !== null && sameBytes(found.slice(0, 8), given.root.slice(0, 8));
      },
    },
  },
  'passes over what stands too much in a path': {
    breaks: 'a proof with anything in it changed proves nothing',
    twin: {
      ...room,
      verifyInclusion: (given) =>
        given.path.some((_, end) =>
          room.verifyInclusion({ ...given, path: given.path.slice(0, end) }),
        ) || room.verifyInclusion(given),
    },
  },
  'sends the old root where the verifier has it': {
    breaks: 'every size is proved to begin with every smaller one',
    twin: {
      ...room,
      newLog: () =>
        logWith((log) => ({
          consistencyPath: (oldSize, size) => {
            const path = log.consistencyPath(oldSize, size);
            return Number.isInteger(Math.log2(oldSize)) ? [log.root(oldSize), ...path] : path;
          },
        })),
    },
  },
  'asks only that the new root is reached': {
    breaks: 'a log whose past was changed is not proved to have grown',
    twin: {
      ...room,
      verifyConsistency: (given) =>
        room.verifyConsistency(given) ||
        [...given.path, given.newRoot].some((oldRoot) =>
          room.verifyConsistency({ ...given, oldRoot, oldSize: given.newSize, path: [] }),
        ),
    },
  },
  'counts its leaves from one': {
    breaks: 'a log is at every size the tree of its first leaves',
    twin: {
      ...room,
      newLog: () => logWith((log) => ({ append: (leaf) => log.append(leaf) + 1 })),
    },
  },
  'sends the leaf along': {
    breaks: 'a proof is never longer than the tree is high',
    twin: {
      ...room,
      newLog: () =>
        logWith((log) => ({
          inclusionPath: (index, size) => [log.leafAt(index), ...log.inclusionPath(index, size)],
        })),
      verifyInclusion: (given) =>
        room.verifyInclusion({ ...given, path: given.path.slice(1) }) &&
        sameBytes(given.path[0] ?? new Uint8Array(), given.leafHash),
    },
  },
};

type Log = ReturnType<Room['newLog']>;

function logWith(change: (log: MerkleLog) => Partial<Log>): Log {
  const log = new MerkleLog();
  return {
    append: (leaf) => log.append(leaf),
    root: (size) => log.root(size),
    inclusionPath: (index, size) => log.inclusionPath(index, size),
    consistencyPath: (oldSize, size) => log.consistencyPath(oldSize, size),
    ...change(log),
  };
}
