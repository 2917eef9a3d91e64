import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson, leafHash, merkleRoot, reasonOf } from '#libs/explanations';
import type { DecisionRecord } from '#libs/explanations';
import { headRow } from './decision-row.js';
import { packerUnder, sealedHeadOf, sealRow } from './sealed-row.js';
import { insertInto, type Sql } from './sql.js';
import type { SubjectKeys } from './subject-keys.js';

const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const COMMITMENT_BYTES = 32;

/**
 * Head, rows and leaf as one statement, ready to be sent. Each driver's row is sealed under his own
 * key; the decision's root stands for all of them. Weights and points are taken from the same parts
 * as the sealed text, so the CHECK speaks for the record. Sealed bytes and commitments travel as
 * one piece each and are cut by the server: bytes in an array are spelt out in hex, which costs
 * more than all else.
 */
export async function recordStatement(
  sql: Sql,
  keys: SubjectKeys,
  record: DecisionRecord,
): Promise<[text: string, values: unknown[]]> {
  const { decisionId, decidedAtMs, drivers } = record;
  const bundleSalt = randomBytes(SALT_BYTES);
  const rows = await sealed(sql, keys, record);
  const bundle = bundleCommitment(record, bundleSalt);
  const root = rootOf(
    bundle,
    rows.map(({ commitment }) => commitment),
  );
  const [insertHead, values] = insertInto('decisions', {
    ...headRow(record),
    bundle_salt: bundleSalt,
    bundle_commitment: bundle,
    root,
  });
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const leaf = `INSERT INTO log_leaves (decision_id, root)
    VALUES (${bind(decisionId)}, ${bind(root)})`;
  if (drivers.length === 0) {
    return [`WITH head AS (${insertHead}) ${leaf}`, values];
  }
  const literal = (numbers: readonly number[]): string => `{${numbers.join(',')}}`;
  const lengths = rows.map((row) => row.sealed.byteLength);
  let end = 0;
  const starts = lengths.map((length) => (end += length) - length + 1);
  const bytes = bind(Buffer.concat(rows.map((row) => row.sealed)));
  const commitments = bind(Buffer.concat(rows.map((row) => row.commitment)));
  const text = `WITH head AS (${insertHead}), leaf AS (${leaf})
     INSERT INTO decision_drivers
       (decision_id, decided_at_ms, driver_id, role, rank, reason, total, weights, points,
        position, sealed, commitment)
     SELECT ${bind(decisionId)}, ${bind(decidedAtMs)}::bigint, driver_id, role, rank, reason,
       total, weights::integer[], points::integer[], position,
       substring(${bytes}::bytea FROM start FOR length),
       substring(${commitments}::bytea
         FROM (position::integer - 1) * ${COMMITMENT_BYTES} + 1 FOR ${COMMITMENT_BYTES})
     FROM unnest(
       ${bind(drivers.map(({ driverId }) => driverId))}::text[],
       ${bind(drivers.map(({ role }) => role))}::text[],
       ${bind(drivers.map(({ rank }) => rank))}::integer[],
       ${bind(drivers.map(reasonOf))}::text[],
       ${bind(drivers.map(({ total }) => total))}::bigint[],
       ${bind(drivers.map(({ parts }) => literal(parts.map(({ weight }) => weight))))}::text[],
       ${bind(drivers.map(({ parts }) => literal(parts.map(({ points }) => points))))}::text[],
       ${bind(starts)}::integer[],
       ${bind(lengths)}::integer[]
     ) WITH ORDINALITY
       AS d (driver_id, role, rank, reason, total, weights, points, start, length, position)`;
  return [text, values];
}

async function sealed(
  sql: Sql,
  keys: SubjectKeys,
  record: DecisionRecord,
): Promise<{ readonly sealed: Buffer; readonly commitment: Buffer }[]> {
  const { decisionId, drivers } = record;
  if (drivers.length === 0) return [];
  const keyOf = await keys.ensured(
    sql,
    drivers.map(({ driverId }) => driverId),
  );
  const packed = packerUnder(sealedHeadOf(record));
  const nonces = randomBytes(NONCE_BYTES * drivers.length);
  return drivers.map((row, index) => {
    const key = keyOf.get(row.driverId);
    if (key === undefined) throw new Error(`no key for a driver of decision ${decisionId}`);
    const nonce = nonces.subarray(index * NONCE_BYTES, (index + 1) * NONCE_BYTES);
    return sealRow(key, decisionId, packed(row), nonce);
  });
}

/**
 * Leaf 0 of a decision's tree: everything that is no single driver's; the winner's row says WON.
 */
export function bundleCommitment(
  { drivers: _rows, winner: _winner, ...shared }: DecisionRecord,
  salt: Uint8Array,
): Buffer {
  return createHash('sha256').update(salt).update(canonicalJson(shared)).digest();
}

export const rootOf = (bundle: Uint8Array, rows: readonly Uint8Array[]): Buffer =>
  Buffer.from(merkleRoot([bundle, ...rows].map((commitment) => leafHash(commitment))));
