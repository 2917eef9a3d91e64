import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { DataKey, KEY_BYTES } from './data-key.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/**
 * The installation's key. It encrypts nothing but the keys of drivers, so that whoever holds the
 * database alone reads no record, and so that it can be changed without touching one.
 */
export class Keyring {
  private readonly kek: KeyObject;

  /** `kek` is 32 random bytes. */
  constructor(kek: Uint8Array) {
    if (kek.byteLength !== KEY_BYTES) {
      throw new RangeError(`expected a key of ${KEY_BYTES} bytes, got ${kek.byteLength}`);
    }
    this.kek = createSecretKey(kek);
  }

  /** A fresh key for a driver, wrapped; bound to his id, so that keys cannot be swapped. */
  newWrapped(driverId: string): Buffer {
    return encrypt(this.kek, randomBytes(NONCE_BYTES), randomBytes(KEY_BYTES), driverId);
  }

  /** Throws when the key was wrapped by another installation, for another driver, or changed. */
  unwrap(driverId: string, wrapped: Uint8Array): DataKey {
    return new DataKey(decrypt(this.kek, wrapped, driverId));
  }
}

/** How much longer what is sealed is than what it was. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES;

/** nonce ‖ ciphertext ‖ tag, bound to `context`. A nonce is used once with a key. */
export function encrypt(
  key: KeyObject | Uint8Array,
  nonce: Uint8Array,
  plain: Uint8Array,
  context: string | Uint8Array,
): Buffer {
  const sealed = Buffer.allocUnsafe(plain.byteLength + SEAL_BYTES);
  encryptInto(sealed, { key, nonce, plain, context });
  return sealed;
}

/** The same where it is to lie. Throws a RangeError where `into` is not as long as that will be. */
export function encryptInto(
  into: Uint8Array,
  {
    key,
    nonce,
    plain,
    context,
  }: {
    readonly key: KeyObject | Uint8Array;
    readonly nonce: Uint8Array;
    readonly plain: Uint8Array;
    readonly context: string | Uint8Array;
  },
): void {
  if (into.byteLength !== plain.byteLength + SEAL_BYTES) {
    throw new RangeError(`expected room for ${plain.byteLength} sealed bytes`);
  }
  // Its tag has TAG_BYTES where nothing else is asked for.
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(typeof context === 'string' ? Buffer.from(context) : context);
  into.set(nonce);
  into.set(cipher.update(plain), NONCE_BYTES);
  // This mode has given all of it already.
  cipher.final();
  into.set(cipher.getAuthTag(), NONCE_BYTES + plain.byteLength);
}

export function decrypt(key: KeyObject | Uint8Array, sealed: Uint8Array, context: string): Buffer {
  const end = sealed.byteLength - TAG_BYTES;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
}
