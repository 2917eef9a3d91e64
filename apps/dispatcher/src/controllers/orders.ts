import { Controller } from '@nestjs/common';
import { timeMs, type AnswerOf, type NewStop as StopInput, type TimeWindow } from '#libs/contracts';
import {
  amendOrder,
  cancelOrder,
  confirmOrder,
  grabOrder,
  orderSeen,
  postOrder,
  progressOrder,
  rateOrder,
  receiveOrder,
  sightOf,
  orderForUpdate,
  type NewStop,
} from '#libs/dispatch';
import type { Window } from '#libs/matcher';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';
import { grabView, orderView } from '../views/order.js';

type OrderReply = Promise<Reply<AnswerOf<'order.get'>>>;

/** Orders, from posting to rating. Each method is one operation, over HTTP and NATS. */
@Controller()
export class OrdersController {
  constructor(private readonly service: Service) {}

  @Handles('order.post')
  post(@Ask() asked: Asked<'order.post'>): OrderReply {
    const { input, caller } = asked;
    return this.service.command(asked, async (tx) => {
      const { loading, unloading } = input;
      const order = { ...input, loading: stop(loading), unloading: stop(unloading) };
      return orderView(await postOrder(tx, this.service.matching, caller, order));
    });
  }

  @Handles('order.get')
  async get(@Ask() { caller, input }: Asked<'order.get'>): OrderReply {
    return new Reply(orderView(await orderSeen(this.service.read, caller, input.orderId)));
  }

  @Handles('order.list')
  async list(
    @Ask() { caller, input }: Asked<'order.list'>,
  ): Promise<Reply<AnswerOf<'order.list'>>> {
    const sight = sightOf(caller);
    const after = readCursor(input.cursor);
    const orders = await this.service.read.orders.list({
      ...(sight.as === 'shipper' ? { shipperId: sight.id } : {}),
      ...(sight.as === 'driver' ? { driverId: sight.id } : {}),
      ...(sight.as === 'carrier' ? { carrierId: sight.id } : {}),
      ...(input.status === undefined ? {} : { status: input.status }),
      ...(after === null ? {} : { after: { postedAtMs: after.at, orderId: after.id } }),
      limit: input.limit + 1,
    });
    const items = orders.slice(0, input.limit);
    const last = items.at(-1);
    const more = orders.length > input.limit && last !== undefined;
    return new Reply({
      items: items.map(orderView),
      nextCursor: more ? cursorFrom(last.postedAtMs, last.orderId) : null,
    });
  }

  @Handles('order.amend')
  amend(@Ask() asked: Asked<'order.amend'>): OrderReply {
    const { input, caller } = asked;
    return this.service.command(asked, async (tx) =>
      orderView(
        await amendOrder(tx, this.service.matching, caller, {
          orderId: input.orderId,
          expectedVersion: input.expectedVersion ?? null,
          freightFen: input.freightFen ?? null,
          loadingWindow: input.loadingWindow === undefined ? null : window(input.loadingWindow),
          unloadingWindow:
            input.unloadingWindow === undefined ? null : window(input.unloadingWindow),
        }),
      ),
    );
  }

  @Handles('order.cancel')
  cancel(@Ask() asked: Asked<'order.cancel'>): OrderReply {
    return this.service.command(asked, async (tx) =>
      orderView(await cancelOrder(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('order.confirm')
  confirm(@Ask() asked: Asked<'order.confirm'>): OrderReply {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      orderView(
        await confirmOrder(tx, this.service.matching, caller, input.orderId, { by: 'shipper' }),
      ),
    );
  }

  @Handles('order.deposit')
  deposit(@Ask() asked: Asked<'order.deposit'>): OrderReply {
    const { caller, input } = asked;
    const { reference, amountFen } = input;
    return this.service.command(asked, async (tx) =>
      orderView(
        await confirmOrder(tx, this.service.matching, caller, input.orderId, {
          by: 'deposit',
          reference,
          amountFen,
        }),
      ),
    );
  }

  @Handles('order.document')
  document(@Ask() asked: Asked<'order.document'>): OrderReply {
    const { caller, input } = asked;
    const { orderId, kind, reference, sha256 = null, state } = input;
    return this.service.command(asked, async (tx) => {
      await orderForUpdate(tx, caller, orderId);
      await tx.orders.attachDocument(orderId, kind, { reference, sha256, state });
      return orderView(await orderSeen(tx, caller, orderId));
    });
  }

  @Handles('order.progress')
  progress(@Ask() asked: Asked<'order.progress'>): OrderReply {
    return this.service.command(asked, async (tx) =>
      orderView(await progressOrder(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('order.receive')
  receive(@Ask() asked: Asked<'order.receive'>): OrderReply {
    return this.service.command(asked, async (tx) =>
      orderView(await receiveOrder(tx, this.service.matching, asked.caller, asked.input.orderId)),
    );
  }

  @Handles('order.rate')
  rate(@Ask() asked: Asked<'order.rate'>): OrderReply {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      orderView(
        await rateOrder(tx, this.service.matching, caller, {
          orderId: input.orderId,
          stars: input.stars,
        }),
      ),
    );
  }

  @Handles('order.grab')
  grab(@Ask() asked: Asked<'order.grab'>): Promise<Reply<AnswerOf<'order.grab'>>> {
    const { caller, input } = asked;
    return this.service.command(
      asked,
      async (tx) => grabView(await grabOrder(tx, this.service.matching, caller, input.orderId)),
      input.orderId,
    );
  }
}

const window = ({ from, until }: TimeWindow): Window => ({
  fromMs: timeMs(from),
  untilMs: timeMs(until),
});

const stop = ({ position, cityCode, window: span }: StopInput): NewStop => ({
  position,
  cityCode: cityCode ?? null,
  window: window(span),
});
