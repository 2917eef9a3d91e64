import type { Caller } from '../caller.js';
import type { Access, AccessRequest } from '../model/access.js';
import type { Tx } from '../ports/database.js';
import { notFound } from '../rejection.js';

const REQUESTS_MAX = 100;

/** Who has seen what of a driver and who has asked to, for himself alone. */
export async function driverAccesses(
  tx: Tx,
  caller: Caller,
  { driverId, after, limit }: { driverId: string; after: number | null; limit: number },
): Promise<{
  readonly accesses: readonly (Access & { readonly number: number })[];
  readonly requests: readonly AccessRequest[];
}> {
  if (caller.subject !== driverId || (await tx.drivers.byId(driverId)) === null) {
    throw notFound('driver', driverId);
  }
  return {
    accesses: await tx.accesses.ofDriver(driverId, {
      limit,
      ...(after === null ? {} : { after }),
    }),
    requests: after === null ? await tx.accesses.requestsAbout(driverId, REQUESTS_MAX) : [],
  };
}
