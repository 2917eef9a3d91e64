import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { decrypt, encrypt } from '../keyring.js';

const PUBLIC_BYTES = 32;
const KEY_BYTES = 32;
const INFO = 'paidan/restricted/1';

/**
 * What only the law keeps is encrypted to the public key of an authority (X25519, HKDF-SHA-256,
 * AES-256-GCM, with a fresh key pair each time). The private half is not in this installation, so
 * neither the matcher nor the staff can open it, whatever a later version of this code may want.
 */
export class AuthoritySeal {
  readonly keyId: string;
  private readonly publicKey: KeyObject;

  /** PEM as of `openssl pkey -pubout`. */
  constructor(publicPem: string) {
    this.publicKey = createPublicKey(publicPem);
    if (this.publicKey.asymmetricKeyType !== 'x25519') {
      throw new TypeError(
        `expected an X25519 public key, got ${String(this.publicKey.asymmetricKeyType)}`,
      );
    }
    this.keyId = keyIdOf(this.publicKey);
  }

  seal(plain: string, context: string): Buffer {
    const ephemeral = generateKeyPairSync('x25519');
    const sender = rawPublic(ephemeral.publicKey);
    const key = agreed(ephemeral.privateKey, this.publicKey, sender, rawPublic(this.publicKey));
    // The key is used for this one text, so a fixed nonce is used once with it.
    const sealed = encrypt(key, Buffer.alloc(12), Buffer.from(plain), context);
    return Buffer.concat([sender, sealed]);
  }
}

/** The authority's side; nothing in the service calls it. */
export function unseal(privatePem: string, sealed: Uint8Array, context: string): string {
  const privateKey = createPrivateKey(privatePem);
  const publicKey = createPublicKey(privateKey);
  const sender = sealed.subarray(0, PUBLIC_BYTES);
  const senderKey = createPublicKey({
    key: { kty: 'OKP', crv: 'X25519', x: Buffer.from(sender).toString('base64url') },
    format: 'jwk',
  });
  const key = agreed(privateKey, senderKey, sender, rawPublic(publicKey));
  return decrypt(key, sealed.subarray(PUBLIC_BYTES), context).toString();
}

export const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256').update(rawPublic(publicKey)).digest('hex').slice(0, 16);

function agreed(
  own: KeyObject,
  other: KeyObject,
  sender: Uint8Array,
  recipient: Uint8Array,
): Buffer {
  const shared = diffieHellman({ privateKey: own, publicKey: other });
  const salt = Buffer.concat([sender, recipient]);
  return Buffer.from(hkdfSync('sha256', shared, salt, INFO, KEY_BYTES));
}

function rawPublic(key: KeyObject): Buffer {
  const { x } = key.export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url');
}
