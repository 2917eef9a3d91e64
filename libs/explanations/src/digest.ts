import { createHash, createHmac } from 'node:crypto';
import type { Policy } from '#libs/matcher';
import { canonicalJson } from './canonical.js';

// The only file of the pure rooms that touches node:crypto. A driver can repeat each of these with
// any other tool: plain SHA-256, plain HMAC, hex in lower case.

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The hash of the parts one after the other, as 32 plain bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  const { buffer, byteOffset, byteLength } = hash.digest();
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A policy is named by its content, so a record points at exactly the rules it was decided by. */
export function policyHash(policy: Policy): string {
  return `sha256:${sha256Hex(canonicalJson(policy))}`;
}

/** Published before a round's window opens: the promise that the seed was not picked afterwards. */
export function seedHash(seed: string): string {
  return sha256Hex(bytesOfHex(seed));
}

/** A driver's lot for breaking ties. The zero byte keeps two pairs of ids from reading the same. */
export function ticket(seed: string, orderId: string, driverId: string): string {
  return createHmac('sha256', bytesOfHex(seed)).update(`${orderId}\u0000${driverId}`).digest('hex');
}

function bytesOfHex(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})+$/.test(hex)) {
    throw new TypeError('expected a seed of lower-case hex, two digits a byte');
  }
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16),
  );
}
