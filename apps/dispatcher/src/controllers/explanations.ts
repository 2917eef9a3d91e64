import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf, type ExplanationViewName, type Operation } from '#libs/contracts';
import {
  askedAbout,
  bestDrivers,
  CARD,
  explainDecisionToDriver,
  explainDecisionToShipper,
  explainOrderToDriver,
  explainOrderToShipper,
  isForShippers,
  mustBeApproved,
  orderFunnel,
  orderSeen,
  recordShown,
  WHOLE,
  type Caller,
  type Telling,
} from '#libs/dispatch';
import type { DriverTold } from '#libs/explanations';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { ProblemError } from '../requests/problem-error.js';
import { Service } from '../service.js';
import { explanationView, undecidedView } from '../views/explanation.js';

/** The card takes less than the record does. */
const shownIn = (view: ExplanationViewName): Telling<DriverTold> =>
  view === 'full' ? WHOLE : CARD;

type Explained = Promise<Reply<AnswerOf<'order.explain'>>>;

/** Questions: why it went as it did, for the one who asks (D1). */
@Controller()
export class ExplanationsController {
  constructor(private readonly service: Service) {}

  @Handles('order.explain')
  async order(@Ask() { caller, operation, input }: Asked<'order.explain'>): Explained {
    const { orderId, driverId = null } = input;
    const { read, explaining } = this.service;
    const explained = this.forDriver(caller, driverId)
      ? await this.toldOf(caller, operation, askedAbout(caller, driverId), input, (about) =>
          explainOrderToDriver(
            read,
            explaining,
            { orderId, driverId: about, asker: caller },
            shownIn(input.view),
          ),
        )
      : await explainOrderToShipper(read, explaining, await orderSeen(read, caller, orderId));
    return new Reply(
      explained === null
        ? undecidedView(orderId, input.locale)
        : explanationView(explained, input.locale),
    );
  }

  @Handles('decision.explain')
  async decision(@Ask() { caller, operation, input }: Asked<'decision.explain'>): Explained {
    const { decisionId, driverId = null } = input;
    const { read, explaining } = this.service;
    if (this.forDriver(caller, driverId)) {
      const about = askedAbout(caller, driverId);
      const told = await this.toldOf(caller, operation, about, input, () =>
        explainDecisionToDriver(
          read,
          explaining,
          { decisionId, driverId: about, asker: caller },
          shownIn(input.view),
        ),
      );
      return new Reply(explanationView(told, input.locale));
    }
    const decision = await this.decisionSeen(caller, decisionId);
    const explained = await explainDecisionToShipper(read, explaining, decision);
    return new Reply(explanationView(explained, input.locale));
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

  /**
   * What is told of a driver to anybody but himself is written down first, and his full record is
   * told only with somebody else's approval (S2).
   */
  private async toldOf<T extends DriverTold | null>(
    caller: Caller,
    { id }: Operation,
    driverId: string,
    { view }: { readonly view: ExplanationViewName },
    explain: (driverId: string) => Promise<T>,
  ): Promise<T> {
    const { read, matching } = this.service;
    const full = view === 'full';
    const approval = full
      ? await mustBeApproved(read, matching, caller, { driverId, what: 'record' })
      : null;
    const explained = await explain(driverId);
    if (explained === null) return explained;
    const { orderId, decisionId } = explained.decision;
    await recordShown(read, matching, caller, id, [
      { driverId, what: full ? 'record' : 'explanation', orderId, decisionId, approval },
    ]);
    return explained;
  }

  /** Drivers ask for themselves; staff for the driver they name, else as the shipper would. */
  private forDriver({ role }: Caller, driverId: string | null): boolean {
    if (role === 'shipper' && driverId !== null) {
      throw new ProblemError('forbidden', 'Only reviewers and operators may name a driver.');
    }
    return role === 'driver' || driverId !== null;
  }

  /** Of an order that the caller may see, and not about a driver's own affairs. */
  private async decisionSeen(caller: Caller, decisionId: string): Promise<DecisionSeen> {
    const { read } = this.service;
    const decision = await read.ledger.decision(decisionId);
    const orderId = decision?.orderId ?? null;
    const order =
      orderId === null ? null : await orderSeen(read, caller, orderId).catch(() => null);
    if (decision === null || order === null || !isForShippers(decision.kind)) {
      throw new ProblemError('not_found', `There is no decision ${decisionId} you may see.`);
    }
    return decision;
  }
}

type DecisionSeen = Parameters<typeof explainDecisionToShipper>[2];
