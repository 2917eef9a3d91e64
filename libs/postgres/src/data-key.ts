import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export const KEY_BYTES = 32;
/** RFC 2104 over SHA-512: a key is filled up to a block, and hashed before what it goes with. */
const BLOCK_BYTES = 128;
const HASH_BYTES = 64;
const INNER = 0x36;
const OUTER = 0x5c;

/** One sheet for all: what is written on it is hashed before anything else can be. */
const MESSAGE_BYTES_MAX = 256;
const inner = new Uint8Array(BLOCK_BYTES + MESSAGE_BYTES_MAX).fill(INNER, 0, BLOCK_BYTES);
const outer = new Uint8Array(BLOCK_BYTES + HASH_BYTES).fill(OUTER, 0, BLOCK_BYTES);

/** A driver's key. What leaves this object is derived from it, and nothing of it is printed. */
export class DataKey {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    if (bytes.byteLength !== KEY_BYTES) {
      throw new RangeError(`expected a key of ${KEY_BYTES} bytes, got ${bytes.byteLength}`);
    }
    // A copy of so few bytes lies in Node's own memory, and no larger piece is kept for it.
    this.#bytes = Uint8Array.from(bytes);
  }

  /**
   * HMAC-SHA-512, 64 bytes. A decision asks for one a driver: two hashes at a time are less than
   * half of what Node's own object for it takes to make and to collect.
   */
  hmacSha512(message: Uint8Array): Buffer {
    const { length } = message;
    if (length > MESSAGE_BYTES_MAX) {
      return createHmac('sha512', this.#bytes).update(message).digest();
    }
    for (let at = 0; at < KEY_BYTES; at += 1) {
      const byte = this.#bytes[at] ?? 0;
      inner[at] = byte ^ INNER;
      outer[at] = byte ^ OUTER;
    }
    inner.set(message, BLOCK_BYTES);
    const first = hash('sha512', inner.subarray(0, BLOCK_BYTES + length), 'binary');
    for (let at = 0; at < HASH_BYTES; at += 1) outer[BLOCK_BYTES + at] = first.charCodeAt(at);
    return Buffer.from(hash('sha512', outer, 'binary'), 'binary');
  }

  /** A key for one purpose: HMAC-SHA-256 of its name. */
  derived(purpose: string): KeyObject {
    return createSecretKey(createHmac('sha256', this.#bytes).update(purpose).digest());
  }
}
