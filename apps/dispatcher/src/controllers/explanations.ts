import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf, type Locale } from '#libs/contracts';
import {
  askedAbout,
  bestDrivers,
  explainDecisionToDriver,
  explainDecisionToShipper,
  explainOrderToDriver,
  explainOrderToShipper,
  orderFunnel,
  orderSeen,
  type Caller,
} from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { ProblemError } from '../requests/problem-error.js';
import { Service } from '../service.js';
import { explanationView, undecidedView } from '../views/explanation.js';

type Explained = Promise<Reply<AnswerOf<'order.explain'>>>;

/** Questions: why it went as it did, for the one who asks (D1). */
@Controller()
export class ExplanationsController {
  constructor(private readonly service: Service) {}

  @Handles('order.explain')
  async order(@Ask() { caller, input }: Asked<'order.explain'>): Explained {
    const { orderId, locale, driverId = null } = input;
    const { read, matching } = this.service;
    const explained = this.forDriver(caller, driverId)
      ? await explainOrderToDriver(read, matching, {
          orderId,
          driverId: askedAbout(caller, driverId),
        })
      : await explainOrderToShipper(read, matching, await orderSeen(read, caller, orderId));
    return new Reply(
      explained === null
        ? undecidedView(orderId, locale)
        : explanationView(explained, orderId, locale),
    );
  }

  @Handles('decision.explain')
  async decision(@Ask() { caller, input }: Asked<'decision.explain'>): Explained {
    const { decisionId, locale, driverId = null } = input;
    const { read, matching } = this.service;
    if (this.forDriver(caller, driverId)) {
      const about = askedAbout(caller, driverId);
      const explained = await explainDecisionToDriver(read, matching, {
        decisionId,
        driverId: about,
      });
      return this.reply(explained, explained.decision.orderId, locale);
    }
    const decision = await read.ledger.decision(decisionId);
    const order =
      decision === null ? null : await orderSeen(read, caller, decision.orderId).catch(() => null);
    if (decision === null || order === null) {
      throw new ProblemError('not_found', `There is no decision ${decisionId} you may see.`);
    }
    const explained = await explainDecisionToShipper(read, matching, decision);
    return this.reply(explained, order.orderId, locale);
  }

  @Handles('order.decisions')
  async decisions(
    @Ask() { caller, input }: Asked<'order.decisions'>,
  ): Promise<Reply<AnswerOf<'order.decisions'>>> {
    const { orderId } = await orderSeen(this.service.read, caller, input.orderId);
    const decisions = await this.service.read.ledger.decisions(orderId);
    return new Reply({
      items: decisions.map(({ decidedAtMs, ...decision }) => ({
        ...decision,
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

  /** Drivers ask for themselves; staff for the driver they name, else as the shipper would. */
  private forDriver({ role }: Caller, driverId: string | null): boolean {
    if (role === 'shipper' && driverId !== null) {
      throw new ProblemError('forbidden', 'Only reviewers and operators may name a driver.');
    }
    return role === 'driver' || driverId !== null;
  }

  private reply(
    explained: Parameters<typeof explanationView>[0],
    orderId: string,
    locale: Locale,
  ): Reply<AnswerOf<'order.explain'>> {
    return new Reply(explanationView(explained, orderId, locale));
  }
}
