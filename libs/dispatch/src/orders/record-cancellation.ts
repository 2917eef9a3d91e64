import { cancellationRecord, type Canceller } from '#libs/explanations';
import type { Matching } from '../matching/context.js';
import { factsOf } from '../matching/measure.js';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Grab } from '../ports/grabs.js';
import type { Offer } from '../ports/offers.js';

/**
 * What the end of an order means for the driver who held it and for those who had grabbed it, one
 * row each; null where it concerned nobody.
 */
export async function recordCancellation(
  tx: Tx,
  { entropy, policies }: Pick<Matching, 'entropy' | 'policies'>,
  order: Order,
  given: {
    readonly by: Canceller;
    readonly decidedByHuman: string | null;
    readonly nowMs: number;
    readonly waiting: readonly Grab[];
    /** Offers that stood. */
    readonly offered?: readonly Offer[];
  },
): Promise<string | null> {
  const { by, decidedByHuman, nowMs, waiting, offered = [] } = given;
  const { driverId, round, policyHash } = order;
  const drivers = [
    ...(driverId === null
      ? []
      : [{ driverId, took: 'order' as const, hadMs: since(await awardedAtMs(tx, order), nowMs) }]),
    ...waiting.map((grab) => ({
      driverId: grab.driverId,
      took: 'grab' as const,
      hadMs: since(grab.atMs, nowMs),
    })),
    ...offered.map((offer) => ({
      driverId: offer.driverId,
      took: 'offer' as const,
      hadMs: since(offer.offeredAtMs, nowMs),
    })),
  ];
  if (drivers.length === 0) return null;
  const decisionId = entropy.newId();
  const facts = factsOf(order, await policies.get(tx, policyHash));
  await tx.ledger.record(
    cancellationRecord({
      ...{ decisionId, order: facts, round, decidedAtMs: nowMs, policyHash, by, decidedByHuman },
      drivers,
    }),
  );
  return decisionId;
}

const since = (fromMs: number, nowMs: number): number => Math.max(0, nowMs - fromMs);

async function awardedAtMs(tx: Tx, { awardedBy, updatedAtMs }: Order): Promise<number> {
  const decision = awardedBy === null ? null : await tx.ledger.decision(awardedBy);
  return decision?.decidedAtMs ?? updatedAtMs;
}
