import { decidingRecord, notFound, Rejection, type Caller } from '#libs/dispatch';
import { duesOf } from '../clock/dues.js';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import { proceed } from './proceed.js';
import type { RequestKind, RequestSubject, RightsRequest } from './request.js';
import { tell } from './tell.js';

/** More questions at a time than this are no questions; what is asked twice counts once. */
const OPEN_MAX = 50;

export type Filing = RequestSubject & {
  readonly kind: RequestKind;
  readonly driverId: string;
  readonly words: string | null;
};

/**
 * A driver asks, or a service asks for him. Identity comes first: his token proves it, a service
 * has to prove it apart, and the clock runs meanwhile. Duplicates come second: a question that is
 * still open is answered with that one, and if he now asks himself what was asked on his behalf,
 * that is the proof.
 */
export async function fileRequest(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  filing: Filing,
): Promise<RightsRequest> {
  const { driverId, kind, words } = filing;
  if (caller.role === 'driver' && caller.subject !== driverId) throw notFound('driver', driverId);
  if ((await tx.drivers.byId(driverId)) === null) throw notFound('driver', driverId);
  const subject = await subjectOf(tx, filing);
  const nowMs = means.clock.nowMs();
  const himself = caller.role === 'driver';
  const { request, isNew } = await tx.requests.insert({
    ...subject,
    requestId: means.entropy.newId(),
    driverId,
    kind,
    words,
    filedBy: caller.subject,
    filedRole: himself ? 'driver' : 'service',
    state: himself ? 'open' : 'awaiting_identity',
    receivedAtMs: nowMs,
    verifiedAtMs: himself ? nowMs : null,
    dues: duesOf(nowMs, means.calendar),
    repeats: 0,
    answer: null,
    refusal: null,
    closedAtMs: null,
    closedBy: null,
  });
  if (isNew) {
    if ((await tx.requests.countOpen(driverId)) > OPEN_MAX) {
      throw new Rejection('rate_limited', `At most ${OPEN_MAX} requests are open at a time.`);
    }
    await tell(tx, means, caller, request, 'request.received', { dues: request.dues });
    await hold(tx, request, nowMs);
    return himself ? proceed(tx, means, caller, request) : request;
  }
  if (!himself || request.state !== 'awaiting_identity') return request;
  return nowProven(tx, means, caller, request.requestId);
}

/** The driver was shown to be the one: due when it was due before, however long that took. */
export async function nowProven(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  requestId: string,
): Promise<RightsRequest> {
  const nowMs = means.clock.nowMs();
  await tx.requests.verify(requestId, nowMs);
  const request = await mustBeThere(tx, requestId);
  await tell(tx, means, caller, request, 'request.identity_verified', { verifiedAtMs: nowMs });
  return proceed(tx, means, caller, request);
}

export async function mustBeThere(tx: RightsTx, requestId: string): Promise<RightsRequest> {
  const request = await tx.requests.byId(requestId);
  if (request === null) throw new Error(`request ${requestId} vanished`);
  return request;
}

/**
 * Pins down what is asked about, so that it stays the same whatever happens to the order later. A
 * person can only look at what was decided.
 */
async function subjectOf(tx: RightsTx, filing: Filing): Promise<RequestSubject> {
  const { kind, driverId, decisionId, outcomeId } = filing;
  if (outcomeId !== null) return outcomeSubject(tx, filing);
  if (decisionId !== null) {
    const decision = await tx.ledger.decision(decisionId);
    if (decision === null) throw notFound('decision', decisionId);
    return { orderId: decision.orderId, decisionId, outcomeId: null };
  }
  const { orderId } = filing;
  if (orderId === null) return { orderId: null, decisionId: null, outcomeId: null };
  if ((await tx.orders.byId(orderId)) === null) throw notFound('order', orderId);
  const deciding = await decidingRecord(tx, orderId, driverId);
  if (deciding !== null) {
    return { orderId, decisionId: deciding.header.decisionId, outcomeId: null };
  }
  if (kind === 'explanation') return { orderId, decisionId: null, outcomeId: null };
  throw new Rejection('wrong_state', `Nothing was decided on order ${orderId} yet.`);
}

async function outcomeSubject(
  tx: RightsTx,
  { driverId, outcomeId, kind }: Filing,
): Promise<RequestSubject> {
  const outcome = outcomeId === null ? null : await tx.outcomes.byId(outcomeId);
  if (outcome === null || outcome.driverId !== driverId) {
    throw notFound('outcome', outcomeId ?? '(none named)');
  }
  if (kind !== 'correction') {
    throw new Rejection('validation_failed', 'An outcome can be corrected, and only that.', [
      { path: '/kind', code: 'not_one_of', message: 'expected correction beside an outcome' },
    ]);
  }
  return { orderId: outcome.orderId, decisionId: null, outcomeId };
}

/** What he asks about stays as it is until he has his answer. */
async function hold(tx: RightsTx, request: RightsRequest, placedAtMs: number): Promise<void> {
  const { requestId, driverId, orderId, decisionId } = request;
  await tx.holds.place([{ requestId, driverId, orderId, decisionId, placedAtMs }]);
}
