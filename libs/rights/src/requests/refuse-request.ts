import { notFound, Rejection, type Caller } from '#libs/dispatch';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import { mustBeIndependent } from '../reviews/independence.js';
import { mustBeThere } from './file-request.js';
import type { RefusalGround } from './grounds.js';
import type { RightsRequest } from './request.js';
import { tell } from './tell.js';

/**
 * A person turns a request down, on a listed ground and with a reason that the driver reads. That
 * it was asked before can only be the ground when it was.
 */
export async function refuseRequest(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  input: {
    readonly requestId: string;
    readonly ground: RefusalGround;
    readonly reason: string;
  },
): Promise<RightsRequest> {
  const { requestId, ground, reason } = input;
  const request = await tx.requests.byIdForUpdate(requestId);
  if (request === null) throw notFound('request', requestId);
  if (request.state !== 'open' && request.state !== 'awaiting_identity') {
    throw new Rejection('wrong_state', `Request ${requestId} is closed already.`);
  }
  if (ground === 'identity_not_proven' && request.state === 'open') {
    throw new Rejection('wrong_state', 'The identity of who asked is proven.');
  }
  if (ground === 'repeated' && (await tx.requests.closedBefore(request.driverId, request)) === 0) {
    throw new Rejection('wrong_state', 'Nothing was asked before about the same thing.');
  }
  const review = await tx.reviews.byId(requestId);
  if (review !== null) await mustBeIndependent(tx, caller, review);
  await refuse(tx, means, caller, request, { ground, reason });
  await tx.audit.add({
    id: means.entropy.newId(),
    atMs: means.clock.nowMs(),
    actor: caller.subject,
    role: caller.role,
    action: 'request.refuse',
    subject: requestId,
    reason,
    detail: { ground },
  });
  return mustBeThere(tx, requestId);
}

export async function refuse(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  request: RightsRequest,
  refusal: { readonly ground: RefusalGround; readonly reason: string },
): Promise<void> {
  const atMs = means.clock.nowMs();
  const { requestId } = request;
  await tx.requests.close(requestId, {
    state: 'refused',
    answer: null,
    refusal,
    atMs,
    by: caller.subject,
  });
  await tx.reviews.close(requestId);
  await tx.holds.lift(requestId, atMs);
  await tell(tx, means, caller, request, 'request.refused', { ground: refusal.ground });
}
