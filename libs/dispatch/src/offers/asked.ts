import type { Candidate } from '#libs/matcher';
import type { Order } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import type { Offer } from '../ports/offers.js';

/** What is said of an offer in a decision, by driver; his last one counts. */
export type Asked = ReadonlyMap<string, NonNullable<Candidate['offer']>>;

/** Who has been asked about an order on the terms it has now, and what became of it. */
export async function askedSoFar(tx: Tx, order: Order, nowMs: number): Promise<Asked> {
  if (order.mode !== 'offer') return new Map();
  const offers = await tx.offers.ofRound(order.orderId, order.round);
  return new Map(
    offers.map(({ driverId, state, closedAtMs }) => [
      driverId,
      {
        state: state === 'accepted' ? 'open' : state,
        sinceSeconds:
          closedAtMs === null ? 0 : Math.max(0, Math.floor((nowMs - closedAtMs) / 1000)),
      },
    ]),
  );
}

/** Offers of other orders that wait for an answer; it matters to whom an order may be offered. */
export const openElsewhere = async (
  tx: Tx,
  { mode, orderId }: Order,
  purpose: 'award' | 'recommend',
  driverIds: readonly string[],
): Promise<ReadonlyMap<string, number>> =>
  mode === 'offer' && purpose === 'recommend'
    ? tx.offers.openCounts(driverIds, orderId)
    : new Map();

/** Absent where there is nothing to say: a record of another mode has no such field. */
export const offerFacts = (
  driverId: string,
  asked: Asked,
  elsewhere: ReadonlyMap<string, number>,
): Pick<Candidate, 'offer' | 'openOffers'> => {
  const offer = asked.get(driverId);
  const openOffers = elsewhere.get(driverId);
  return {
    ...(offer === undefined ? {} : { offer }),
    ...(openOffers === undefined ? {} : { openOffers }),
  };
};

export const isOpen = ({ state }: Offer): boolean => state === 'open';
