import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson, leafHash, merkleRoot, reasonOf } from '#libs/explanations';
import type { DecisionRecord, DriverRow } from '#libs/explanations';
import { int4Array, int4Arrays, int8Array, textArray } from './binary-arrays.js';
import { headRow } from './decision-row.js';
import { encryptInto, SEAL_BYTES } from './keyring.js';
import { commitmentOf, packerUnder, rowSecrets } from './sealed-row.js';
import { sealedHeadOf, type RowSecrets } from './sealed-row.js';
import type { Sql } from './sql.js';
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
  const { decidedAtMs, drivers } = record;
  const random = randomBytes(SALT_BYTES + NONCE_BYTES * drivers.length);
  const bundleSalt = random.subarray(0, SALT_BYTES);
  const rows = await sealed(sql, keys, record, random.subarray(SALT_BYTES));
  const head = headRow(record);
  const bundle = commitmentToBundle(record, head.bundle, bundleSalt);
  const root = rootOf(bundle, rows.commitments);
  const inHead = { ...head, bundle_salt: bundleSalt, bundle_commitment: bundle, root };
  const values: unknown[] = Object.values(inHead);
  if (drivers.length === 0) return [(headAlone ??= statementFor(Object.keys(inHead))), values];
  const inRows = {
    decided_at_ms: decidedAtMs,
    driver_ids: textArray(drivers.map(({ driverId }) => driverId)),
    roles: textArray(drivers.map(({ role }) => role)),
    ranks: int4Array(drivers.map(({ rank }) => rank)),
    reasons: textArray(drivers.map(reasonOf)),
    totals: int8Array(drivers.map(({ total }) => total)),
    weights: ofParts(drivers, 'weight'),
    points: ofParts(drivers, 'points'),
    part_ends: int4Array(endsOf(drivers.map(({ parts }) => parts.length))),
    sealed: rows.sealed,
    sealed_ends: int4Array(rows.ends),
    commitments: Buffer.concat(rows.commitments),
  };
  values.push(...Object.values(inRows));
  return [(headAndRows ??= statementFor(Object.keys(inHead), Object.keys(inRows))), values];
}

/** The same text each time, so that its name is found by the text itself and not by its letters. */
let headAlone: string | undefined;
let headAndRows: string | undefined;

/** The first value is the decision's id, which the leaf and the rows take, too. */
function statementFor(inHead: readonly string[], inRows?: readonly string[]): string {
  const places = (from: number, columns: readonly string[]): string =>
    columns.map((_, at) => `$${from + at}`).join(', ');
  const head = `INSERT INTO decisions (${inHead.join(', ')}) VALUES (${places(1, inHead)})`;
  const leaf = `INSERT INTO log_leaves (decision_id, root)
    VALUES ($${inHead.indexOf('decision_id') + 1}, $${inHead.indexOf('root') + 1})`;
  if (inRows === undefined) return `WITH head AS (${head}) ${leaf}`;
  return `WITH head AS (${head}), leaf AS (${leaf})
    INSERT INTO decision_rows (decision_id, ${inRows.join(', ')})
    VALUES ($${inHead.indexOf('decision_id') + 1}, ${places(inHead.length + 1, inRows)})`;
}

/** Of a decision there are hundreds. */
function ofParts(drivers: readonly DriverRow[], which: 'weight' | 'points'): Buffer {
  const count = drivers.reduce((sum, { parts }) => sum + parts.length, 0);
  return int4Arrays(count, (write) => {
    for (const { parts } of drivers) for (const part of parts) write(part[which]);
  });
}

/** Where each ends that has so many. */
export function endsOf(lengths: readonly number[]): number[] {
  let end = 0;
  return lengths.map((length) => (end += length));
}

type SealedRows = {
  /** All rows' bytes, one after the other. */
  readonly sealed: Buffer;
  /** Where each row's end. */
  readonly ends: readonly number[];
  readonly commitments: readonly Buffer[];
};

async function sealed(
  sql: Sql,
  keys: SubjectKeys,
  record: DecisionRecord,
  nonces: Uint8Array,
): Promise<SealedRows> {
  const { decisionId, drivers } = record;
  const keyOf = await keys.ensured(
    sql,
    drivers.map(({ driverId }) => driverId),
  );
  const context = Buffer.from(decisionId);
  const keysInOrder = drivers.map(({ driverId }) => {
    const key = keyOf.get(driverId);
    if (key === undefined) throw new Error(`no key for a driver of decision ${decisionId}`);
    return key;
  });
  // One step for all rows after the other, and not all steps for one row: what a step runs on is
  // still in the processor's cache for the next row.
  const packed = drivers.map(packerUnder(sealedHeadOf(record)));
  const secrets = keysInOrder.map((key) => rowSecrets(key, context));
  const ends = endsOf(packed.map(({ byteLength }) => byteLength + SEAL_BYTES));
  const sealed = Buffer.allocUnsafe(ends.at(-1) ?? 0);
  const rows = ends.map((end, at) => sealed.subarray(ends[at - 1] ?? 0, end));
  for (const [at, plain] of packed.entries()) {
    const nonce = nonces.subarray(at * NONCE_BYTES, (at + 1) * NONCE_BYTES);
    const { key } = secrets[at] as RowSecrets;
    encryptInto(rows[at] as Buffer, { key, nonce, plain, context });
  }
  const commitments = rows.map((row, at) => commitmentOf((secrets[at] as RowSecrets).salt, row));
  return { sealed, ends, commitments };
}

/**
 * Leaf 0 of a decision's tree: everything that is no single driver's; the winner's row says WON.
 */
export const bundleCommitment = (record: DecisionRecord, salt: Uint8Array): Buffer =>
  commitmentToBundle(record, canonicalJson(record.bundle), salt);

/** `bundle` comes first of the members' names, and its text is at hand where it is stored. */
function commitmentToBundle(
  { drivers: _rows, winner: _winner, bundle: _bundle, ...head }: DecisionRecord,
  bundleText: string,
  salt: Uint8Array,
): Buffer {
  const text = `{"bundle":${bundleText},${canonicalJson(head).slice(1)}`;
  return createHash('sha256').update(salt).update(text).digest();
}

export const rootOf = (bundle: Uint8Array, rows: readonly Uint8Array[]): Buffer =>
  Buffer.from(merkleRoot([bundle, ...rows].map((commitment) => leafHash(commitment))));
