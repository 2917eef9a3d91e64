import {
  completedRuns,
  LogIncomplete,
  openCheckpoint,
  readTree,
  rootsOf,
  signCheckpoint,
  verifyConsistency,
  vkeyText,
  type Checkpoint,
  type Signer,
  type StoredTree,
} from '#libs/explanations';
import type { Clock } from '../ports/clock.js';
import type { Database, Tx } from '../ports/database.js';
import type { SignedCheckpoint } from '../ports/decision-log.js';

/** Some 700 ms of work; what waits beyond that is taken at once afterwards. */
export const BATCH_MAX = 10_000;

/** The log will not be continued: what it says now is not what was signed before. */
export class LogRefused extends Error {
  override readonly name = 'LogRefused';
}

export type Sequenced =
  | { readonly did: 'another_leads' | 'nothing' }
  | {
      readonly did: 'signed';
      readonly checkpoint: SignedCheckpoint;
      readonly leaves: number;
      /** The batch was full: others may be waiting. */
      readonly more: boolean;
    };

type Means = { readonly clock: Clock; readonly signer: Signer };

/**
 * One batch, in one transaction: places for what waits, the checkpoint over them. Before anything
 * is signed the tree, as it lies in the database, is proved to begin with the one signed last; if
 * it does not, nothing is signed and everything of the batch is rolled back. `remembered` is a
 * checkpoint from outside the database: a database put back to an older state knows nothing of what
 * was signed since, and would sign another history.
 */
export async function sequenceLog(
  database: Database,
  means: Means,
  remembered: string | null = null,
): Promise<Sequenced> {
  return database.transact(async (tx) => {
    if (!(await tx.decisionLog.lead())) return { did: 'another_leads' };
    const { signer, clock } = means;
    const newest = await tx.decisionLog.newestCheckpoint(signer.name);
    const from = await tx.decisionLog.size();
    const leaves = await tx.decisionLog.sequence(from, BATCH_MAX);
    const size = from + leaves;
    if (leaves === 0 && newest?.size === from && remembered === null) return { did: 'nothing' };
    await keepCompleted(tx, from, size);
    if (remembered !== null) {
      await requireGrownFrom(tx, opened(remembered, signer, 'the one kept outside'), size);
    }
    if (newest !== null) {
      const last = opened(newest.note, signer, `number ${newest.size} of the database`);
      if (last.size !== newest.size) {
        throw new LogRefused(`the checkpoint stored for size ${newest.size} says ${last.size}`);
      }
      await requireGrownFrom(tx, last, size);
      if (last.size === size) return { did: 'nothing' };
    }
    const root = (await treeOf(tx, size)).root();
    const checkpoint = {
      origin: signer.name,
      size,
      note: signCheckpoint({ size, root }, signer),
      vkey: vkeyText(signer),
      signedAtMs: clock.nowMs(),
    };
    await tx.decisionLog.addCheckpoint(checkpoint);
    return { did: 'signed', checkpoint, leaves, more: leaves === BATCH_MAX };
  });
}

function opened(note: string, signer: Signer, which: string): Checkpoint {
  const { checkpoint, fault } = openCheckpoint(note, signer);
  if (checkpoint !== null) return checkpoint;
  throw new LogRefused(
    `the last checkpoint (${which}) does not open with this key: ${fault}. ` +
      'A new key needs a new LOG_ORIGIN.',
  );
}

async function requireGrownFrom(tx: Tx, last: Checkpoint, size: number): Promise<void> {
  if (size < last.size) {
    throw new LogRefused(`${last.size} leaves were signed and ${size} are left`);
  }
  const tree = await treeOf(tx, size, last.size === 0 ? null : last.size - 1);
  const grown = verifyConsistency({
    oldSize: last.size,
    oldRoot: last.root,
    newSize: size,
    newRoot: tree.root(),
    path: tree.consistencyPath(last.size),
  });
  if (!grown) {
    throw new LogRefused(`the first ${last.size} leaves are not those that were signed`);
  }
}

function treeOf(tx: Tx, size: number, leaf: number | null = null): Promise<StoredTree> {
  return whole(() => readTree((run) => tx.decisionLog.hashes(run), size, leaf));
}

async function keepCompleted(tx: Tx, from: number, size: number): Promise<void> {
  for (const run of completedRuns(from, size)) {
    const roots = await whole(() => rootsOf((below) => tx.decisionLog.hashes(below), run));
    await tx.decisionLog.keepHashes(run, roots);
  }
}

/** A hole in the log is no fault of the moment that a second try would mend. */
async function whole<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof LogIncomplete) throw new LogRefused(cause.message);
    throw cause;
  }
}
