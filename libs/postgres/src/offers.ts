import type { NewOffer, Offer, Offers } from '#libs/dispatch';
import type { Sql } from './sql.js';

type OfferRow = {
  readonly offer_id: string;
  readonly order_id: string;
  readonly round: number;
  readonly batch: number;
  readonly order_version: number;
  readonly driver_id: string;
  readonly decision_id: string;
  readonly rank: number;
  readonly offered_at_ms: number;
  readonly visible_from_ms: number;
  readonly expires_at_ms: number;
  readonly state: Offer['state'];
  readonly closed_at_ms: number | null;
  readonly because: Offer['because'];
};

/** A driver has a handful; a bound on one answer all the same. */
const OPEN_MAX = 100;

export class PostgresOffers implements Offers {
  constructor(private readonly sql: Sql) {}

  /**
   * The locks are advisory and of the drivers in order of their ids: batches that share a driver
   * wait for each other, never in a circle, and a claim on him waits for neither.
   */
  async add(offers: readonly NewOffer[], openMax: number | null): Promise<boolean> {
    if (offers.length === 0) return true;
    const driverIds = offers.map(({ driverId }) => driverId).sort();
    if (openMax !== null) {
      await this.sql(
        `SELECT pg_advisory_xact_lock(hashtextextended('offers/' || id, 0))
         FROM (SELECT unnest($1::text[]) AS id ORDER BY 1) ids`,
        [driverIds],
      );
      const { rows } = await this.sql(
        `SELECT 1 FROM order_offers WHERE driver_id = ANY($1) AND state = 'open'
         GROUP BY driver_id HAVING count(*) >= $2 LIMIT 1`,
        [driverIds, openMax],
      );
      if (rows.length > 0) return false;
    }
    await this.sql(
      `INSERT INTO order_offers (offer_id, order_id, round, batch, order_version, driver_id,
         decision_id, rank, offered_at_ms, visible_from_ms, expires_at_ms)
       SELECT * FROM unnest($1::text[], $2::text[], $3::integer[], $4::integer[], $5::integer[],
         $6::text[], $7::text[], $8::integer[], $9::bigint[], $10::bigint[], $11::bigint[])`,
      [
        offers.map(({ offerId }) => offerId),
        offers.map(({ orderId }) => orderId),
        offers.map(({ round }) => round),
        offers.map(({ batch }) => batch),
        offers.map(({ orderVersion }) => orderVersion),
        offers.map(({ driverId }) => driverId),
        offers.map(({ decisionId }) => decisionId),
        offers.map(({ rank }) => rank),
        offers.map(({ offeredAtMs }) => offeredAtMs),
        offers.map(({ visibleFromMs }) => visibleFromMs),
        offers.map(({ expiresAtMs }) => expiresAtMs),
      ],
    );
    return true;
  }

  async ofRound(orderId: string, round: number): Promise<Offer[]> {
    const { rows } = await this.sql<OfferRow>(
      'SELECT * FROM order_offers WHERE order_id = $1 AND round = $2 ORDER BY batch, rank',
      [orderId, round],
    );
    return rows.map(offerOf);
  }

  async latestOf(orderId: string, driverId: string): Promise<Offer | null> {
    const { rows } = await this.sql<OfferRow>(
      `SELECT * FROM order_offers WHERE order_id = $1 AND driver_id = $2
       ORDER BY offered_at_ms DESC, batch DESC LIMIT 1`,
      [orderId, driverId],
    );
    return rows[0] === undefined ? null : offerOf(rows[0]);
  }

  async openOf(driverId: string, nowMs: number): Promise<Offer[]> {
    const { rows } = await this.sql<OfferRow>(
      `SELECT * FROM order_offers
       WHERE driver_id = $1 AND state = 'open' AND expires_at_ms > $2
       ORDER BY offered_at_ms DESC, order_id LIMIT ${OPEN_MAX}`,
      [driverId, nowMs],
    );
    return rows.map(offerOf);
  }

  async openCounts(
    driverIds: readonly string[],
    exceptOrderId: string,
  ): Promise<ReadonlyMap<string, number>> {
    if (driverIds.length === 0) return new Map();
    const { rows } = await this.sql<{ driver_id: string; open: number }>(
      `SELECT driver_id, count(*)::integer AS open FROM order_offers
       WHERE driver_id = ANY($1) AND state = 'open' AND order_id <> $2 GROUP BY driver_id`,
      [driverIds, exceptOrderId],
    );
    return new Map(rows.map(({ driver_id, open }) => [driver_id, open]));
  }

  async close(
    offerIds: readonly string[],
    { state, atMs, because }: Parameters<Offers['close']>[1],
  ): Promise<void> {
    if (offerIds.length === 0) return;
    await this.sql(
      `UPDATE order_offers SET state = $2, closed_at_ms = $3, because = $4
       WHERE offer_id = ANY($1)`,
      [offerIds, state, atMs, because],
    );
  }
}

const offerOf = (row: OfferRow): Offer => ({
  offerId: row.offer_id,
  orderId: row.order_id,
  round: row.round,
  batch: row.batch,
  orderVersion: row.order_version,
  driverId: row.driver_id,
  decisionId: row.decision_id,
  rank: row.rank,
  offeredAtMs: row.offered_at_ms,
  visibleFromMs: row.visible_from_ms,
  expiresAtMs: row.expires_at_ms,
  state: row.state,
  closedAtMs: row.closed_at_ms,
  because: row.because,
});
