import type { OwnRating, OwnRatings, RatingSide } from '#libs/rights';
import type { Sql } from '../sql.js';

type RatingRow = {
  readonly order_id: string;
  readonly by: RatingSide;
  readonly stars: number;
  readonly first_stars: number | null;
  readonly origin: OwnRating['origin'];
  readonly at_ms: number;
  readonly corrected_at_ms: number | null;
  readonly withdrawn_at_ms: number | null;
};

const COLUMN: Readonly<Record<RatingSide, string>> = {
  shipper: 'shipper_id',
  driver: 'driver_id',
};

export class PostgresOwnRatings implements OwnRatings {
  constructor(private readonly sql: Sql) {}

  async list(
    { side, id }: { side: RatingSide; id: string },
    { after, limit }: { after?: { atMs: number; orderId: string }; limit: number },
  ): Promise<OwnRating[]> {
    const { rows } = await this.sql<RatingRow>(
      `SELECT r.* FROM orders o JOIN ratings r USING (order_id)
       WHERE o.${COLUMN[side]} = $1
         AND ($2::bigint IS NULL OR (r.at_ms, r.order_id) < ($2::bigint, $3::text))
       ORDER BY r.at_ms DESC, r.order_id DESC, r.by LIMIT $4`,
      [id, after?.atMs ?? null, after?.orderId ?? null, limit],
    );
    return rows.map(ratingOf);
  }

  async shown({
    side,
    id,
  }: {
    side: RatingSide;
    id: string;
  }): Promise<{ count: number; stars: number }> {
    const { rows } = await this.sql<{ count: number; stars: number }>(
      `SELECT count(*) AS count, COALESCE(sum(r.stars), 0) AS stars
       FROM orders o JOIN ratings r USING (order_id)
       WHERE o.${COLUMN[side]} = $1 AND r.by <> $2 AND r.origin = 'given'
         AND r.withdrawn_at_ms IS NULL`,
      [id, side],
    );
    return rows[0] ?? { count: 0, stars: 0 };
  }

  async find(orderId: string, by: RatingSide): Promise<OwnRating | null> {
    const { rows } = await this.sql<RatingRow>(
      'SELECT * FROM ratings WHERE order_id = $1 AND by = $2 FOR UPDATE',
      [orderId, by],
    );
    return rows[0] === undefined ? null : ratingOf(rows[0]);
  }

  async update(rating: OwnRating): Promise<void> {
    await this.sql(
      `UPDATE ratings SET stars = $3, first_stars = $4, corrected_at_ms = $5, withdrawn_at_ms = $6
       WHERE order_id = $1 AND by = $2`,
      [
        rating.orderId,
        rating.by,
        rating.stars,
        rating.firstStars,
        rating.correctedAtMs,
        rating.withdrawnAtMs,
      ],
    );
  }
}

const ratingOf = (row: RatingRow): OwnRating => ({
  orderId: row.order_id,
  by: row.by,
  stars: row.stars,
  firstStars: row.first_stars,
  origin: row.origin,
  atMs: row.at_ms,
  correctedAtMs: row.corrected_at_ms,
  withdrawnAtMs: row.withdrawn_at_ms,
});
