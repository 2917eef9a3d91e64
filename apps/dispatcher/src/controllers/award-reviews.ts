import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf } from '#libs/contracts';
import { recordShown } from '#libs/dispatch';
import { decideAwardByPerson, openAwardByPerson } from '#libs/rights';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';
import { orderView } from '../views/order.js';

const WAITING_SHOWN_MAX = 100;

/** Awards that wait for a person, since a driver who asked for one competes (D4). */
@Controller()
export class AwardReviewsController {
  constructor(private readonly service: Service) {}

  @Handles('award.queue')
  async queue(@Ask() _: Asked<'award.queue'>): Promise<Reply<AnswerOf<'award.queue'>>> {
    const waiting = await this.service.read.awardReviews.waiting(WAITING_SHOWN_MAX);
    return new Reply({
      items: waiting.map(({ orderId, round, cityCode, askedAtMs, dueAtMs, openedBy }) => ({
        orderId,
        round,
        cityCode,
        askedAt: timeText(askedAtMs),
        dueAt: timeText(dueAtMs),
        openedBy,
      })),
    });
  }

  @Handles('award.open')
  open(@Ask() asked: Asked<'award.open'>): Promise<Reply<AnswerOf<'award.open'>>> {
    const { caller, operation, input } = asked;
    const { rights } = this.service;
    return this.service.command(asked, async (tx) => {
      const { review, candidates } = await openAwardByPerson(tx, rights, caller, input.orderId);
      const { orderId } = input;
      const reason = 'an award that a person decides';
      await recordShown(
        tx,
        this.service.matching,
        caller,
        operation.id,
        candidates.map(({ driverId }) => ({ driverId, what: 'explanation', orderId, reason })),
      );
      return {
        orderId: input.orderId,
        dueAt: timeText(review.dueAtMs),
        candidates: candidates.map(({ parts, ...candidate }) => ({
          ...candidate,
          parts: [...parts],
        })),
      };
    });
  }

  @Handles('award.decide')
  decide(@Ask() asked: Asked<'award.decide'>): Promise<Reply<AnswerOf<'award.decide'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      orderView(await decideAwardByPerson(tx, this.service.rights, caller, input)),
    );
  }
}
