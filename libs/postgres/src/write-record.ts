import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson, leafHash, merkleRoot, reasonOf } from '#libs/explanations';
import type { DecisionRecord, DriverRow } from '#libs/explanations';
import { headRow } from './decision-row.js';
import { packerUnder, sealedHeadOf, sealRow } from './sealed-row.js';
import { insertInto, type Sql } from './sql.js';
import type { SubjectKeys } from './subject-keys.js';

const SALT_BYTES = 32;
const NONCE_BYTES = 12;

/**
 * Head, rows and leaf as one statement, ready to be sent. Each driver's row is sealed under his own
 * key; the decision's root stands for all of them. Weights and points are taken from the same parts
 * as the sealed text, so the CHECK speaks for the record. All rows of a decision are one of the
 * table: lists by place, and sealed bytes and commitments in one piece each.
 */
export async function recordStatement(
  sql: Sql,
  keys: SubjectKeys,
  record: DecisionRecord,
): Promise<[text: string, values: unknown[]]> {
  const { decisionId, decidedAtMs, drivers } = record;
  const random = randomBytes(SALT_BYTES + NONCE_BYTES * drivers.length);
  const bundleSalt = random.subarray(0, SALT_BYTES);
  const rows = await sealed(sql, keys, record, random.subarray(SALT_BYTES));
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
  const inRows = {
    decision_id: decisionId,
    decided_at_ms: decidedAtMs,
    driver_ids: drivers.map(({ driverId }) => driverId),
    roles: literal(drivers.map(({ role }) => role)),
    ranks: literal(drivers.map(({ rank }) => rank)),
    reasons: drivers.map(reasonOf),
    totals: literal(drivers.map(({ total }) => total)),
    weights: ofParts(drivers, 'weight'),
    points: ofParts(drivers, 'points'),
    part_ends: literal(endsOf(drivers.map(({ parts }) => parts.length))),
    sealed: Buffer.concat(rows.map((row) => row.sealed)),
    sealed_ends: literal(endsOf(rows.map((row) => row.sealed.byteLength))),
    commitments: Buffer.concat(rows.map((row) => row.commitment)),
  };
  const places = Object.values(inRows).map(bind);
  const text = `WITH head AS (${insertHead}), leaf AS (${leaf})
    INSERT INTO decision_rows (${Object.keys(inRows).join(', ')}) VALUES (${places.join(', ')})`;
  return [text, values];
}

/**
 * An array as PostgreSQL reads it, of numbers and words of our own, none of which has a quote in
 * it: many times faster than looking for one in each.
 */
const literal = (values: readonly (number | string | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;

/** Of a decision there are hundreds: written down as they come. */
function ofParts(drivers: readonly DriverRow[], which: 'weight' | 'points'): string {
  let text = '';
  for (const { parts } of drivers) {
    for (const part of parts) text += text === '' ? part[which] : `,${part[which]}`;
  }
  return `{${text}}`;
}

/** Where each ends that has so many. */
export function endsOf(lengths: readonly number[]): number[] {
  let end = 0;
  return lengths.map((length) => (end += length));
}

async function sealed(
  sql: Sql,
  keys: SubjectKeys,
  record: DecisionRecord,
  nonces: Uint8Array,
): Promise<{ readonly sealed: Buffer; readonly commitment: Buffer }[]> {
  const { decisionId, drivers } = record;
  if (drivers.length === 0) return [];
  const keyOf = await keys.ensured(
    sql,
    drivers.map(({ driverId }) => driverId),
  );
  const packed = packerUnder(sealedHeadOf(record));
  const context = Buffer.from(decisionId);
  return drivers.map((row, index) => {
    const key = keyOf.get(row.driverId);
    if (key === undefined) throw new Error(`no key for a driver of decision ${decisionId}`);
    const nonce = nonces.subarray(index * NONCE_BYTES, (index + 1) * NONCE_BYTES);
    return sealRow(key, context, packed(row), nonce);
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
