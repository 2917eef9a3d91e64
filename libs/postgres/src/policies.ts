import type { Policies } from '#libs/dispatch';
import { canonicalJson } from '#libs/explanations';
import type { Policy } from '#libs/matcher';
import type { Sql } from './sql.js';

type Listed = Awaited<ReturnType<Policies['list']>>[number];

/** The policy of every city that has none of its own. */
const EVERYWHERE = '*';

export class PostgresPolicies implements Policies {
  constructor(private readonly sql: Sql) {}

  async put(policy: Policy, hash: string, atMs: number, by: string | null = null): Promise<void> {
    await this.sql(
      `INSERT INTO policies (policy_hash, name, version, city_code, document, put_at_ms, put_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (policy_hash) DO NOTHING`,
      [hash, policy.name, policy.version, policy.cityCode, canonicalJson(policy), atMs, by],
    );
  }

  async byHash(hash: string): Promise<Policy | null> {
    const { rows } = await this.sql<{ document: string }>(
      'SELECT document FROM policies WHERE policy_hash = $1',
      [hash],
    );
    return rows[0] === undefined ? null : (JSON.parse(rows[0].document) as Policy);
  }

  /** Activating what is active already keeps the date it became so. */
  async activate(
    cityCode: string,
    hash: string,
    atMs: number,
    by: string | null = null,
  ): Promise<void> {
    await this.sql(
      `INSERT INTO policy_activations (city_code, policy_hash, active_since_ms, activated_by)
       SELECT $1::text, $2::text, $3::bigint, $4::text
       WHERE $2::text IS DISTINCT FROM (
         SELECT policy_hash FROM policy_activations WHERE city_code = $1
         ORDER BY activation_id DESC LIMIT 1)`,
      [cityCode, hash, atMs, by],
    );
  }

  async followedSince(
    cityCode: string,
    sinceMs: number,
  ): Promise<{ hash: string; policy: Policy }[]> {
    const { rows } = await this.sql<{ policy_hash: string; document: string }>(
      `WITH spans AS (
         SELECT city_code, policy_hash, active_since_ms, lead(active_since_ms)
           OVER (PARTITION BY city_code ORDER BY activation_id) AS until_ms
         FROM policy_activations WHERE city_code IN ($1, $3)
       ), own AS (
         SELECT min(active_since_ms) AS since_ms FROM spans WHERE city_code = $1
       )
       SELECT p.policy_hash, p.document FROM policies p
       WHERE p.policy_hash IN (
         SELECT s.policy_hash FROM spans s CROSS JOIN own
         WHERE (s.until_ms IS NULL OR s.until_ms > $2)
           AND (s.city_code = $1 OR own.since_ms IS NULL
             OR own.since_ms > $2 AND s.active_since_ms < own.since_ms))
       ORDER BY p.policy_hash`,
      [cityCode, sinceMs, EVERYWHERE],
    );
    return rows.map(({ policy_hash, document }) => ({
      hash: policy_hash,
      policy: JSON.parse(document) as Policy,
    }));
  }

  async authorsOf(hash: string): Promise<string[]> {
    const { rows } = await this.sql<{ author: string }>(
      `SELECT put_by AS author FROM policies WHERE policy_hash = $1 AND put_by IS NOT NULL
       UNION
       SELECT activated_by FROM policy_activations
       WHERE policy_hash = $1 AND activated_by IS NOT NULL
       UNION
       SELECT put_by FROM policy_rollouts WHERE policy_hash = $1`,
      [hash],
    );
    return rows.map(({ author }) => author);
  }

  async activeFor(cityCode: string): Promise<{ hash: string; policy: Policy } | null> {
    const { rows } = await this.sql<{ policy_hash: string; document: string }>(
      `SELECT p.policy_hash, p.document
       FROM policy_activations a JOIN policies p USING (policy_hash)
       WHERE a.city_code IN ($1, $2)
       ORDER BY a.city_code = $2, a.activation_id DESC LIMIT 1`,
      [cityCode, EVERYWHERE],
    );
    const row = rows[0];
    return row === undefined
      ? null
      : { hash: row.policy_hash, policy: JSON.parse(row.document) as Policy };
  }

  /** One line a policy, or one for each city that follows it now. */
  async list(): Promise<Listed[]> {
    const { rows } = await this.sql<{
      policy_hash: string;
      name: string;
      version: number;
      city_code: string;
      active_since_ms: number | null;
    }>(
      `WITH current AS (
         SELECT DISTINCT ON (city_code) city_code, policy_hash, active_since_ms
         FROM policy_activations ORDER BY city_code, activation_id DESC
       )
       SELECT p.policy_hash, p.name, p.version, COALESCE(c.city_code, p.city_code) AS city_code,
         c.active_since_ms
       FROM policies p LEFT JOIN current c USING (policy_hash)
       ORDER BY 4, p.name, p.version, p.policy_hash`,
    );
    return rows.map((row) => ({
      hash: row.policy_hash,
      name: row.name,
      version: row.version,
      cityCode: row.city_code,
      activeSinceMs: row.active_since_ms,
    }));
  }
}
