import type { Tx } from '#libs/dispatch';
import type { AccessView } from '#libs/explanations';

/** The newest of one record; all of them are in `driver.accesses`. */
const SHOWN_MAX = 50;

/** Who else has read this record of this driver, for himself to see in it. */
export async function accessLogOf(
  tx: Tx,
  driverId: string,
  decisionId: string,
): Promise<AccessView[]> {
  const accesses = await tx.accesses.ofDriver(driverId, { decisionId, limit: SHOWN_MAX });
  return accesses.map(({ atMs, role, operation, reason }) => ({
    atMs,
    role,
    purpose: reason ?? operation,
  }));
}
