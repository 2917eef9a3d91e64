import {
  driverSeen,
  history,
  NO_CONSENTS,
  Rejection,
  type Caller,
  type Matching,
} from '#libs/dispatch';
import type { RightsTx } from '../ports/database.js';
import type { Erasure, ErasureGround } from '../ports/erasures.js';

type Means = Pick<Matching, 'clock' | 'entropy'>;

/**
 * Closes an account and asks for everything about its driver to be erased (R3, R5). Refused while
 * he carries an order: the goods of others are on his truck. From here on he is off duty, nothing
 * of his may be used, and no award that is being decided can be claimed for him.
 */
export async function askErasure(
  tx: RightsTx,
  { clock, entropy }: Means,
  caller: Caller,
  { driverId, ground }: { driverId: string; ground: ErasureGround },
): Promise<Erasure> {
  await driverSeen(tx, caller, driverId);
  if (await tx.erasures.carries(driverId)) {
    throw new Rejection(
      'carries_an_order',
      'An account is closed when the order it carries is delivered or given back. Ask again then.',
    );
  }
  const driver = await tx.drivers.byIdForUpdate(driverId);
  if (driver === null) throw new Error(`driver ${driverId} vanished under his own lock`);
  const nowMs = clock.nowMs();
  await tx.drivers.forgetFix(driverId);
  await tx.drivers.update({
    ...driver,
    version: driver.version + 1,
    onDuty: false,
    freeSinceMs: null,
    consents: NO_CONSENTS,
    manualPlace: null,
  });
  const after = await tx.drivers.byId(driverId);
  if (after !== null) await tx.drivers.recordState(history(after, nowMs));
  const erasure = await tx.erasures.ask({
    erasureId: entropy.newId(),
    driverId,
    ground,
    askedByRole: caller.role,
    atMs: nowMs,
  });
  await tx.audit.add({
    id: entropy.newId(),
    atMs: nowMs,
    actor: caller.subject,
    role: caller.role,
    action: 'driver.erase',
    subject: erasure.erasureId,
    reason: ground,
    detail: null,
  });
  return erasure;
}

/** How far an erasure is. A driver is shown his own: by his token's id, which is kept nowhere. */
export async function erasureSeen(
  tx: RightsTx,
  caller: Caller,
  erasureId: string,
): Promise<Erasure> {
  const erasure = await tx.erasures.byId(erasureId);
  const may =
    erasure !== null &&
    (caller.role !== 'driver' || tx.erasures.fenceOf(caller.subject) === erasure.fence);
  if (!may) throw new Rejection('not_found', 'There is no such erasure that you may see.');
  return erasure;
}
