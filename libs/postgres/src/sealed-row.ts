import { deflateSync } from 'node:zlib';
import {
  canonicalJson,
  compactRows,
  contentOf,
  PACKING_DICTIONARY,
  sha256,
  unpacked,
} from '#libs/explanations';
import type { DecisionHeader, DriverRow } from '#libs/explanations';
import { KEY_BYTES, type DataKey } from './data-key.js';
import { decrypt, encrypt } from './keyring.js';

/** What of the decision itself each driver's leaf speaks for: he can prove it without the rest. */
export type SealedHead = Pick<
  DecisionHeader,
  | 'decisionId'
  | 'kind'
  | 'orderId'
  | 'orderVersion'
  | 'round'
  | 'decidedAtMs'
  | 'policyHash'
  | 'engineVersion'
  | 'cutoffTotal'
>;

export type SealedContent = { readonly head: SealedHead; readonly row: DriverRow };

/** Both follow from the driver's key, so that destroying that destroys them. */
export type RowSecrets = { readonly key: Buffer; readonly salt: Buffer };

export const sealedHeadOf = (header: DecisionHeader): SealedHead => ({
  decisionId: header.decisionId,
  kind: header.kind,
  orderId: header.orderId,
  orderVersion: header.orderVersion,
  round: header.round,
  decidedAtMs: header.decidedAtMs,
  policyHash: header.policyHash,
  engineVersion: header.engineVersion,
  cutoffTotal: header.cutoffTotal,
});

/**
 * HMAC-SHA-512 of the decision's id under the driver's key: the first half encrypts this one row,
 * the second salts its commitment. A driver is given both for his own row and learns nothing of any
 * other.
 */
export function rowSecrets(dataKey: DataKey, decisionId: string | Uint8Array): RowSecrets {
  const message = typeof decisionId === 'string' ? Buffer.from(decisionId) : decisionId;
  const secret = dataKey.hmacSha512(message);
  return { key: secret.subarray(0, KEY_BYTES), salt: secret.subarray(KEY_BYTES) };
}

/**
 * What every row says is in the dictionary: the quickest level leaves a tenth of it. A row and the
 * dictionary are no longer than the window; the usual one takes a quarter of a megabyte for each.
 */
const PACKING = {
  level: 1,
  windowBits: 13,
  memLevel: 5,
  chunkSize: 2_048,
  dictionary: Buffer.from(PACKING_DICTIONARY),
} as const;

/** In compact form, or by zlib where it has none; the head is put so once. */
export function packerUnder(head: SealedHead): (row: DriverRow) => Uint8Array {
  const compact = compactRows(head);
  return (row) => compact(row) ?? deflateSync(canonicalJson({ head, row }), PACKING);
}

export const encryptRow = (
  secrets: RowSecrets,
  decisionId: string | Uint8Array,
  packedRow: Uint8Array,
  nonce: Uint8Array,
): Buffer => encrypt(secrets.key, nonce, packedRow, decisionId);

/** Holds for the bytes that lie in the database. */
export const commitmentOf = (salt: Uint8Array, sealed: Uint8Array): Buffer =>
  Buffer.from(sha256(salt, sealed));

/** Throws when a byte was changed, or the row belongs to another driver or decision. */
export const contentIn = (
  { key }: Pick<RowSecrets, 'key'>,
  decisionId: string,
  sealed: Uint8Array,
): string => unpacked(decrypt(key, sealed, decisionId));

export function openRow(dataKey: DataKey, decisionId: string, sealed: Uint8Array): DriverRow {
  const { key } = rowSecrets(dataKey, decisionId);
  // What was sealed is what was recorded: the same shape by construction.
  return (contentOf(decrypt(key, sealed, decisionId)) as SealedContent).row;
}
