import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hash,
  sign,
  verify,
} from 'node:crypto';
import { inflateSync } from 'node:zlib';
import type { Policy } from '#libs/matcher';
import { canonicalJson } from './canonical.js';
import { toBase64, utf8 } from './log/bytes.js';
import { COMPACT_MARK } from './compact/codes.js';
import { readCompact, type Plain } from './compact/reader.js';
import { PACKING_DICTIONARY } from './packing-dictionary.js';
import { longForm, SHORT_MARK } from './short-form.js';

// The only file of the pure rooms that touches node:crypto and node:zlib. A driver can repeat each
// of these with any other tool: plain SHA-256, plain HMAC, plain Ed25519, plain zlib, hex in lower
// case.

/** What stands in front of the 32 bytes of an Ed25519 key in its DER form, RFC 8410. */
const ED25519_SPKI = Uint8Array.from([48, 42, 48, 5, 6, 3, 43, 101, 112, 3, 33, 0]);
const ED25519_KEY_BYTES = 32;
const AES_KEY_BYTES = 32;
const AES_NONCE_BYTES = 12;
const AES_TAG_BYTES = 16;
const ED25519_SIGNATURE_BYTES = 64;

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** What a tree hashes is shorter, a byte and two hashes, and so is a sealed row with its salt. */
const SHEET_BYTES = 4_096;
const sheet = new Uint8Array(SHEET_BYTES);

/**
 * The hash of the parts one after the other, as 32 plain bytes. A tree hashes little at a time, and
 * most of that would be the making and collecting of objects: one call, one sheet to write on, and
 * a result so small that it lies in Node's own memory.
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = length <= SHEET_BYTES ? sheet.subarray(0, length) : new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const digest = hash('sha256', whole, 'binary');
  const bytes = new Uint8Array(digest.length);
  for (let index = 0; index < digest.length; index++) bytes[index] = digest.charCodeAt(index);
  return bytes;
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

/** Signing by Ed25519 draws no lots: the same key gives the same text the same signature. */
export type SigningKey = {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
};

/** From the PEM of an Ed25519 private key, PKCS #8. */
export function signingKey(pem: string): SigningKey {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new TypeError(
      `expected an Ed25519 private key, found ${key.asymmetricKeyType ?? 'none'}`,
    );
  }
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: Uint8Array.from(spki.subarray(ED25519_SPKI.length)),
    sign: (message) => Uint8Array.from(sign(null, message, key)),
  };
}

/** False for anything that is no signature by this key. Never throws: strangers send these. */
export function isSignedBy(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== ED25519_KEY_BYTES) return false;
  if (signature.length !== ED25519_SIGNATURE_BYTES) return false;
  const spki = toBase64(Uint8Array.of(...ED25519_SPKI, ...publicKey));
  const key = createPublicKey(`-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`);
  return verify(null, message, key, signature);
}

/** How the first byte of everything ends that zlib packed, and no JSON text's. */
const ZLIB = 0x8;
/** A record is some kilobytes; what unpacks to more than this is none. */
const UNPACKED_BYTES_MAX = 1 << 20;
const UNPACKING = {
  maxOutputLength: UNPACKED_BYTES_MAX,
  dictionary: utf8(PACKING_DICTIONARY),
} as const;

/**
 * The text of a record as it was sealed: in compact form or packed by zlib (RFC 1950) with the
 * dictionary, formerly in short form, without the dictionary or as it is. Throws where it was
 * packed with another one.
 */
export function unpacked(plain: Plain): string {
  const first = plain[0] ?? 0;
  if (first === COMPACT_MARK) return canonicalJson(readCompact(plain));
  if (first === SHORT_MARK) return longForm(plain.toString('latin1').slice(1));
  return (first % 16 === ZLIB ? inflateSync(plain, UNPACKING) : plain).toString('utf8');
}

/** What that text says; no text is made of a compact form. */
export const contentOf = (plain: Plain): unknown =>
  plain[0] === COMPACT_MARK ? readCompact(plain) : JSON.parse(unpacked(plain));

/**
 * The text in nonce ‖ ciphertext ‖ tag of AES-256-GCM, bound to `context`; null where the key is
 * another, or any byte was changed.
 */
export function unseal(key: Uint8Array, sealed: Uint8Array, context: string): string | null {
  const end = sealed.length - AES_TAG_BYTES;
  if (key.length !== AES_KEY_BYTES || end < AES_NONCE_BYTES) return null;
  const nonce = sealed.subarray(0, AES_NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: AES_TAG_BYTES });
  decipher.setAAD(utf8(context));
  decipher.setAuthTag(sealed.subarray(end));
  try {
    const plain = decipher.update(sealed.subarray(AES_NONCE_BYTES, end));
    // All of it came already; this only tells whether the tag fits.
    decipher.final();
    return unpacked(plain);
  } catch {
    return null;
  }
}

function bytesOfHex(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})+$/.test(hex)) {
    throw new TypeError('expected a seed of lower-case hex, two digits a byte');
  }
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16),
  );
}
