export type RatingSide = 'shipper' | 'driver';

export type OwnRating = {
  readonly orderId: string;
  readonly by: RatingSide;
  readonly stars: number;
  /** What was said first, where it was corrected; what it came from stays as it was. */
  readonly firstStars: number | null;
  readonly origin: 'given' | 'default';
  readonly atMs: number;
  readonly correctedAtMs: number | null;
  readonly withdrawnAtMs: number | null;
};

export interface OwnRatings {
  /** Of all orders of one side, given and received, newest first. */
  list(
    who: { side: RatingSide; id: string },
    page: { after?: { atMs: number; orderId: string }; limit: number },
  ): Promise<OwnRating[]>;
  /** What others see: given ones that were not withdrawn; silence counts for nothing. */
  shown(who: { side: RatingSide; id: string }): Promise<{ count: number; stars: number }>;
  /** One side's rating of an order, locked. */
  find(orderId: string, by: RatingSide): Promise<OwnRating | null>;
  update(rating: OwnRating): Promise<void>;
}
