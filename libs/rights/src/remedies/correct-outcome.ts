import {
  event,
  notFound,
  recordProfileChange,
  Rejection,
  type Caller,
  type Outcome,
} from '#libs/dispatch';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import type { RightsRequest } from '../requests/request.js';
import type { OutcomeCorrection } from '../reviews/verdict.js';

const DAY_MS = 86_400_000;
/** No profile reaches further back, whatever the policy: a bound on what is decided again. */
const WINDOW_DAYS_MAX = 400;

/**
 * The wrong outcome is voided, never deleted; what it should have been is put beside it. The
 * profile is built without the error from the next decision on, and a job decides again whatever
 * the error went into. Answers the job.
 */
export async function correctOutcome(
  tx: RightsTx,
  means: RightsMeans,
  caller: Caller,
  { requestId, driverId }: RightsRequest,
  { outcomeId, shouldBe }: OutcomeCorrection,
): Promise<string> {
  const { clock, entropy } = means;
  const nowMs = clock.nowMs();
  await tx.outcomes.lock([driverId]);
  const wrong = await tx.outcomes.byId(outcomeId);
  if (wrong === null || wrong.driverId !== driverId) throw notFound('outcome', outcomeId);
  const { voided, ...recorded } = wrong;
  if (voided) throw new Rejection('wrong_state', `Outcome ${outcomeId} was corrected before.`);
  const driver = await tx.drivers.byId(driverId);
  if (driver === null) throw notFound('driver', driverId);

  const before = await means.profiles.outcomesOf(tx, [driver]);
  const cause = { by: caller.subject, because: requestId, atMs: nowMs };
  await tx.outcomes.void(outcomeId, cause);
  const replacement: Outcome | null =
    shouldBe === null
      ? null
      : { ...recorded, ...shouldBe, outcomeId: entropy.newId(), origin: 'corrected' };
  if (replacement !== null) await tx.outcomes.add([replacement]);
  const after = await means.profiles.outcomesOf(tx, [driver]);

  const past =
    driver.consents.profile === null
      ? null
      : { before: before.get(driverId) ?? [], after: after.get(driverId) ?? [] };
  const decided = await recordProfileChange(tx, means, {
    because: 'corrected',
    changes: [{ driver, past, added: replacement === null ? [] : [replacement] }],
    order: null,
    nowMs,
    decidedByHuman: caller.subject,
  });
  await tx.outbox.add([
    event(entropy, caller.requestId, nowMs, 'driver.profile_changed', driverId, {
      driverId,
      orderId: recorded.orderId,
      decisionId: decided.get(driverId) ?? null,
      because: 'corrected',
    }),
  ]);
  const jobId = entropy.newId();
  await tx.remedies.start({
    jobId,
    requestId,
    driverId,
    voided: recorded,
    replacement,
    fromMs: Math.max(recorded.atMs, nowMs - WINDOW_DAYS_MAX * DAY_MS),
    untilMs: nowMs,
  });
  return jobId;
}
