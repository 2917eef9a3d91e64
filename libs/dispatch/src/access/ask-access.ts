import type { Caller } from '../caller.js';
import type { Matching } from '../matching/context.js';
import type { AccessKind, AccessRequest } from '../model/access.js';
import type { Tx } from '../ports/database.js';
import { notFound, Rejection } from '../rejection.js';

const HOUR_MS = 3_600_000;

type Means = Pick<Matching, 'clock' | 'entropy'>;

/**
 * Asks to see what of a driver is sensitive. Nothing is shown before somebody else has said yes.
 */
export async function askAccess(
  tx: Tx,
  { clock, entropy }: Means,
  caller: Caller,
  asked: { driverId: string; what: readonly AccessKind[]; reason: string; hours: number },
): Promise<AccessRequest> {
  if ((await tx.drivers.byId(asked.driverId)) === null) throw notFound('driver', asked.driverId);
  const request: AccessRequest = {
    ...asked,
    accessId: entropy.newId(),
    askedBy: caller.subject,
    askedRole: caller.role,
    askedAtMs: clock.nowMs(),
    state: 'requested',
    decidedBy: null,
    decidedRole: null,
    decidedAtMs: null,
    decisionReason: null,
    untilMs: null,
  };
  await tx.accesses.ask(request);
  await audit(tx, entropy.newId(), caller, 'access.request', request);
  return request;
}

/** A second pair of eyes: whoever asked cannot answer, whatever his role. */
export async function decideAccess(
  tx: Tx,
  { clock, entropy }: Means,
  caller: Caller,
  { accessId, approve, reason }: { accessId: string; approve: boolean; reason: string },
): Promise<AccessRequest> {
  const request = await tx.accesses.byIdForUpdate(accessId);
  if (request === null) throw notFound('access request', accessId);
  if (request.askedBy === caller.subject) {
    throw new Rejection('forbidden', 'You have asked for it; somebody else has to answer.');
  }
  if (request.state !== 'requested') {
    throw new Rejection('wrong_state', `This request was ${request.state} already.`);
  }
  const nowMs = clock.nowMs();
  const decided: AccessRequest = {
    ...request,
    state: approve ? 'approved' : 'refused',
    decidedBy: caller.subject,
    decidedRole: caller.role,
    decidedAtMs: nowMs,
    decisionReason: reason,
    untilMs: approve ? nowMs + request.hours * HOUR_MS : null,
  };
  if (!(await tx.accesses.decide(decided))) {
    throw new Error(`access request ${accessId} was answered under its own lock`);
  }
  await audit(tx, entropy.newId(), caller, approve ? 'access.approve' : 'access.refuse', decided);
  return decided;
}

const audit = (
  tx: Tx,
  id: string,
  caller: Caller,
  action: string,
  {
    accessId,
    driverId,
    what,
    hours,
    askedAtMs,
    reason,
    decidedAtMs,
    decisionReason,
  }: AccessRequest,
): Promise<void> =>
  tx.audit.add({
    id,
    atMs: decidedAtMs ?? askedAtMs,
    actor: caller.subject,
    role: caller.role,
    action,
    subject: driverId,
    reason: decisionReason ?? reason,
    detail: { accessId, what, hours },
  });
