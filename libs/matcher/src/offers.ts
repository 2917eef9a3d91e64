import type { OrderFacts } from './domain.js';
import type { OfferRules, Policy } from './policy.js';

export const DEFAULT_OFFERS: OfferRules = {
  // One would leave the goods waiting for a phone in a pocket, ten would make it a race again.
  batchSize: 3,
  // Long enough to pull over and read.
  timeoutMs: 60_000,
  // A last-second tap on a slow network.
  graceMs: 10_000,
  // A head start for the better, too short to cost the order anything.
  staggerMs: 4_000,
  radiusMeters: [50_000, 100_000, 200_000, 300_000],
  // The next stop on a motorway.
  lapsedPauseMs: 900_000,
};

/** What holds for offers of an order whose policy says nothing of them. */
export const offerRulesOf = ({ offers = DEFAULT_OFFERS }: Policy): OfferRules => offers;

/** Within a batch each place sees its offer later than the one before; nobody else sees one. */
export const offerShownAfterMs = (rank: number, policy: Policy): number => {
  const { batchSize, staggerMs } = offerRulesOf(policy);
  return rank > batchSize ? 0 : (rank - 1) * staggerMs;
};

/** How many of the ranked are told at a time: of an offer, a batch; else who is recommended to. */
export const placesIn = ({ mode }: Pick<OrderFacts, 'mode'>, policy: Policy): number =>
  mode === 'offer' ? offerRulesOf(policy).batchSize : policy.limits.recommendedMax;
