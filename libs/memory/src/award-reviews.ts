import type { AwardReview, AwardReviews } from '#libs/dispatch';
import { byCodeUnit, byNumber, type Part } from './part.js';

const keyOf = (orderId: string, round: number): string => `${orderId}/${round}`;

export class MemoryAwardReviews implements AwardReviews {
  constructor(private readonly part: Part) {}

  async ask(review: Parameters<AwardReviews['ask']>[0]): Promise<void> {
    const { store, unit } = this.part;
    await store.awardReviews.change(
      unit,
      keyOf(review.orderId, review.round),
      (known) =>
        known ?? {
          ...review,
          state: 'waiting',
          openedBy: null,
          openedAtMs: null,
          closedAtMs: null,
          decidedBy: null,
          decisionId: null,
          followedUp: false,
        },
    );
  }

  async of(orderId: string, round: number): Promise<AwardReview | null> {
    const { store, unit } = this.part;
    const found = store.awardReviews.get(unit, keyOf(orderId, round));
    return found === undefined ? null : reviewOf(found);
  }

  async waiting(limit: number): Promise<AwardReview[]> {
    return this.stored()
      .filter((review) => review.state === 'waiting' && this.isCurrent(review))
      .sort((a, b) => byNumber(a.dueAtMs, b.dueAtMs) || byCodeUnit(a.orderId, b.orderId))
      .slice(0, limit)
      .map(reviewOf);
  }

  async open(orderId: string, round: number, by: string, atMs: number): Promise<void> {
    await this.change(orderId, round, (review) =>
      review.openedBy === by ? review : { ...review, openedBy: by, openedAtMs: atMs },
    );
  }

  async close(
    orderId: string,
    round: number,
    { state, atMs, decidedBy, decisionId }: Parameters<AwardReviews['close']>[2],
  ): Promise<void> {
    await this.change(orderId, round, (review) => ({
      ...review,
      state,
      closedAtMs: atMs,
      decidedBy,
      decisionId,
    }));
  }

  async dropStale(nowMs: number): Promise<number> {
    const stale = this.stored().filter(
      (review) => review.state === 'waiting' && !this.isCurrent(review),
    );
    for (const { orderId, round } of stale) {
      await this.change(orderId, round, (review) => ({
        ...review,
        state: 'void',
        closedAtMs: nowMs,
      }));
    }
    return stale.length;
  }

  async toFollowUp(limit: number): Promise<AwardReview[]> {
    const { store, unit } = this.part;
    const late = this.stored()
      .filter(({ state, followedUp }) => state === 'timed_out' && !followedUp)
      .filter(({ orderId, round }) => {
        return !store.awardReviews.isLockedByOther(unit, keyOf(orderId, round));
      })
      .sort(
        (a, b) =>
          byNumber(a.closedAtMs ?? 0, b.closedAtMs ?? 0) || byCodeUnit(a.orderId, b.orderId),
      )
      .slice(0, limit);
    for (const { orderId, round } of late) {
      await store.awardReviews.lock(unit, keyOf(orderId, round));
    }
    return late.map(reviewOf);
  }

  async followedUp(orderId: string, round: number): Promise<void> {
    const { store, unit } = this.part;
    await store.awardReviews.change(unit, keyOf(orderId, round), (review) =>
      review === undefined ? review : { ...review, followedUp: true },
    );
  }

  private stored(): (AwardReview & { readonly followedUp: boolean })[] {
    const { store, unit } = this.part;
    return store.awardReviews.all(unit);
  }

  private isCurrent({ orderId, round }: AwardReview): boolean {
    const { store, unit } = this.part;
    const order = store.orders.get(unit, orderId);
    return order?.status === 'open' && order.round === round;
  }

  /** Only what still waits can be opened or closed. */
  private async change(
    orderId: string,
    round: number,
    to: (review: Stored) => Stored,
  ): Promise<void> {
    const { store, unit } = this.part;
    await store.awardReviews.change(unit, keyOf(orderId, round), (review) =>
      review?.state === 'waiting' ? to(review) : review,
    );
  }
}

type Stored = AwardReview & { readonly followedUp: boolean };

const reviewOf = ({ followedUp: _, ...review }: Stored): AwardReview => review;
