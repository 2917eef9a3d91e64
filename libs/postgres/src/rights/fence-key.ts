import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { decrypt, encrypt } from '../keyring.js';

const BYTES = 32;
const NONCE_BYTES = 12;

/**
 * Tells an erased driver without naming him. A fence is HMAC-SHA-256 of his id under a key that
 * lies outside the database: with the fences alone nobody can go through a list of ids and see who
 * asked to be forgotten.
 */
export class FenceKey {
  private readonly fenceKey: KeyObject;
  private readonly sealKey: KeyObject;

  /** `secret` is 32 random bytes, which must be the same for as long as the fences are to hold. */
  constructor(secret: Uint8Array) {
    if (secret.byteLength !== BYTES) {
      throw new RangeError(`expected a key of ${BYTES} bytes, got ${secret.byteLength}`);
    }
    const derived = (purpose: string): KeyObject =>
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `paidan/${purpose}`, BYTES)));
    this.fenceKey = derived('fence');
    this.sealKey = derived('erasure-subject');
  }

  fenceOf(driverId: string): Buffer {
    return createHmac('sha256', this.fenceKey).update(driverId).digest();
  }

  /** For an erasure under way: its steps need the id, and nobody who reads the row does. */
  seal(driverId: string, erasureId: string): Buffer {
    return encrypt(this.sealKey, randomBytes(NONCE_BYTES), Buffer.from(driverId), erasureId);
  }

  open(sealed: Uint8Array, erasureId: string): string {
    return decrypt(this.sealKey, sealed, erasureId).toString();
  }
}
