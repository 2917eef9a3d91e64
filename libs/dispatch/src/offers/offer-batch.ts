import {
  decide,
  isScheduled,
  offerRulesOf,
  offerShownAfterMs,
  placesIn,
  type Decision,
  type Policy,
} from '#libs/matcher';
import { event } from '../event.js';
import { CROWDED_RETRY_MS } from '../matching/award.js';
import type { Matching } from '../matching/context.js';
import { expire } from '../matching/expire.js';
import { gather, type Gathered } from '../matching/gather.js';
import type { Order } from '../model/order.js';
import { openStep } from '../orders/steps.js';
import type { Tx } from '../ports/database.js';
import type { NewOffer, Offer } from '../ports/offers.js';
import { isOpen } from './asked.js';
import { recordDecision } from '../matching/record-decision.js';

/**
 * The next step of an order that is offered (派单): offers that nobody answered in time lapse; while
 * others still stand it waits for them; else the next best are asked. All of it rows, in one
 * transaction that holds the order, so a process that dies in between changes nothing.
 */
export async function offerStep(
  tx: Tx,
  matching: Matching,
  order: Order,
  nowMs: number,
): Promise<void> {
  if (nowMs >= order.expiresAtMs) return expire(tx, matching, order, 'nobody_in_time', nowMs);
  const offers = await tx.offers.ofRound(order.orderId, order.round);
  const lapsed = offers.filter((offer) => isOpen(offer) && offer.expiresAtMs <= nowMs);
  await lapse(tx, matching, lapsed, nowMs);
  const standing = offers.filter((offer) => isOpen(offer) && offer.expiresAtMs > nowMs);
  if (standing.length > 0) return waitFor(tx, order, standing);
  return offerBatch(tx, matching, order, (offers.at(-1)?.batch ?? 0) + 1, nowMs);
}

async function lapse(
  tx: Tx,
  { entropy }: Matching,
  lapsed: readonly Offer[],
  nowMs: number,
): Promise<void> {
  const offerIds = lapsed.map(({ offerId }) => offerId);
  await tx.offers.close(offerIds, { state: 'lapsed', atMs: nowMs, because: null });
  await tx.outbox.add(
    lapsed.map(({ orderId, offerId, driverId }) =>
      event(entropy, null, nowMs, 'offer.expired', orderId, { orderId, offerId, driverId }),
    ),
  );
}

const waitFor = (
  tx: Tx,
  order: Order,
  standing: readonly Pick<Offer, 'expiresAtMs'>[],
): Promise<void> => {
  const firstMs = Math.min(...standing.map(({ expiresAtMs }) => expiresAtMs));
  const dueAtMs = Math.min(firstMs, order.expiresAtMs);
  return tx.wakeUps.set(order.orderId, { kind: 'offer', dueAtMs });
};

type Chosen = { readonly gathered: Gathered; readonly decision: Decision };

/**
 * Gather, decide, ask: the number of tries is bounded, since each finds drivers asked elsewhere.
 */
async function offerBatch(
  tx: Tx,
  matching: Matching,
  order: Order,
  batch: number,
  nowMs: number,
): Promise<void> {
  const { entropy } = matching;
  const { orderId } = order;
  const policy = await matching.policies.get(tx, order.policyHash);
  const decisionId = entropy.newId();
  for (let attempt = 1; attempt <= policy.limits.attemptsMax; attempt++) {
    const gathered = await gather(tx, matching, order, policy, { nowMs, purpose: 'recommend' });
    const chosen = nearestEnough(gathered, policy);
    const offers = offersOf(chosen.decision, { order, policy, decisionId, batch, nowMs, matching });
    if (!(await tx.offers.add(offers, policy.asking?.openOffersMax ?? null))) continue;
    await record(tx, matching, order, { ...chosen, decisionId, offers, nowMs });
    return offers.length > 0
      ? waitFor(tx, order, offers)
      : tx.wakeUps.set(orderId, idleStep(order, policy, chosen.decision, nowMs));
  }
  return tx.wakeUps.set(orderId, { kind: 'offer', dueAtMs: nowMs + CROWDED_RETRY_MS });
}

