import { Rejection, type Clock } from '#libs/dispatch';
import type { RightsTx } from '../ports/database.js';
import type { Erasure } from '../ports/erasures.js';
import type { ErasureMeans } from './advance-erasures.js';

const AT_ONCE = 100;
const AGAIN_BASE_MS = 5_000;
const AGAIN_MAX_MS = 3_600_000;
/**
 * Whoever has not acknowledged by then is told no more, and stays in the list as one who did not.
 */
const TOLD_FOR_MS = 30 * 86_400_000;

/**
 * Tells those who have received a driver's data that they must delete it, each again and again
 * until it acknowledges (R3). The id travels in a message that no stream keeps; here it lies
 * encrypted, and only until everyone has acknowledged.
 */
export async function tellRecipients(means: ErasureMeans): Promise<number> {
  const { database, outside, clock } = means;
  const nowMs = clock.nowMs();
  const due = await database.read.erasures.notices(nowMs, AT_ONCE);
  for (const notice of due) {
    const { erasureId, recipient, attempts } = notice;
    const driverId = await database.read.erasures.subjectOf(erasureId);
    const erasure = await database.read.erasures.byId(erasureId);
    if (driverId !== null && erasure !== null) {
      const erasedAtMs = erasure.erasedAtMs ?? nowMs;
      await outside.tell(recipient, { noticeId: erasureId, driverId, erasedAtMs });
    }
    const pauseMs = Math.min(AGAIN_MAX_MS, AGAIN_BASE_MS * 2 ** Math.min(attempts, 12));
    const againMs = nowMs + (driverId === null ? TOLD_FOR_MS : pauseMs);
    await database.transact((tx) => tx.erasures.tellAgain(notice, againMs));
  }
  await database.transact((tx) => tx.erasures.forgetSubjects(nowMs - TOLD_FOR_MS));
  return due.length;
}

/** A recipient says that it has deleted what it had. */
export async function acknowledgeErasure(
  tx: RightsTx,
  { clock }: { readonly clock: Clock },
  { erasureId, recipient }: { erasureId: string; recipient: string },
): Promise<Erasure> {
  const atMs = clock.nowMs();
  const erasure = await tx.erasures.byId(erasureId);
  if (erasure === null || !(await tx.erasures.acknowledge({ erasureId, recipient, atMs }))) {
    throw new Rejection('not_found', `${recipient} was not told of such an erasure.`);
  }
  return erasure;
}
