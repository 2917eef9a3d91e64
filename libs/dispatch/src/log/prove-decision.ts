import {
  growthFile,
  proofFile,
  readTree,
  type GrowthFile,
  type ProofFile,
} from '#libs/explanations';
import type { Tx } from '../ports/database.js';
import type { SignedCheckpoint } from '../ports/decision-log.js';
import { notFound, Rejection } from '../rejection.js';

/**
 * What a driver takes home: his row of the decision, and its way into the newest signed checkpoint
 * that holds it. Of the other drivers there is one hash each at most, under salts he never sees.
 */
export async function proveDecision(
  tx: Tx,
  { decisionId, driverId }: { readonly decisionId: string; readonly driverId: string },
): Promise<ProofFile> {
  const disclosure = await tx.decisionLog.disclosure(decisionId, driverId);
  if (disclosure === null) throw notFound('sealed record of decision', decisionId);
  const leaf = await tx.decisionLog.leaf(decisionId);
  const checkpoint = await tx.decisionLog.newestCheckpoint();
  const index = leaf?.index ?? null;
  if (index === null || checkpoint === null || index >= checkpoint.size) {
    throw new Rejection(
      'not_in_log_yet',
      'The decision waits for its place in the log, which it gets within a second or two.',
      [],
      1,
    );
  }
  const tree = await readTree((run) => tx.decisionLog.hashes(run), checkpoint.size, index);
  const { note, vkey } = checkpoint;
  return proofFile({
    ...{ decisionId, driverId },
    ...disclosure,
    record: JSON.parse(disclosure.record) as object,
    log: { index, path: tree.inclusionPath(index), checkpoint: note, vkey },
  });
}

export async function newestCheckpoint(tx: Tx): Promise<SignedCheckpoint> {
  const checkpoint = await tx.decisionLog.newestCheckpoint();
  if (checkpoint !== null) return checkpoint;
  throw new Rejection(
    'not_in_log_yet',
    'The log is not begun; that is a matter of a second.',
    [],
    1,
  );
}

/**
 * From a checkpoint that somebody holds to a later one. Only of sizes that were signed: who holds
 * one of a size that this log never signed has found a second history, and should say so.
 */
export async function proveGrowth(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number | null },
): Promise<GrowthFile> {
  const newest = await newestCheckpoint(tx);
  const signed = async (size: number): Promise<SignedCheckpoint> => {
    const found = await tx.decisionLog.checkpointOf(newest.origin, size);
    if (found === null) throw notFound('checkpoint of size', String(size));
    return found;
  };
  const older = await signed(from);
  const newer = to === null ? newest : await signed(to);
  if (older.size > newer.size) {
    throw new Rejection('validation_failed', 'The log only grows: `from` is above `to`.', [
      { path: '/to', code: 'too_small', message: `expected at least ${from}, got ${newer.size}` },
    ]);
  }
  const leaf = older.size === 0 ? null : older.size - 1;
  const tree = await readTree((run) => tx.decisionLog.hashes(run), newer.size, leaf);
  return growthFile({
    ...{ older: older.note, newer: newer.note, vkey: newest.vkey },
    path: tree.consistencyPath(older.size),
  });
}