/**
 * The smallest of the policy's radii in which a batch is found, or the largest. Everyone was
 * gathered once, so growing costs no search; who was beyond the radius is told so.
 */
function nearestEnough({ facts, world, ...gathered }: Gathered, policy: Policy): Chosen {
  const radii = offerRulesOf(policy).radiusMeters.filter((each) => each < policy.reach.meters);
  for (const offerReachMeters of [...radii, policy.reach.meters]) {
    const within = { ...facts, offerReachMeters };
    const decision = decide(within, world);
    const last = offerReachMeters === policy.reach.meters;
    if (last || decision.ranked.length >= placesIn(facts, policy)) {
      return { gathered: { ...gathered, facts: within, world }, decision };
    }
  }
  throw new Error('no radius at all');
}

function offersOf(
  { ranked }: Decision,
  given: {
    readonly order: Order;
    readonly policy: Policy;
    readonly decisionId: string;
    readonly batch: number;
    readonly nowMs: number;
    readonly matching: Matching;
  },
): NewOffer[] {
  const { order, policy, decisionId, batch, nowMs, matching } = given;
  const { batchSize, timeoutMs } = offerRulesOf(policy);
  const far = isScheduled({ loadingWindow: order.loading.window }, policy, nowMs);
  const standsMs = far ? (policy.scheduled?.offerTimeoutMs ?? timeoutMs) : timeoutMs;
  return ranked.slice(0, batchSize).map(({ driverId, rank }) => {
    const visibleFromMs = nowMs + offerShownAfterMs(rank, policy);
    return {
      offerId: matching.entropy.newId(),
      orderId: order.orderId,
      round: order.round,
      batch,
      orderVersion: order.version,
      driverId,
      decisionId,
      rank,
      offeredAtMs: nowMs,
      visibleFromMs,
      expiresAtMs: visibleFromMs + standsMs,
    };
  });
}

async function record(
  tx: Tx,
  { entropy }: Matching,
  order: Order,
  given: Chosen & {
    readonly decisionId: string;
    readonly offers: readonly NewOffer[];
    readonly nowMs: number;
  },
): Promise<void> {
  const { gathered, decision, decisionId, offers, nowMs } = given;
  const { orderId } = order;
  await recordDecision(tx, order, gathered, decision, { decisionId, kind: 'offer' });
  await tx.outbox.add([
    event(entropy, null, nowMs, 'decision.recorded', orderId, {
      orderId,
      decisionId,
      kind: 'offer',
      funnel: decision.funnel,
    }),
    ...offers.map((offer) =>
      event(entropy, null, nowMs, 'order.offered', orderId, {
        orderId,
        offerId: offer.offerId,
        driverId: offer.driverId,
        decisionId,
        batch: offer.batch,
        rank: offer.rank,
        visibleFromMs: offer.visibleFromMs,
        expiresAtMs: offer.expiresAtMs,
        fromCityCode: order.loading.cityCode,
        toCityCode: order.unloading.cityCode,
        freightFen: order.freightFen,
      }),
    ),
  ]);
}

/**
 * Nobody is left to ask. Looked at again as any open order is, but never later than somebody who
 * let it pass may be asked again; who comes on duty makes it due at once.
 */
function idleStep(
  order: Order,
  policy: Policy,
  { refused }: Decision,
  nowMs: number,
): { kind: 'offer'; dueAtMs: number } {
  const againMs = refused.flatMap(({ reason, value, threshold }) =>
    reason === 'offer_lapsed' ? [(Number(threshold) - Number(value)) * 1000] : [],
  );
  const { dueAtMs } = openStep(order, policy, nowMs);
  const { lapsedPauseMs } = offerRulesOf(policy);
  const soonestMs = Math.min(lapsedPauseMs, ...againMs);
  return { kind: 'offer', dueAtMs: Math.min(dueAtMs, nowMs + soonestMs) };
}
