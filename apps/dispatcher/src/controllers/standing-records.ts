import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf, type OwnRatingView, type ViolationView } from '#libs/contracts';
import { recordShown } from '#libs/dispatch';
import {
  contestViolation,
  correctRating,
  recordViolation,
  reviewViolation,
  sideOf,
  violationsOf,
  withdrawRating,
  type OwnRating,
  type Violation,
} from '#libs/rights';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

/** More than one person looks through at a sitting. */
const DUE_MAX = 1_000;

/** What stays with a person beyond one order: violations (R8) and ratings (R9). */
@Controller()
export class StandingRecordsController {
  constructor(private readonly service: Service) {}

  @Handles('violation.record')
  record(@Ask() asked: Asked<'violation.record'>): Promise<Reply<AnswerOf<'violation.record'>>> {
    return this.service.command(asked, async (tx) =>
      violationView(await recordViolation(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('violation.list')
  async list(
    @Ask() { caller, operation, input }: Asked<'violation.list'>,
  ): Promise<Reply<AnswerOf<'violation.list'>>> {
    const { read, matching } = this.service;
    const { driverId } = input;
    const held = await violationsOf(read, caller, driverId);
    await recordShown(read, matching, caller, operation.id, [{ driverId, what: 'violations' }]);
    return new Reply({ items: held.map(violationView) });
  }

  @Handles('violation.contest')
  contest(@Ask() asked: Asked<'violation.contest'>): Promise<Reply<AnswerOf<'violation.contest'>>> {
    return this.service.command(asked, async (tx) =>
      violationView(await contestViolation(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('violation.due')
  async due(@Ask() _: Asked<'violation.due'>): Promise<Reply<AnswerOf<'violation.due'>>> {
    const due = await this.service.read.violations.due(this.service.clock.nowMs(), DUE_MAX);
    return new Reply({ items: due.map(violationView) });
  }

  @Handles('violation.review')
  review(@Ask() asked: Asked<'violation.review'>): Promise<Reply<AnswerOf<'violation.review'>>> {
    return this.service.command(asked, async (tx) =>
      violationView(await reviewViolation(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('rating.list')
  async ratings(
    @Ask() { caller, input }: Asked<'rating.list'>,
  ): Promise<Reply<AnswerOf<'rating.list'>>> {
    const who = { side: sideOf(caller), id: caller.subject };
    const after = readCursor(input.cursor);
    const { ownRatings } = this.service.read;
    const ratings = await ownRatings.list(who, {
      ...(after === null ? {} : { after: { atMs: after.at, orderId: after.id } }),
      limit: input.limit + 1,
    });
    const { count, stars } = await ownRatings.shown(who);
    const items = ratings.slice(0, input.limit);
    const last = items.at(-1);
    const more = ratings.length > input.limit && last !== undefined;
    return new Reply({
      shown: { count, meanMilli: count === 0 ? null : Math.round((stars * 1_000) / count) },
      items: items.map(ratingView),
      nextCursor: more ? cursorFrom(last.atMs, last.orderId) : null,
    });
  }

  @Handles('rating.correct')
  correct(@Ask() asked: Asked<'rating.correct'>): Promise<Reply<AnswerOf<'rating.correct'>>> {
    return this.service.command(asked, async (tx) =>
      ratingView(await correctRating(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('rating.withdraw')
  withdraw(@Ask() asked: Asked<'rating.withdraw'>): Promise<Reply<AnswerOf<'rating.withdraw'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      ratingView(await withdrawRating(tx, this.service.matching, caller, input.orderId)),
    );
  }
}

const timeOrNull = (atMs: number | null): string | null => (atMs === null ? null : timeText(atMs));

const violationView = (violation: Violation): ViolationView => ({
  violationId: violation.violationId,
  driverId: violation.driverId,
  kind: violation.kind,
  evidence: violation.evidence,
  state: violation.state,
  recordedAt: timeText(violation.recordedAtMs),
  reviewAt: timeText(violation.reviewAtMs),
  expiresAt: timeText(violation.expiresAtMs),
  contestedAt: timeOrNull(violation.contest?.atMs ?? null),
  contestWords: violation.contest?.words ?? null,
  reviewedAt: timeOrNull(violation.review?.atMs ?? null),
  reviewWords: violation.review?.words ?? null,
});

const ratingView = (rating: OwnRating): OwnRatingView => ({
  orderId: rating.orderId,
  by: rating.by,
  stars: rating.stars,
  firstStars: rating.firstStars,
  origin: rating.origin,
  at: timeText(rating.atMs),
  correctedAt: timeOrNull(rating.correctedAtMs),
  withdrawnAt: timeOrNull(rating.withdrawnAtMs),
});
