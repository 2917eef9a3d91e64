import { duesOf } from '../clock/dues.js';
import { SYSTEM, THE_SERVICE, type RightsMeans } from '../means.js';
import type { RightsDatabase } from '../ports/database.js';
import { proceed } from '../requests/proceed.js';
import { tell } from '../requests/tell.js';

const AT_ONCE_MAX = 20;

/**
 * Where no person came in time, those who had asked for one and did not win have a review opened
 * for them, without their asking: a right that is missed by us is made good by us. Answers how many
 * awards it looked at.
 */
export async function followUpAwards(
  database: RightsDatabase,
  means: RightsMeans,
): Promise<number> {
  return database.transact(async (tx) => {
    const nowMs = means.clock.nowMs();
    await tx.awardReviews.dropStale(nowMs);
    const late = await tx.awardReviews.toFollowUp(AT_ONCE_MAX);
    for (const { orderId, round, decisionId, wantedBy } of late) {
      await tx.awardReviews.followedUp(orderId, round);
      if (decisionId === null) continue;
      const decision = await tx.ledger.decision(decisionId);
      for (const driverId of wantedBy) {
        if (decision === null || decision.winner === driverId) continue;
        const { request, isNew } = await tx.requests.insert({
          requestId: means.entropy.newId(),
          driverId,
          kind: 'human_review',
          orderId,
          decisionId,
          outcomeId: null,
          words: null,
          filedBy: SYSTEM,
          filedRole: 'system',
          state: 'open',
          receivedAtMs: nowMs,
          verifiedAtMs: nowMs,
          dues: duesOf(nowMs, means.calendar),
          repeats: 0,
          answer: null,
          refusal: null,
          closedAtMs: null,
          closedBy: null,
        });
        if (!isNew) continue;
        const { requestId } = request;
        await tx.holds.place([{ requestId, driverId, orderId, decisionId, placedAtMs: nowMs }]);
        await tell(tx, means, THE_SERVICE, request, 'request.received', { dues: request.dues });
        await proceed(tx, means, THE_SERVICE, request);
      }
    }
    return late.length;
  });
}
