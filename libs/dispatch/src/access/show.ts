import type { Caller } from '../caller.js';
import type { Access, AccessKind, AccessRequest, AccessShown } from '../model/access.js';
import type { Clock } from '../ports/clock.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';

const NEEDS_APPROVAL: readonly Caller['role'][] = ['reviewer', 'operator'];

type Means = { readonly clock: Clock };

/** The approval by which staff may see this of a driver; null for callers who need none. */
export async function mustBeApproved(
  tx: Tx,
  means: Means,
  caller: Caller,
  { driverId, what }: { driverId: string; what: AccessKind },
): Promise<AccessRequest | null> {
  if (!NEEDS_APPROVAL.includes(caller.role)) return null;
  const approval = await approvalFor(tx, means, caller, { driverId, what });
  if (approval !== null) return approval;
  throw new Rejection(
    'access_not_approved',
    `Nobody has approved that you see the ${what} of driver ${driverId} now.`,
  );
}

/** The same for what is left out of an answer instead of refusing it. */
export function approvalFor(
  tx: Tx,
  { clock }: Means,
  { subject }: Caller,
  { driverId, what }: { driverId: string; what: AccessKind },
): Promise<AccessRequest | null> {
  return tx.accesses.permission({ driverId, askedBy: subject, what, nowMs: clock.nowMs() });
}

export type Shown = {
  readonly driverId: string;
  readonly what: AccessShown;
  readonly orderId?: string | null;
  readonly decisionId?: string | null;
  readonly approval?: AccessRequest | null;
  /** Why, where no approval says so: the case that is worked on. */
  readonly reason?: string | null;
};

/**
 * Writes down that somebody is shown data of drivers (S2), all of one answer in one statement. To
 * be awaited before the answer leaves: what cannot be recorded is not shown. A driver who reads of
 * himself is nobody's business.
 */
export async function recordShown(
  tx: Tx,
  { clock }: Means,
  { role, subject, requestId }: Caller,
  operation: string,
  shown: readonly Shown[],
): Promise<void> {
  const atMs = clock.nowMs();
  const others = shown.filter(({ driverId }) => role !== 'driver' || driverId !== subject);
  if (others.length === 0) return;
  await tx.accesses.record(
    others.map(
      ({
        driverId,
        what,
        orderId = null,
        decisionId = null,
        approval = null,
        reason = null,
      }): Access => ({
        driverId,
        atMs,
        actor: subject,
        role,
        operation,
        what,
        orderId,
        decisionId,
        accessId: approval?.accessId ?? null,
        reason: approval?.reason ?? reason,
        requestId,
      }),
    ),
  );
}
