import { notFound, Rejection, type Caller } from '#libs/dispatch';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import { mustBeThere, nowProven } from './file-request.js';
import { refuse } from './refuse-request.js';
import type { RightsRequest } from './request.js';

/**
 * A service tells what its check of identity came to. A repeat of the request kept its id, so this
 * works for whoever asked first and for whoever asked again.
 */
export async function verifyIdentity(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  input: { readonly requestId: string; readonly proven: boolean; readonly reason: string },
): Promise<RightsRequest> {
  const request = await tx.requests.byIdForUpdate(input.requestId);
  if (request === null) throw notFound('request', input.requestId);
  if (request.state !== 'awaiting_identity') {
    throw new Rejection('wrong_state', `Request ${input.requestId} awaits no identity.`);
  }
  await tx.audit.add({
    id: means.entropy.newId(),
    atMs: means.clock.nowMs(),
    actor: caller.subject,
    role: caller.role,
    action: input.proven ? 'request.identity_proven' : 'request.identity_not_proven',
    subject: request.requestId,
    reason: input.reason,
    detail: null,
  });
  if (input.proven) return nowProven(tx, means, caller, request.requestId);
  await refuse(tx, means, caller, request, {
    ground: 'identity_not_proven',
    reason: input.reason,
  });
  return mustBeThere(tx, request.requestId);
}
