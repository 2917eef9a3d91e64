import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf, type OfferView, type OrderOffersView } from '#libs/contracts';
import {
  acceptOffer,
  declineOffer,
  offersOfDriver,
  offersOfOrder,
  type OfferCounts,
  type OfferedOrder,
} from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';
import { orderView } from '../views/order.js';

/** Orders that are offered (派单): what a driver is asked, and what he says. */
@Controller()
export class OffersController {
  constructor(private readonly service: Service) {}

  @Handles('offer.list')
  async list(
    @Ask() { caller, input }: Asked<'offer.list'>,
  ): Promise<Reply<AnswerOf<'offer.list'>>> {
    const { read, matching } = this.service;
    const offers = await offersOfDriver(read, matching.clock, caller, input.driverId);
    return new Reply({ items: offers.map(offerView) });
  }

  @Handles('offer.accept')
  accept(@Ask() asked: Asked<'offer.accept'>): Promise<Reply<AnswerOf<'offer.accept'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      offerView(await acceptOffer(tx, this.service.matching, caller, input.orderId)),
    );
  }

  @Handles('offer.decline')
  decline(@Ask() asked: Asked<'offer.decline'>): Promise<Reply<AnswerOf<'offer.decline'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      offerView(await declineOffer(tx, this.service.matching, caller, input)),
    );
  }

  @Handles('order.offers')
  async ofOrder(
    @Ask() { caller, input }: Asked<'order.offers'>,
  ): Promise<Reply<AnswerOf<'order.offers'>>> {
    return new Reply(countsView(await offersOfOrder(this.service.read, caller, input.orderId)));
  }
}

const offerView = ({ offer, order }: OfferedOrder): OfferView => ({
  offerId: offer.offerId,
  orderId: offer.orderId,
  driverId: offer.driverId,
  decisionId: offer.decisionId,
  batch: offer.batch,
  rank: offer.rank,
  state: offer.state,
  offeredAt: timeText(offer.offeredAtMs),
  visibleFrom: timeText(offer.visibleFromMs),
  expiresAt: timeText(offer.expiresAtMs),
  order: orderView(order),
});

const countsView = ({ order, batches, states, nextBatchAtMs }: OfferCounts): OrderOffersView => ({
  orderId: order.orderId,
  round: order.round,
  batches,
  ...states,
  nextBatchAt: nextBatchAtMs === null ? null : timeText(nextBatchAtMs),
});
