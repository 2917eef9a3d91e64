import { Controller } from '@nestjs/common';
import type { AnswerOf } from '#libs/contracts';
import { recordShown } from '#libs/dispatch';
import { decideReview, openEvidence, requestSeen, ruleReviews, takeReview } from '#libs/rights';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';
import { requestView, reviewView } from '../views/request.js';

/** The reviewer's desk: cases that a person looks at, with what he opened and how long he took. */
@Controller()
export class ReviewsController {
  constructor(private readonly service: Service) {}

  @Handles('review.queue')
  async queue(@Ask() { input }: Asked<'review.queue'>): Promise<Reply<AnswerOf<'review.queue'>>> {
    const after = readCursor(input.cursor);
    const reviews = await this.service.read.reviews.queue({
      limit: input.limit + 1,
      ...(after === null ? {} : { after: { dueAtMs: after.at, requestId: after.id } }),
    });
    const items = reviews.slice(0, input.limit);
    const last = items.at(-1);
    const more = reviews.length > input.limit && last !== undefined;
    return new Reply({
      items: items.map(reviewView),
      nextCursor: more ? cursorFrom(last.dueAtMs, last.requestId) : null,
    });
  }

  @Handles('review.take')
  take(@Ask() asked: Asked<'review.take'>): Promise<Reply<AnswerOf<'review.take'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      reviewView(await takeReview(tx, this.service.rights, caller, input.requestId)),
    );
  }

  @Handles('review.open')
  open(@Ask() asked: Asked<'review.open'>): Promise<Reply<AnswerOf<'review.open'>>> {
    const { caller, operation, input } = asked;
    const { requestId } = input;
    return this.service.command(asked, async (tx) => {
      const evidence = await openEvidence(tx, this.service.rights, caller, input);
      const { driverId, orderId, decisionId } = await requestSeen(tx, caller, requestId);
      // The review is his: he took it, so it needs no approval beside. The driver sees it all the
      // same.
      const reason = `review of request ${requestId}`;
      await recordShown(tx, this.service.matching, caller, operation.id, [
        { driverId, what: 'record', orderId, decisionId, reason },
      ]);
      return { requestId, ...evidence };
    });
  }

  @Handles('review.decide')
  decide(@Ask() asked: Asked<'review.decide'>): Promise<Reply<AnswerOf<'review.decide'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      requestView(
        await decideReview(tx, this.service.rights, caller, {
          requestId: input.requestId,
          outcome: input.outcome,
          reasons: input.reasons,
          faultyRule: input.faultyRule ?? null,
          correction: input.correction ?? null,
        }),
      ),
    );
  }

  @Handles('review.rules')
  async rules(@Ask() _: Asked<'review.rules'>): Promise<Reply<AnswerOf<'review.rules'>>> {
    return new Reply({ items: await ruleReviews(this.service.read, this.service.clock) });
  }
}
