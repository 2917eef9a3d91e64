import { decide, type Policy } from '#libs/matcher';
import type { DecisionRecord, HumanPart } from '#libs/explanations';
import type { Caller } from '../caller.js';
import { handOver } from '../matching/award.js';
import { useCompensation } from '../matching/compensation.js';
import type { Matching } from '../matching/context.js';
import { gather } from '../matching/gather.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { Rejection } from '../rejection.js';
import { decisionRecord } from '../matching/record-decision.js';

export type Assignment = {
  readonly driverId: string;
  readonly cause: 'assigned_by_hand' | 'human_decision';
  /** Only those who grabbed compete when a person takes the place of the system. */
  readonly onlyGrabbers: boolean;
  readonly human: HumanPart | null;
  readonly nowMs: number;
};

/**
 * A person gives an open, locked order to one driver: judged beside the others, claimed, recorded
 * as decided by him, and handed over. Whom the rules refuse, he cannot choose either. Answers the
 * decision.
 */
export async function assign(
  tx: Tx,
  matching: Matching,
  caller: Caller,
  order: Order,
  policy: Policy,
  { driverId, cause, onlyGrabbers, human, nowMs }: Assignment,
): Promise<string> {
  const { orderId } = order;
  const gathered = await gather(tx, matching, order, policy, {
    nowMs,
    purpose: 'award',
    ...(onlyGrabbers ? { onlyGrabbers } : { include: driverId }),
  });
  const decision = decide(gathered.facts, gathered.world);
  const refused = decision.refused.find((each) => each.driverId === driverId);
  if (refused !== undefined) {
    throw new Rejection(
      'driver_refused',
      `Driver ${driverId} can not take it: ${refused.reason}, ` +
        `${String(refused.value)} where ${String(refused.threshold)} is needed.`,
    );
  }
  if (!decision.ranked.some((each) => each.driverId === driverId)) {
    throw new Rejection('driver_refused', `Driver ${driverId} does not compete for this order.`);
  }
  const decisionId = matching.entropy.newId();
  const driverVersion = gathered.driverVersions.get(driverId) ?? 0;
  const aboard = gathered.aboard.get(driverId) ?? [];
  const claim = { orderId, driverId, driverVersion, aboard, decisionId, atMs: nowMs };
  const record = (): DecisionRecord =>
    decisionRecord(order, gathered, decision, {
      decisionId,
      kind: 'manual_assignment',
      decidedByHuman: caller.subject,
      cause,
      assigned: driverId,
      ...(human === null ? {} : { human }),
    });
  if (!(await tx.ledger.claimRecorded(claim, record))) {
    throw new Rejection('driver_taken', `Driver ${driverId} has just been taken.`);
  }
  await useCompensation(tx, matching, gathered, { orderId, driverId, decisionId, nowMs });
  await handOver(tx, matching, order, policy, {
    decision,
    decisionId,
    driverId,
    kind: 'manual_assignment',
    nowMs,
    requestId: caller.requestId,
  });
  return decisionId;
}
