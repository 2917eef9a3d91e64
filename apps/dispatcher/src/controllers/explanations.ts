import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf } from '#libs/contracts';
import { askedAbout, bestDrivers, isForShippers, orderFunnel, orderSeen } from '#libs/dispatch';
import { Reply, Written } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';
import type { Question } from '../why/answer-why.js';

/** Questions: why it went as it did, for the one who asks (D1). */
@Controller()
export class ExplanationsController {
  constructor(private readonly service: Service) {}

  @Handles('order.explain')
  order(@Ask() { caller, input }: Asked<'order.explain'>): Explained {
    return this.why({ operation: 'order.explain', caller, input });
  }

  @Handles('decision.explain')
  decision(@Ask() { caller, input }: Asked<'decision.explain'>): Explained {
    return this.why({ operation: 'decision.explain', caller, input });
  }

  @Handles('order.decisions')
  async decisions(
    @Ask() { caller, input }: Asked<'order.decisions'>,
  ): Promise<Reply<AnswerOf<'order.decisions'>>> {
    const { orderId } = await orderSeen(this.service.read, caller, input.orderId);
    const decisions = (await this.service.read.ledger.decisions(orderId)).filter(
      ({ kind }) => caller.role !== 'shipper' || isForShippers(kind),
    );
    return new Reply({
      items: decisions.map(({ decidedAtMs, ...decision }) => ({
        ...decision,
        orderId,
        decidedAt: timeText(decidedAtMs),
      })),
    });
  }

  @Handles('order.funnel')
  async funnel(
    @Ask() { caller, input }: Asked<'order.funnel'>,
  ): Promise<Reply<AnswerOf<'order.funnel'>>> {
    const { orderId } = await orderSeen(this.service.read, caller, input.orderId);
    const found = await orderFunnel(this.service.read, orderId);
    return new Reply({
      orderId,
      decisionId: found?.decisionId ?? null,
      kind: found?.kind ?? null,
      decidedAt: found === null ? null : timeText(found.decidedAtMs),
      funnel: found?.funnel ?? null,
      winner: found?.winner ?? null,
    });
  }

  @Handles('order.best_drivers')
  async best(
    @Ask() { caller, input }: Asked<'order.best_drivers'>,
  ): Promise<Reply<AnswerOf<'order.best_drivers'>>> {
    const order = await orderSeen(this.service.read, caller, input.orderId);
    const { decidedAtMs, groups, ...best } = await bestDrivers(this.service.read, order);
    return new Reply({
      orderId: order.orderId,
      ...best,
      decidedAt: decidedAtMs === null ? null : timeText(decidedAtMs),
      groups: [...groups],
    });
  }

  @Handles('driver.decisions')
  async ofDriver(
    @Ask() { caller, input }: Asked<'driver.decisions'>,
  ): Promise<Reply<AnswerOf<'driver.decisions'>>> {
    const driverId = askedAbout(caller, input.driverId);
    const after = readCursor(input.cursor);
    const decisions = await this.service.read.ledger.ofDriver(driverId, {
      limit: input.limit + 1,
      ...(after === null ? {} : { after: { decidedAtMs: after.at, decisionId: after.id } }),
    });
    const items = decisions.slice(0, input.limit);
    const last = items.at(-1);
    const more = decisions.length > input.limit && last !== undefined;
    return new Reply({
      items: items.map(({ decidedAtMs, ...decision }) => ({
        ...decision,
        decidedAt: timeText(decidedAtMs),
      })),
      nextCursor: more ? cursorFrom(last.decidedAtMs, last.decisionId) : null,
    });
  }

  private async why(question: Question): Explained {
    const view = await this.service.answers.why(question);
    return new Reply(view instanceof Uint8Array ? new Written(view) : view);
  }
}

type Explained = Promise<Reply<AnswerOf<Question['operation']> | Written>>;
