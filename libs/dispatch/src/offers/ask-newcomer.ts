import { nearbyCargo } from '../drivers/nearby-cargo.js';
import type { Matching } from '../matching/context.js';
import type { DriverState } from '../model/driver.js';
import type { Tx } from '../ports/database.js';

/** Best for him first; more at once nobody could answer. */
const HURRIED_MAX = 20;
/** By then every process has heard where he is. */
const HEARD_AFTER_MS = 500;

/**
 * A driver has come on duty, or to another place: orders nearby that he could be given, and that
 * have asked everyone there was, look again now. Others know nothing of it: no offer that stands is
 * cut short, and what he may not be given stays as it is.
 */
export async function askNewcomer(
  tx: Tx,
  matching: Matching,
  { driverId, activeOrders }: DriverState,
): Promise<void> {
  if (activeOrders > 0) return;
  const caller = { role: 'driver', subject: driverId, requestId: null } as const;
  const anywhere = { fromCityCode: null, toCityCode: null, body: null, after: null };
  const { cargo } = await nearbyCargo(tx, matching, caller, {
    ...{ ...anywhere, driverId, mode: 'offer', limit: HURRIED_MAX },
    ...{ loadingFromMs: null, loadingUntilMs: null },
  });
  const orderIds = cargo.map(({ order }) => order.orderId);
  await tx.wakeUps.hurryOffers(orderIds, matching.clock.nowMs() + HEARD_AFTER_MS);
}
