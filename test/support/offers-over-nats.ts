import type { NatsConnection } from '@nats-io/transport-node';
import type { OfferList, OfferView, OrderOffersView, OrderView } from '#libs/contracts';
import { town } from './cities.js';
import { aDriverOverNats } from './drivers-over-nats.js';
import { anOrder, at } from './freight.js';
import type { Caller, OverNats } from './over-nats.js';
import { eventually } from './service.js';

const SHIPPER: Caller = ['shipper', 'shp-offers'];
const DRIVER_ID = 'drv-offers';
/** Where none of those stand who are on duty for other questions. */
const { cityCode, position } = town('6101');
const HOUR_MS = 3_600_000;

type Outcome = {
  readonly declined: OfferView;
  readonly accepted: OfferView;
  /** Of the order that he declined, and of the one that he accepted. */
  readonly counts: readonly OrderOffersView[];
};

/**
 * Everything that can be asked about offers, as a client in any language would: a driver who says
 * no to one order, and has the next. In this order, since with a truck that is taken he is asked
 * about nothing.
 */
export async function askAboutOffers(
  over: OverNats,
  { gateway }: { gateway: NatsConnection },
): Promise<Outcome> {
  const himself = await aDriverOverNats(over, gateway, { driverId: DRIVER_ID, position });
  const offered = async (): Promise<string> => {
    const window = { from: at(HOUR_MS), until: at(8 * HOUR_MS) };
    const { orderId } = await over.ask<OrderView>(gateway, SHIPPER, 'order.post', {
      ...anOrder({ mode: 'offer', loading: { position, cityCode, window } }),
    });
    await eventually(
      async () => {
        const asked = { driverId: DRIVER_ID };
        const { items } = await over.ask<OfferList>(gateway, himself, 'offer.list', asked);
        return items.some((offer) => offer.orderId === orderId);
      },
      { what: `an offer of ${orderId} to ${DRIVER_ID}` },
    );
    return orderId;
  };
  const countsOf = (orderId: string): Promise<OrderOffersView> =>
    over.ask<OrderOffersView>(gateway, SHIPPER, 'order.offers', { orderId });

  const unwanted = await offered();
  const declined = await over.ask<OfferView>(gateway, himself, 'offer.decline', {
    ...{ orderId: unwanted, reason: 'price' },
  });
  const wanted = await offered();
  const accepted = await over.ask<OfferView>(gateway, himself, 'offer.accept', { orderId: wanted });
  const counts = [await countsOf(unwanted), await countsOf(wanted)];
  await over.ask(gateway, SHIPPER, 'order.cancel', { orderId: unwanted, reason: 'not ready' });
  return { declined, accepted, counts };
}
