import { notFound, type Caller } from '#libs/dispatch';
import type { RightsTx } from '../ports/database.js';
import type { RightsRequest } from './request.js';

/**
 * His own for a driver; for a service of anyone, and only when and how far: words and answers are
 * between the driver and us. Staff see all.
 */
export async function requestSeen(
  tx: RightsTx,
  caller: Caller,
  requestId: string,
): Promise<RightsRequest> {
  const request = await tx.requests.byId(requestId);
  if (request === null || !maySee(caller, request)) throw notFound('request', requestId);
  return asSeenBy(caller, request);
}

export async function requestsOf(
  tx: RightsTx,
  caller: Caller,
  driverId: string,
  page: Parameters<RightsTx['requests']['ofDriver']>[1],
): Promise<RightsRequest[]> {
  const himself = caller.role !== 'driver' || caller.subject === driverId;
  if (!himself || (await tx.drivers.byId(driverId)) === null) throw notFound('driver', driverId);
  return tx.requests.ofDriver(driverId, page);
}

const maySee = ({ role, subject }: Caller, { driverId }: RightsRequest): boolean =>
  role !== 'driver' || driverId === subject;

/** A service that repeats what the driver asked himself learns no more than that it is open. */
export const asSeenBy = ({ role }: Caller, request: RightsRequest): RightsRequest =>
  role === 'service' ? { ...request, words: null, answer: null, refusal: null } : request;
