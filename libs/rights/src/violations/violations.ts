import { driverSeen, event, notFound, Rejection, type Caller, type Matching } from '#libs/dispatch';
import type { RightsTx } from '../ports/database.js';
import { VIOLATION_KINDS, type Violation, type ViolationKind } from '../ports/violations.js';

const DAY_MS = 86_400_000;
/** Whether it is still necessary is asked half way, and after this long at the latest. */
const REVIEW_AFTER_MAX_DAYS = 180;

type Means = Pick<Matching, 'clock' | 'entropy'>;

/** Held against a driver for a time that is said at once, with a day on which it is looked at. */
export async function recordViolation(
  tx: RightsTx,
  { clock, entropy }: Means,
  caller: Caller,
  input: { driverId: string; kind: ViolationKind; evidence: string; days: number },
): Promise<Violation> {
  const { driverId, kind, evidence, days } = input;
  await driverSeen(tx, caller, driverId);
  const most = VIOLATION_KINDS[kind];
  if (days > most) {
    throw new Rejection('validation_failed', `A ${kind} is held for ${most} days at most.`, [
      { path: '/days', code: 'too_long', message: `expected at most ${most}` },
    ]);
  }
  const nowMs = clock.nowMs();
  const violation: Violation = {
    violationId: entropy.newId(),
    driverId,
    kind,
    evidence,
    recordedBy: caller.subject,
    recordedAtMs: nowMs,
    reviewAtMs: nowMs + Math.min(Math.ceil(days / 2), REVIEW_AFTER_MAX_DAYS) * DAY_MS,
    expiresAtMs: nowMs + days * DAY_MS,
    contest: null,
    review: null,
    state: 'in_force',
  };
  await tx.violations.insert(violation);
  await tell(tx, { clock, entropy }, caller, violation);
  return violation;
}

export async function violationsOf(
  tx: RightsTx,
  caller: Caller,
  driverId: string,
): Promise<readonly Violation[]> {
  await driverSeen(tx, caller, driverId);
  return tx.violations.ofDriver(driverId);
}

/** The driver says why it does not hold; from then on it waits for a person. */
export async function contestViolation(
  tx: RightsTx,
  means: Means,
  caller: Caller,
  { violationId, words }: { violationId: string; words: string },
): Promise<Violation> {
  const violation = await tx.violations.byIdForUpdate(violationId);
  if (violation?.driverId !== caller.subject) throw notFound('violation', violationId);
  if (violation.state !== 'in_force') {
    throw new Rejection('wrong_state', `It is ${violation.state} and can not be contested.`);
  }
  const atMs = means.clock.nowMs();
  const contested: Violation = { ...violation, state: 'contested', contest: { atMs, words } };
  await tx.violations.update(contested);
  await tell(tx, means, caller, contested);
  return contested;
}

/** A person who did not record it decides whether it stands, and says why in words of his own. */
export async function reviewViolation(
  tx: RightsTx,
  means: Means,
  caller: Caller,
  { violationId, stands, words }: { violationId: string; stands: boolean; words: string },
): Promise<Violation> {
  const violation = await tx.violations.byIdForUpdate(violationId);
  if (violation === null) throw notFound('violation', violationId);
  if (violation.state === 'withdrawn' || violation.state === 'upheld') {
    throw new Rejection('wrong_state', `It was reviewed already and is ${violation.state}.`);
  }
  if (violation.recordedBy === caller.subject) {
    throw new Rejection('forbidden', 'Who recorded it does not review it.');
  }
  const atMs = means.clock.nowMs();
  const reviewed: Violation = {
    ...violation,
    state: stands ? 'upheld' : 'withdrawn',
    review: { atMs, words },
  };
  await tx.violations.update(reviewed);
  await tx.audit.add({
    id: means.entropy.newId(),
    atMs,
    actor: caller.subject,
    role: caller.role,
    action: 'violation.review',
    subject: violation.driverId,
    reason: words,
    detail: { violationId, stands },
  });
  await tell(tx, means, caller, reviewed);
  return reviewed;
}

const tell = (
  tx: RightsTx,
  { clock, entropy }: Means,
  { requestId }: Caller,
  { violationId, driverId, kind, state, expiresAtMs }: Violation,
): Promise<void> =>
  tx.outbox.add([
    event(entropy, requestId, clock.nowMs(), 'violation.changed', driverId, {
      driverId,
      violationId,
      kind,
      state,
      expiresAtMs,
    }),
  ]);
