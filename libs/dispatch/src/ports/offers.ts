/** `lapsed`: nobody answered in time. `withdrawn`: it was taken back, and `because` says why. */
export const OFFER_STATES = ['open', 'accepted', 'declined', 'lapsed', 'withdrawn'] as const;
export type OfferState = (typeof OFFER_STATES)[number];

export const WITHDRAWN_BECAUSE = ['taken', 'cancelled', 'amended', 'order_expired'] as const;
export type WithdrawnBecause = (typeof WITHDRAWN_BECAUSE)[number];

/** One driver asked about one order, on the terms of one version of it. */
export type Offer = {
  readonly offerId: string;
  readonly orderId: string;
  readonly round: number;
  /** From 1 within the round. */
  readonly batch: number;
  /** An acceptance of another version loses: terms have changed, or the order is gone. */
  readonly orderVersion: number;
  readonly driverId: string;
  /** The decision in which he was among the best. */
  readonly decisionId: string;
  readonly rank: number;
  readonly offeredAtMs: number;
  /** Before this moment he does not see it: better places come first. */
  readonly visibleFromMs: number;
  readonly expiresAtMs: number;
  readonly state: OfferState;
  readonly closedAtMs: number | null;
  readonly because: WithdrawnBecause | null;
};

export type NewOffer = Omit<Offer, 'state' | 'closedAtMs' | 'because'>;

export interface Offers {
  /**
   * All of a batch or none: false when one of the drivers has `openMax` open offers already. Two
   * batches that ask the same driver at once take turns, so he never has more. Call with the order
   * locked; a second open offer of one order to one driver is refused by the schema.
   */
  add(offers: readonly NewOffer[], openMax: number | null): Promise<boolean>;
  /** By batch, the best first. */
  ofRound(orderId: string, round: number): Promise<Offer[]>;
  /** The last one he had of this order, whatever became of it. */
  latestOf(orderId: string, driverId: string): Promise<Offer | null>;
  /** That wait for his answer and have not run out, the newest first. */
  openOf(driverId: string, nowMs: number): Promise<Offer[]>;
  /** How many of other orders each of these has open; who has none is left out. */
  openCounts(
    driverIds: readonly string[],
    exceptOrderId: string,
  ): Promise<ReadonlyMap<string, number>>;
  /** Ends offers for good. Call with the order locked. */
  close(
    offerIds: readonly string[],
    end: {
      readonly state: Exclude<OfferState, 'open'>;
      readonly atMs: number;
      readonly because: WithdrawnBecause | null;
    },
  ): Promise<void>;
}
