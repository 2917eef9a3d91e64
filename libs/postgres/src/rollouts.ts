import type { Draw, Rollout, Rollouts } from '#libs/dispatch';
import { insertInto, type Sql } from './sql.js';

/** First half of the key of an advisory lock, so that no other use of them meets this one. */
const LOCK_SPACE = 0x70_6f_6c;

type RolloutRow = {
  readonly rollout_id: string;
  readonly city_code: string;
  readonly policy_hash: string;
  readonly base_hash: string;
  readonly method: Rollout['method'];
  readonly percent: number;
  readonly window_ms: number | null;
  readonly region: Rollout['region'];
  readonly salt: string;
  readonly from_ms: number;
  readonly until_ms: number | null;
  readonly put_by: string;
  readonly put_at_ms: number;
  readonly ended_at_ms: number | null;
  readonly ended_by: string | null;
  readonly ended_because: Rollout['endedBecause'];
};

type DrawRow = {
  readonly order_id: string;
  readonly arm: Draw['arm'];
  readonly unit: string;
  readonly bucket: number;
};

export class PostgresRollouts implements Rollouts {
  constructor(private readonly sql: Sql) {}

  async hold(cityCode: string): Promise<void> {
    await this.sql('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCK_SPACE, cityCode]);
  }

  async start(rollout: Rollout): Promise<void> {
    await this.sql(
      ...insertInto('policy_rollouts', {
        rollout_id: rollout.rolloutId,
        city_code: rollout.cityCode,
        policy_hash: rollout.policyHash,
        base_hash: rollout.baseHash,
        method: rollout.method,
        percent: rollout.percent,
        window_ms: rollout.windowMs,
        region: rollout.region,
        salt: rollout.salt,
        from_ms: rollout.fromMs,
        until_ms: rollout.untilMs,
        put_by: rollout.putBy,
        put_at_ms: rollout.putAtMs,
      }),
    );
  }

  async end(
    rolloutId: string,
    { atMs, by, because }: Parameters<Rollouts['end']>[1],
  ): Promise<boolean> {
    const { count } = await this.sql(
      `UPDATE policy_rollouts SET ended_at_ms = $2, ended_by = $3, ended_because = $4
       WHERE rollout_id = $1 AND ended_at_ms IS NULL`,
      [rolloutId, atMs, by, because],
    );
    return count === 1;
  }

  byId(rolloutId: string): Promise<Rollout | null> {
    return this.one('WHERE rollout_id = $1', [rolloutId]);
  }

  underWay(cityCode: string): Promise<Rollout | null> {
    return this.one('WHERE city_code = $1 AND ended_at_ms IS NULL', [cityCode]);
  }

  /** At most two rows fit, and the city's own goes first. */
  drawing({ baseHash, cityCode, nowMs }: Parameters<Rollouts['drawing']>[0]) {
    return this.one(
      `WHERE city_code IN ($1, '*') AND ended_at_ms IS NULL AND base_hash = $2
         AND from_ms <= $3 AND (until_ms IS NULL OR until_ms > $3)
       ORDER BY city_code = '*' LIMIT 1`,
      [cityCode, baseHash, nowMs],
    );
  }

  lastOf({ cityCode, policyHash, baseHash }: Parameters<Rollouts['lastOf']>[0]) {
    return this.one(
      `WHERE city_code = $1 AND policy_hash = $2 AND base_hash = $3
       ORDER BY number DESC LIMIT 1`,
      [cityCode, policyHash, baseHash],
    );
  }

  async list(limit: number): Promise<Rollout[]> {
    const { rows } = await this.sql<RolloutRow>(
      'SELECT * FROM policy_rollouts ORDER BY number DESC LIMIT $1',
      [limit],
    );
    return rows.map(rolloutOf);
  }

  async drawn(draw: Draw): Promise<void> {
    await this.sql(
      ...insertInto('policy_draws', {
        order_id: draw.orderId,
        rollout_id: draw.rolloutId,
        arm: draw.arm,
        unit: draw.unit,
        bucket: draw.bucket,
      }),
    );
  }

  async ofOrder(orderId: string): Promise<{ draw: Draw; rollout: Rollout } | null> {
    const { rows } = await this.sql<RolloutRow & DrawRow>(
      `SELECT r.*, d.order_id, d.arm, d.unit, d.bucket
       FROM policy_draws d JOIN policy_rollouts r USING (rollout_id) WHERE d.order_id = $1`,
      [orderId],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const { order_id, rollout_id, arm, unit, bucket } = row;
    return {
      draw: { orderId: order_id, rolloutId: rollout_id, arm, unit, bucket },
      rollout: rolloutOf(row),
    };
  }

  private async one(which: string, values: readonly unknown[]): Promise<Rollout | null> {
    const { rows } = await this.sql<RolloutRow>(`SELECT * FROM policy_rollouts ${which}`, values);
    return rows[0] === undefined ? null : rolloutOf(rows[0]);
  }
}

const rolloutOf = (row: RolloutRow): Rollout => ({
  rolloutId: row.rollout_id,
  cityCode: row.city_code,
  policyHash: row.policy_hash,
  baseHash: row.base_hash,
  method: row.method,
  percent: row.percent,
  windowMs: row.window_ms,
  region: row.region,
  salt: row.salt,
  fromMs: row.from_ms,
  untilMs: row.until_ms,
  putBy: row.put_by,
  putAtMs: row.put_at_ms,
  endedAtMs: row.ended_at_ms,
  endedBy: row.ended_by,
  endedBecause: row.ended_because,
});
