import { generateKeyPairSync } from 'node:crypto';

const { publicKey } = generateKeyPairSync('x25519');

/** Of every database in the tests that erases. */
export const TEST_FENCE_KEY: Uint8Array = Buffer.alloc(32, 0x3c);
export const TEST_AUTHORITY_KEY: string = publicKey
  .export({ type: 'spki', format: 'pem' })
  .toString();
