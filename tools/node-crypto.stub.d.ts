// All that a record may need of Node: the compiler check of the pure rooms knows no other built-in.
declare module 'node:crypto' {
  type Plain = Uint8Array & { toString(encoding: 'utf8'): string };
  type Hash = {
    update(data: string | Uint8Array): Hash;
    digest(): Uint8Array;
    digest(encoding: 'hex'): string;
  };
  export function hash(algorithm: 'sha256', data: Uint8Array, output: 'binary'): string;
  export function createHash(algorithm: 'sha256'): Hash;
  export function createHmac(algorithm: 'sha256', key: string | Uint8Array): Hash;

  type Key = {
    readonly asymmetricKeyType?: string;
    export(form: { format: 'der'; type: 'spki' }): Uint8Array;
  };
  type Decipher = {
    setAAD(data: Uint8Array): Decipher;
    setAuthTag(tag: Uint8Array): Decipher;
    update(data: Uint8Array): Plain;
    final(): Plain;
  };
  export function createDecipheriv(
    algorithm: 'aes-256-gcm',
    key: Uint8Array,
    nonce: Uint8Array,
    options: { authTagLength: number },
  ): Decipher;
  export function createPrivateKey(pem: string): Key;
  export function createPublicKey(key: Key | string): Key;
  export function sign(algorithm: null, data: Uint8Array, key: Key): Uint8Array;
  export function verify(
    algorithm: null,
    data: Uint8Array,
    key: Key,
    signature: Uint8Array,
  ): boolean;
}

declare module 'node:zlib' {
  export function inflateSync(
    data: Uint8Array,
    options: { maxOutputLength: number },
  ): { toString(encoding: 'utf8'): string };
}
