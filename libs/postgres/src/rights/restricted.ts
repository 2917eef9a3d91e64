import { randomUUID } from 'node:crypto';
import type { Sql } from '../sql.js';
import type { AuthoritySeal } from './authority-seal.js';

/** Three years from completion at least (电子商务法 31), and the day of a leap year (R6). */
const KEPT_MS = 1_096 * 86_400_000;

type Transaction = {
  readonly order_id: string;
  readonly facts: unknown;
  readonly ended_at_ms: number;
};

/**
 * What the law keeps about a driver who is erased: for each order that was given to him the facts
 * of the transaction, and who he was for as long as one of them is kept. Encrypted to the authority
 * before anything of it is deleted, in the same transaction.
 */
export async function restrict(
  sql: Sql,
  seal: AuthoritySeal,
  { erasureId, driverId, atMs }: { erasureId: string; driverId: string; atMs: number },
): Promise<number> {
  const transactions = await transactionsOf(sql, driverId, atMs);
  if (transactions.length === 0) return 0;
  const put = async (
    kind: 'identity' | 'transaction',
    retainUntilMs: number,
    content: unknown,
  ): Promise<void> => {
    const recordId = randomUUID();
    await sql(
      `INSERT INTO restricted_records
         (record_id, erasure_id, kind, retain_until_ms, authority_key_id, sealed, created_at_ms)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        recordId,
        erasureId,
        kind,
        retainUntilMs,
        seal.keyId,
        seal.seal(JSON.stringify(content), recordId),
        atMs,
      ],
    );
  };
  for (const { facts, ended_at_ms } of transactions) {
    await put('transaction', ended_at_ms + KEPT_MS, { driverId, ...(facts as object) });
  }
  const lastMs = Math.max(...transactions.map(({ ended_at_ms }) => ended_at_ms));
  const { rows } = await sql<{ driver: unknown }>(
    `SELECT jsonb_build_object('driverId', driver_id, 'carrierId', carrier_id, 'body', body,
       'lengthMillimeters', length_millimeters, 'grossKilograms', gross_kilograms,
       'qualifications', qualifications, 'registeredAtMs', registered_at_ms) AS driver
     FROM drivers WHERE driver_id = $1`,
    [driverId],
  );
  await put('identity', lastMs + KEPT_MS, rows[0]?.driver ?? { driverId });
  return transactions.length + 1;
}

async function transactionsOf(
  sql: Sql,
  driverId: string,
  atMs: number,
): Promise<readonly Transaction[]> {
  const { rows } = await sql<Transaction>(
    `SELECT o.order_id, COALESCE(a.released_at_ms, $2::bigint) AS ended_at_ms, jsonb_build_object(
       'orderId', o.order_id, 'shipperId', o.shipper_id, 'status', o.status,
       'loading', o.loading::jsonb, 'unloading', o.unloading::jsonb,
       'load', jsonb_build_object('kilograms', o.load_kilograms, 'litres', o.load_litres,
         'vehicleSlots', o.load_vehicle_slots),
       'cargoKind', o.cargo_kind, 'valueFen', o.value_fen, 'freightFen', o.freight_fen,
       'depositFen', o.deposit_fen, 'postedAtMs', o.posted_at_ms,
       'assignment', jsonb_build_object('claimedAtMs', a.claimed_at_ms,
         'releasedAtMs', a.released_at_ms, 'cause', a.cause, 'decisionId', a.decision_id),
       'documents', (SELECT jsonb_agg(jsonb_build_object('kind', d.kind, 'reference', d.reference,
         'sha256', d.sha256, 'state', d.state)) FROM order_documents d
         WHERE d.order_id = o.order_id),
       'ratings', (SELECT jsonb_agg(jsonb_build_object('by', r.by, 'stars', r.stars,
         'origin', r.origin, 'atMs', r.at_ms)) FROM ratings r WHERE r.order_id = o.order_id)
     ) AS facts
     FROM assignments a JOIN orders o USING (order_id)
     WHERE a.driver_id = $1 ORDER BY a.assignment_id`,
    [driverId, atMs],
  );
  return rows;
}
