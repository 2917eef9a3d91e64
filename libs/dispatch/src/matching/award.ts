import { seedHash } from '#libs/explanations';
import type { Decision, Policy } from '#libs/matcher';
import { event } from '../event.js';
import type { Order } from '../model/order.js';
import { withdrawOffers } from '../offers/withdraw-offers.js';
import { openStep } from '../orders/steps.js';
import type { Tx } from '../ports/database.js';
import type { OutboxEvent } from '../ports/outbox.js';
import { allocate } from './allocate.js';
import { askForHuman, timedOut } from './ask-for-human.js';
import { closeGrabs, mustUpdate } from './close.js';
import type { Matching } from './context.js';
import { expire } from './expire.js';
import type { Gathered } from './gather.js';
import { recordDecision } from './record-decision.js';

/** A lost race for a truck is retried this soon. */
export const CROWDED_RETRY_MS = 200;

/** The window has closed: the best of those who grabbed gets the order, or a new round begins. */
export async function award(
  tx: Tx,
  matching: Matching,
  order: Order,
  nowMs: number,
): Promise<void> {
  const policy = await matching.policies.get(tx, order.policyHash);
  const first = await allocate(tx, matching, order, policy, nowMs);
  if (first.kind === 'for_human') {
    const { wantedBy } = first;
    if (await askForHuman(tx, matching, order, policy, wantedBy, nowMs)) return undefined;
  }
  const late = first.kind === 'for_human' ? 'no_human_in_time' : null;
  const allocation =
    late === null ? first : await allocate(tx, matching, order, policy, nowMs, late);
  switch (allocation.kind) {
    case 'for_human':
      throw new Error('asked for a person a second time');
    case 'awarded':
      if (late !== null) await timedOut(tx, matching, order, allocation, nowMs);
      return handOver(tx, matching, order, policy, {
        ...allocation,
        kind: 'award',
        nowMs,
        requestId: null,
      });
    case 'crowded_out':
      return tx.wakeUps.set(order.orderId, { kind: 'award', dueAtMs: nowMs + CROWDED_RETRY_MS });
    case 'nobody':
      if (nowMs >= order.expiresAtMs) return expire(tx, matching, order, 'nobody_in_time', nowMs);
      return nextRound(tx, matching, order, policy, allocation, nowMs);
  }
}

export type Handover = {
  readonly decision: Decision;
  readonly decisionId: string;
  readonly driverId: string;
  readonly kind: 'award' | 'acceptance' | 'round' | 'manual_assignment';
  readonly nowMs: number;
  readonly requestId: string | null;
};

/** Writes everything that follows from a claim that held. Shared with assignment by hand. */
export async function handOver(
  tx: Tx,
  { entropy }: Matching,
  order: Order,
  policy: Policy,
  { decision, decisionId, driverId, kind, nowMs, requestId }: Handover,
): Promise<void> {
  await withdrawOffers(tx, { entropy }, order, 'taken', { nowMs, requestId });
  const atOnce = order.confirmation === 'at_once';
  const awarded: Order = {
    ...order,
    version: order.version + 1,
    status: atOnce ? 'confirmed' : 'awarded',
    driverId,
    awardedBy: decisionId,
    collectUntilMs: null,
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, awarded);
  await closeGrabs(tx, order, decision, driverId);
  await tx.wakeUps.set(
    order.orderId,
    atOnce
      ? { kind: 'stalled', dueAtMs: order.loading.window.untilMs + policy.windows.stalledAfterMs }
      : { kind: 'confirm', dueAtMs: nowMs + policy.windows.confirmMs },
  );
  const about = { orderId: order.orderId, driverId, decisionId };
  const tell = (type: string, data: Record<string, unknown>): OutboxEvent =>
    event(entropy, requestId, nowMs, type, order.orderId, data);
  await tx.outbox.add([
    tell('decision.recorded', {
      orderId: order.orderId,
      decisionId,
      kind,
      funnel: decision.funnel,
    }),
    ...(kind === 'manual_assignment' ? [tell('order.assigned_by_hand', about)] : []),
    tell('order.awarded', {
      ...about,
      total: decision.ranked.find((each) => each.driverId === driverId)?.total ?? null,
      confirmation: order.confirmation,
      tieSeed: order.tieSeed,
    }),
    ...(atOnce ? [tell('order.confirmed', { ...about, by: 'at_once' })] : []),
  ]);
}

async function nextRound(
  tx: Tx,
  { entropy }: Matching,
  order: Order,
  policy: Policy,
  { gathered, decision }: { gathered: Gathered; decision: Decision },
  nowMs: number,
): Promise<void> {
  const judged = decision.funnel.grabbed > 0;
  const tieSeed = judged ? entropy.newSeed() : order.tieSeed;
  const next: Order = {
    ...order,
    version: order.version + 1,
    round: judged ? order.round + 1 : order.round,
    collectUntilMs: null,
    tieSeed,
    tieSeedHash: seedHash(tieSeed),
    updatedAtMs: nowMs,
  };
  await mustUpdate(tx, next);
  await tx.wakeUps.set(order.orderId, openStep(next, policy, nowMs));
  if (!judged) return;

  const decisionId = entropy.newId();
  await recordDecision(tx, order, gathered, decision, { decisionId, kind: 'no_award' });
  await closeGrabs(tx, order, decision, null);
  await tx.outbox.add([
    event(entropy, null, nowMs, 'decision.recorded', order.orderId, {
      orderId: order.orderId,
      decisionId,
      kind: 'no_award',
      funnel: decision.funnel,
    }),
  ]);
}
